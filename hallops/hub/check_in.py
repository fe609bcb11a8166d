"""Check-in over HTTP: a booking's code becomes a ticket, as an Issue that anybody else would give.

The code is all that comes in; service and time are those that the hall was told of.
"""

from dataclasses import dataclass

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.domain.commands import Issue
from hallops.domain.refusal import Refusal
from hallops.hub.commands import carry_out, key_of
from hallops.hub.parts import Hub, hub_of
from hallops.hub.patience import answered
from hallops.hub.roles import check_command_name
from hallops.ports.access import Identity, Role
from hallops.services.check_in import booking_of
from hallops.wire.commands import checked

router = APIRouter()

ISSUE = Issue.__name__


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who checks in: the code, and how they want to be served."""

    code: str
    accessible: bool = False
    language: str = "zh"


@router.post("/v1/check-in", summary="Check in with a booking")
async def check_in(request: Request) -> Response:
    """Gives the ticket of a booking. The same key and code get the same answer."""
    hub = hub_of(request)
    who = hub.caller(request)
    check_command_name(who, ISSUE)
    hub.rates.spend(who, ISSUE)
    key = key_of(request.headers)
    arrival = _read(await request.body())
    command = await _command(hub, who, arrival)
    return await carry_out(hub, command, key)


async def _command(hub: Hub, who: Identity, arrival: Arrival) -> Issue:
    bookings = hub.parts.bookings
    service, booking = await answered(hub.keeper.ask(lambda day: booking_of(day, bookings, arrival.code)))
    channel = "dispenser" if who.role is Role.DEVICE else "guide"
    return Issue(who.id, service, channel, booking=booking, accessible=arrival.accessible, language=arrival.language)


def _read(body: bytes) -> Arrival:
    try:
        return checked(msgspec.json.decode(body, type=Arrival))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("malformed_request", problem=str(error)) from error
