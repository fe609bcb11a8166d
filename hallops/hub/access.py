"""Passes over HTTP: the manager gives, lists and revokes them; whoever holds one comes in by its link.

A link carries the token once and becomes a cookie that no script can read. It is handed over on paper or on the
device itself; who has seen it may use it until it is revoked.
"""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from hallops.domain.refusal import Refusal, Term
from hallops.hub.answers import json
from hallops.hub.entry import access_of, checked, keep_device, read
from hallops.hub.parts import Hub, hub_of
from hallops.hub.patience import answered
from hallops.ports.access import Pass, Role
from hallops.services.gatehouse import Gatehouse
from hallops.services.pairing import require_names

router = APIRouter()

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
    hub, _ = checked(request)
    access = access_of(hub)
    wanted = await read(request, Wanted)
    role = _role(wanted)
    require_names(wanted.holder, wanted.place)
    now = hub.parts.clock.now()
    given, token = await answered(hub.keeper.ask(lambda _: access.give(role, wanted.holder, wanted.place, now)))
    return json({**_plain(given, hub), "token": token, "enter": f"/enter?token={token}"}, HTTPStatus.CREATED)


@router.get("/v1/access", summary="List the passes")
async def passes(request: Request) -> Response:
    """All passes, without their tokens: paired devices, and what was given by hand."""
    hub, _ = checked(request)
    listed = [_plain(each, hub) for each in access_of(hub).passes()]
    return json({"at": hub.parts.clock.now(), "passes": listed})


@router.delete("/v1/access/{pass_id}", summary="Revoke a pass", status_code=HTTPStatus.NO_CONTENT)
async def revoke(pass_id: str, request: Request) -> Response:
    """Takes a pass back; sessions opened with it end, and its streams within a second."""
    hub, _ = checked(request)
    gate = hub.parts.gate
    taker = gate if isinstance(gate, Gatehouse) else access_of(hub)
    await answered(hub.keeper.ask(lambda _: taker.revoke(pass_id)))
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/enter", summary="Come in with a pass", status_code=HTTPStatus.SEE_OTHER)
async def enter(request: Request, token: str, to: str = "/") -> Response:
    """Puts the pass into a cookie and goes on to a page of this hub."""
    if hub_of(request).identify(token) is None:
        raise Refusal("sign_in_needed")
    response = RedirectResponse(_own_page(to), HTTPStatus.SEE_OTHER)
    keep_device(response, request, token)
    return response


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


def _plain(given: Pass, hub: Hub) -> dict[str, object]:
    gate = hub.parts.gate
    return {
        "id": given.id,
        "role": given.role.value,
        "kind": given.kind,
        "holder": given.holder,
        "place": given.place,
        "made_at": given.made_at,
        "seen_at": gate.seen.get(given.id) if isinstance(gate, Gatehouse) else None,
    }
