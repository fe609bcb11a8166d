"""Pairing over HTTP: anybody may ask, the manager compares the code and approves, the one who asked gets in."""

from dataclasses import dataclass, field
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.domain.hall_day import HallDay
from hallops.hub.answers import json
from hallops.hub.entry import checked, gatehouse_of, keep_device, read
from hallops.hub.limits import PAIRINGS
from hallops.hub.parts import address_of, hub_of, tokens_of
from hallops.hub.patience import answered
from hallops.services.pairing import KINDS, Pairing, State, Wish, state_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a fresh screen wants to be."""

    kind: str
    name: str = ""
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What the manager corrects; what is left out stays."""

    kind: str | None = None
    name: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Pairings by their ids, some of them corrected."""

    ids: list[str]
    changes: dict[str, Change] = field(default_factory=dict)


@router.post("/v1/pairings", summary="Ask to be paired")
async def ask(request: Request) -> Response:
    """Gives a code for the manager's eyes, and a secret that becomes the token once the manager has approved."""
    hub, _ = checked(request)
    hub.rates.spend_at(address_of(request), "pairing", PAIRINGS)
    asked = await read(request, Asked)
    now = hub.parts.clock.now()
    wish = Wish(asked.kind, asked.name.strip(), asked.place or None)
    pairing, secret = gatehouse_of(hub).pairings.ask(wish, address_of(request), now)
    body = {"id": pairing.id, "code": pairing.code, "secret": secret, "expires_at": pairing.expires_at, "at": now}
    return json(body, HTTPStatus.CREATED)


@router.get("/v1/pairings/{pairing_id}", summary="Ask what became of a pairing")
async def what_became(pairing_id: str, request: Request) -> Response:
    """For who brings the pairing's secret as bearer token. Once approved it is the device's own, and its cookie."""
    hub = hub_of(request)
    gatehouse, now = gatehouse_of(hub), hub.parts.clock.now()
    secret = tokens_of(request).bearer
    pairing = gatehouse.pairings.of_holder(pairing_id, secret)
    state = state_of(pairing, now)
    if state is State.APPROVED and not gatehouse.access.has(pairing.pass_id or ""):
        state = State.REFUSED  # revoked since
    body = {"state": state.value, "at": now, "expires_at": pairing.expires_at, "place": pairing.wish.place}
    if state is not State.APPROVED or secret is None:
        return json(body)
    response = json({**body, "token": secret})
    keep_device(response, request, secret)
    return response


@router.get("/v1/pairings", summary="List who waits to be paired")
async def waiting(request: Request) -> Response:
    """For the manager: codes to compare, oldest first."""
    hub, _ = checked(request)
    now = hub.parts.clock.now()
    found = gatehouse_of(hub).pairings.waiting(now)
    return json({"at": now, "kinds": KINDS, "pairings": [_plain(each) for each in found]})


@router.post("/v1/pairings/approve", summary="Approve pairings")
async def approve(request: Request) -> Response:
    """Approves one or many, all or none, with what the manager corrected."""
    hub, _ = checked(request)
    gatehouse, now = gatehouse_of(hub), hub.parts.clock.now()
    chosen = await read(request, Chosen)
    known = {each.id: each for each in gatehouse.pairings.waiting(now)}
    wishes = {each: _corrected(known.get(each), chosen.changes.get(each)) for each in chosen.ids}
    made = await answered(hub.keeper.ask(lambda day: gatehouse.pairings.approve(wishes, _places(day), now)))
    return json({"passes": [each.id for each in made]})


@router.post("/v1/pairings/refuse", summary="Refuse pairings")
async def refuse(request: Request) -> Response:
    """Refuses one or many; their screens say so."""
    hub, _ = checked(request)
    chosen = await read(request, Chosen)
    gatehouse_of(hub).pairings.refuse(chosen.ids, hub.parts.clock.now())
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _corrected(pairing: Pairing | None, change: Change | None) -> Wish | None:
    if pairing is None or change is None:
        return None
    asked = pairing.wish
    place = asked.place if change.place is None else change.place or None
    return Wish(change.kind or asked.kind, asked.name if change.name is None else change.name.strip(), place)


def _places(day: HallDay) -> frozenset[str]:
    return frozenset(map(str, day.hall.windows)) | frozenset(day.hall.posts)


def _plain(pairing: Pairing) -> dict[str, object]:
    return {
        "id": pairing.id,
        "code": pairing.code,
        "kind": pairing.wish.kind,
        "name": pairing.wish.name,
        "place": pairing.wish.place,
        "address": pairing.address,
        "asked_at": pairing.asked_at,
        "expires_at": pairing.expires_at,
    }
