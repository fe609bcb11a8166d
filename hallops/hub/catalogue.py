"""The catalogue over HTTP: searched in memory, and shown as the hall offers it now. Open to everybody."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from hallops.hub.answers import json, language_of
from hallops.hub.parts import hub_of
from hallops.hub.patience import answered
from hallops.services.catalogue_index import PAGE
from hallops.services.views.catalogue import catalogue_page

router = APIRouter()

LONGEST = 50  # characters of a search
FARTHEST = 1_000_000


class Search(BaseModel):
    """What is looked for; without anything, the whole catalogue by code."""

    q: str = Field("", max_length=LONGEST)
    category: str = Field("", max_length=LONGEST)
    language: str = Field("", max_length=2)
    offset: int = Field(0, ge=0, le=FARTHEST)
    limit: int = Field(PAGE, ge=1, le=PAGE)


@router.get("/v1/catalogue", summary="Search the catalogue")
async def catalogue(request: Request, asked: Annotated[Search, Query()]) -> Response:
    """At most 8 entries by initials, pinyin, Chinese, English or code, of a letter or a department, and the total."""
    hub = hub_of(request)
    index = await asyncio.wrap_future(hub.parts.catalogue)
    language = asked.language or language_of(request.headers)
    found = index.search(asked.q, asked.category, language, asked.offset, asked.limit)
    clock = hub.parts.clock
    waits = hub.parts.waits
    page = await answered(hub.keeper.ask(lambda day: catalogue_page(day, max(clock.now(), day.now), found, waits)))
    departments = sorted(index.departments().items(), key=lambda each: (-each[1], each[0]))
    counts = {
        "letters": dict(sorted(index.letters().items())),
        "departments": [{"name": name, "count": count} for name, count in departments],
    }
    return json({**page, **counts}, headers={"Cache-Control": "no-store", "Vary": "Accept-Language"})
