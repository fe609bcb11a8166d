"""What a device says about itself: whether its printer has paper. In memory only; it is said again after a restart.

A screen asks for its own device's state, so that a dispenser without paper shows the ticket large instead.
"""

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.domain.alerting import DeviceState
from hallops.domain.refusal import Refusal
from hallops.hub.answers import json
from hallops.hub.own_states import OwnState, Paper, read_state
from hallops.hub.parts import hub_of
from hallops.ports.access import Role

router = APIRouter()

STATES = {
    Paper.OK: DeviceState.OK,
    Paper.UNKNOWN: DeviceState.OK,
    Paper.LOW: DeviceState.PAPER_LOW,
    Paper.OUT: DeviceState.PAPER_OUT,
}


@router.post("/v1/devices/me/state", summary="Tell one's own state")
async def tell(request: Request) -> Response:
    """A device says whether its printer has paper."""
    hub = hub_of(request)
    who = hub.caller(request)
    if who.role is not Role.DEVICE:
        raise Refusal("device_only")
    hub.rates.spend(who, "state")
    told = read_state(await request.body())
    hub.own_states[who.id] = told
    hub.parts.device_states.tell(who.id, STATES[told.paper], hub.parts.clock.now())
    return _told(hub.own_states[who.id])


@router.get("/v1/devices/me/state", summary="See one's own state")
async def see(request: Request) -> Response:
    """What the device that asks last said; who is none, or said nothing, is unknown."""
    hub = hub_of(request)
    who = hub.caller(request)
    known = hub.own_states.get(who.id) if who.role is Role.DEVICE else None
    return _told(known or OwnState())


def _told(state: OwnState) -> Response:
    return json(msgspec.to_builtins(state), headers={"Cache-Control": "no-store"})
