"""Passes over HTTP: the manager gives, lists and revokes them; whoever holds one comes in by its link.

A link carries the token once and becomes a cookie that no script can read. It is handed over on paper or on the
device itself; who has seen it may use it until it is revoked.
"""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from hallops.domain.refusal import Refusal, Term
from hallops.hub.answers import json
from hallops.hub.parts import COOKIE, Hub, hub_of
from hallops.hub.patience import answered
from hallops.ports import Pass, Role
from hallops.services.access import Access

router = APIRouter()

YEAR = 365 * 24 * 3600  # seconds
AT_A_PLACE = frozenset({Role.WINDOW})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pass that the manager asks for."""

    role: str
    holder: str
    place: str | None = None


@router.post("/v1/access", summary="Give a pass", status_code=HTTPStatus.CREATED)
async def give(request: Request) -> Response:
    """Makes a pass and shows its token, once."""
    hub, access = _manager(request)
    wanted = _read(await request.body())
    role = _role(wanted)
    now = hub.parts.clock.now()
    given, token = await answered(hub.keeper.ask(lambda _: access.give(role, wanted.holder, wanted.place, now)))
    return json({**_plain(given), "token": token, "enter": f"/enter?token={token}"}, HTTPStatus.CREATED)


@router.get("/v1/access", summary="List the passes")
async def passes(request: Request) -> Response:
    """All passes, without their tokens."""
    _, access = _manager(request)
    return json({"passes": [_plain(each) for each in access.passes()]})


@router.delete("/v1/access/{pass_id}", summary="Revoke a pass", status_code=HTTPStatus.NO_CONTENT)
async def revoke(pass_id: str, request: Request) -> Response:
    """Takes a pass back; its streams end within a second."""
    hub, access = _manager(request)
    await answered(hub.keeper.ask(lambda _: access.revoke(pass_id)))
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/enter", summary="Come in with a pass", status_code=HTTPStatus.SEE_OTHER)
async def enter(request: Request, token: str, to: str = "/") -> Response:
    """Puts the pass into a cookie and goes on to a page of this hub."""
    if hub_of(request).identify(token) is None:
        raise Refusal("sign_in_needed")
    response = RedirectResponse(_own_page(to), HTTPStatus.SEE_OTHER)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, token, max_age=YEAR, httponly=True, samesite="strict", secure=secure)
    return response


def _manager(request: Request) -> tuple[Hub, Access]:
    hub = hub_of(request)
    who = hub.caller(request)
    access = hub.parts.gate
    if who.role is not Role.MANAGER or not isinstance(access, Access):
        raise Refusal("manager_only")
    return hub, access


def _read(body: bytes) -> Wanted:
    try:
        return msgspec.json.decode(body, type=Wanted)
    except msgspec.MsgspecError as error:
        raise Refusal("malformed_request", problem=str(error)) from error


def _role(wanted: Wanted) -> Role:
    if wanted.role not in set(Role) - {Role.VISITOR}:
        raise Refusal("unknown_role", role=wanted.role, known=", ".join(sorted(set(Role) - {Role.VISITOR})))
    role = Role(wanted.role)
    if role in AT_A_PLACE and wanted.place is None:
        raise Refusal("pass_place", role=Term(role))
    return role


def _own_page(to: str) -> str:
    """Only a path of this hub: a link must not lead anywhere else."""
    parts = urlsplit(to)
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) and not parts.netloc else "/"


def _plain(given: Pass) -> dict[str, object]:
    return {
        "id": given.id,
        "role": given.role.value,
        "holder": given.holder,
        "place": given.place,
        "made_at": given.made_at,
    }
