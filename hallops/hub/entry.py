"""What all routes of coming in share: the gatehouse, the caller checked by the table, the body read or refused."""

from datetime import timedelta
from typing import TypeVar

import msgspec
from fastapi import Request
from starlette.responses import Response

from hallops.domain.refusal import Refusal
from hallops.hub.parts import DEVICE_COOKIE, SESSION_COOKIE, Hub, hub_of, tokens_of
from hallops.hub.roles import check_entry
from hallops.ports.access import Identity, Pass
from hallops.ports.accounts import Session
from hallops.services.access import Access
from hallops.services.gatehouse import Gatehouse

T = TypeVar("T")
YEAR = int(timedelta(days=365).total_seconds())


def checked(request: Request) -> tuple[Hub, Identity]:
    """The hub, and who asks.

    Raises:
        Refusal: the role table does not let them ask for this route.
    """
    hub = hub_of(request)
    who = hub.caller(request)
    check_entry(who, f"{request.method} {request.scope['route'].path}")
    return hub, who


def gatehouse_of(hub: Hub) -> Gatehouse:
    if not isinstance(hub.parts.gate, Gatehouse):
        raise Refusal("manager_only")  # a hub whose people are known from elsewhere
    return hub.parts.gate


def access_of(hub: Hub) -> Access:
    gate = hub.parts.gate
    return gate if isinstance(gate, Access) else gatehouse_of(hub).access


def session_of(request: Request) -> Session | None:
    gatehouse = gatehouse_of(hub_of(request))
    found = (gatehouse.session(token) for token in tokens_of(request).all)
    return next((session for session in found if session is not None), None)


def device_of(request: Request) -> Pass | None:
    """The pass of the device that asks, whoever is signed in there."""
    gatehouse = gatehouse_of(hub_of(request))
    found = (gatehouse.access.find(token) for token in tokens_of(request).all)
    return next((given for given in found if given is not None), None)


async def read(request: Request, kind: type[T]) -> T:
    """Raises Refusal: the body is not what was asked for."""
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except msgspec.MsgspecError as error:
        raise Refusal("malformed_request", problem=str(error)) from error


def is_page(request: Request) -> bool:
    """A page gets cookies, that no script of it can read; a program gets tokens."""
    return "origin" in request.headers


def keep_session(response: Response, request: Request, token: str, seconds: int) -> None:
    _set_cookie(response, request, SESSION_COOKIE, token, seconds)


def keep_device(response: Response, request: Request, token: str) -> None:
    _set_cookie(response, request, DEVICE_COOKIE, token, YEAR)


def _set_cookie(response: Response, request: Request, name: str, token: str, seconds: int) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(name, token, max_age=seconds, httponly=True, samesite="strict", secure=secure)
