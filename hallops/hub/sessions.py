"""Signing in and out over HTTP: a page gets a cookie that no script can read, a program a token."""

from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.hub.answers import json
from hallops.hub.entry import checked, device_of, gatehouse_of, is_page, keep_session, read, session_of
from hallops.hub.limits import SIGN_INS
from hallops.hub.parts import SESSION_COOKIE, address_of
from hallops.hub.patience import answered
from hallops.hub.sign_in import Credentials, SignIn
from hallops.ports.access import Pass
from hallops.services.gatehouse import Gatehouse, place_of

router = APIRouter()


@router.get("/v1/sessions", summary="Who am I")
async def who_am_i(request: Request) -> Response:
    """Who asks, the device that asks, and at a window or post the staff who may sign in there."""
    hub, who = checked(request)
    known = isinstance(hub.parts.gate, Gatehouse)
    session, device = (session_of(request), device_of(request)) if known else (None, None)
    desk = await answered(hub.keeper.ask(lambda day: _desk(device, day)))
    body = {
        "at": hub.parts.clock.now(),
        "role": who.role.value,
        "id": who.id,
        "place": who.place,
        "expires_at": session.expires_at if session else None,
        "device": {"name": device.holder, "kind": device.kind, "place": device.place} if device else None,
        **desk,
    }
    return json(body, headers={"Cache-Control": "no-store"})


@router.post("/v1/sessions", summary="Sign in")
async def sign_in(request: Request) -> Response:
    """By {staff, pin} at a paired window or post, or by {name, password}; with `new` the secret is changed too."""
    hub, _ = checked(request)
    device = device_of(request)
    where = device.id if device else address_of(request)
    hub.rates.spend_at(where, "sign-in", SIGN_INS)
    said = await read(request, Credentials)
    session, token = await SignIn(hub, gatehouse_of(hub), device, address_of(request)).carry_out(said)
    now = hub.parts.clock.now()
    body = {
        "at": now,
        "role": session.role.value,
        "id": session.holder,
        "place": session.place,
        "expires_at": session.expires_at,
    }
    response = json(body if is_page(request) else {**body, "token": token}, HTTPStatus.CREATED)
    keep_session(response, request, token, (session.expires_at - now) // 1000)
    return response


@router.post("/v1/sessions/keep", summary="Still here")
async def keep(request: Request) -> Response:
    """A person did something at a page: an idle session lives on. Nothing else that is only looked at counts."""
    hub, _ = checked(request)
    session = session_of(request)
    if session is None:
        raise Refusal("sign_in_needed")
    seen = partial(gatehouse_of(hub).saw, session, hub.parts.clock.now())
    await answered(hub.keeper.ask(seen))  # written before it is said
    return json({"at": hub.parts.clock.now(), "expires_at": session.expires_at})


@router.delete("/v1/sessions", summary="Sign out")
async def sign_out(request: Request) -> Response:
    """Ends the caller's session; the device's own pairing stays."""
    hub, _ = checked(request)
    session = session_of(request)
    if session is not None:
        gatehouse = gatehouse_of(hub)
        await answered(hub.keeper.ask(lambda _: gatehouse.sessions.end(lambda each: each.id == session.id)))
    response = Response(status_code=HTTPStatus.NO_CONTENT)
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="strict")
    return response


def _desk(device: Pass | None, day: HallDay) -> dict[str, Any]:
    """Who may sign in at the device's window or post, and that post's name."""
    try:
        post = day.hall.posts.get(place_of(device, day))
    except Refusal:
        return {"staff": None, "post": None}
    staff = [{"id": each.id, "name": each.name} for each in day.hall.staff.values()]
    return {"staff": staff, "post": {"zh": post.name.zh, "en": post.name.en} if post else None}
