"""The sound of a call over HTTP. Made once for all boards that ask, away from the loop, and kept for a while."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Path as InAddress
from starlette.responses import Response

from hallops.domain.deciding.guards import find_call
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.hub.announcement import Summons
from hallops.hub.parts import hub_of
from hallops.hub.patience import answered
from hallops.language import CHINESE, LANGUAGES

router = APIRouter()

MOST_CALLS = 10**9


@router.get("/v1/sounds/{call}.wav", summary="Hear a call")
async def sound(
    call: Annotated[int, InAddress(ge=0, le=MOST_CALLS)], request: Request, language: str = CHINESE
) -> Response:
    """A chime, and the call as the hall's clips say it. Public, as the call on the board is."""
    hub = hub_of(request)
    hub.caller(request)
    if language not in LANGUAGES:
        raise Refusal("unknown_language", language=language[:20], known=", ".join(LANGUAGES))

    def summons(day: HallDay) -> Summons:
        found = find_call(day, call)
        return Summons(day.tickets[found.ticket].spoken, found.window, language)

    asked = await answered(hub.keeper.ask(summons))
    wav = await asyncio.to_thread(hub.announcer.wav, asked)
    return Response(wav, media_type="audio/wav", headers={"Cache-Control": "no-store"})
