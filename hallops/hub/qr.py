"""The QR code of a visitor's own page, for the dispenser's screen; none without an address that phones can reach."""

from io import BytesIO

import segno
from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.hub.parts import hub_of
from hallops.hub.patience import answered

router = APIRouter()

QUIET = 2  # modules around it; the page's white adds the rest
SCALE = 4


@router.get("/v1/tickets/{token}/qr.svg", summary="The QR code of a visitor's page")
async def qr(token: str, request: Request) -> Response:
    """An SVG of the address behind which a visitor sees their own ticket."""
    hub = hub_of(request)
    address = await answered(hub.keeper.ask(lambda day: _address(day, token)))
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=SCALE, border=QUIET)
    return Response(drawn.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def _address(day: HallDay, token: str) -> str:
    if token not in day.visit_of:
        raise Refusal("unknown_link")
    if day.hall.public_url is None:
        raise Refusal("no_public_url")
    return f"{day.hall.public_url}/t/{token}"
