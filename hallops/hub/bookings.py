"""Bookings over HTTP: bookings.csv as another system wrote it, brought in while the hall runs. All of it, or none."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.files.bookings_file import read_bookings
from hallops.files.problems import Problems
from hallops.hub.answers import json, language_of
from hallops.hub.entry import checked
from hallops.hub.patience import answered

router = APIRouter()


@router.post("/v1/bookings", summary="Import bookings.csv")
async def bring(request: Request) -> Response:
    """Takes the text of bookings.csv. A code that comes again replaces its booking; every bad line is told."""
    hub, _ = checked(request)
    data = await request.body()
    kept = hub.parts.bookings

    def add(day: HallDay) -> int:
        table = read_bookings(data, day.hall, known=kept.all())
        kept.add(table.rows)
        return len(table.rows)

    try:
        count = await answered(hub.keeper.ask(add))
    except Problems as problems:
        raise Refusal("file_refused", problems=problems.text(language_of(request.headers))) from problems
    return json({"bookings": count})
