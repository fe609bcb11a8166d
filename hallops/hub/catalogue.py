"""The catalogue over HTTP: searched in memory, and shown as the hall offers it now. Open to everybody."""

import asyncio
from typing import Annotated

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from hallops.hub.answers import json, language_of
from hallops.hub.parts import hub_of
from hallops.hub.patience import answered
from hallops.hub.router import Router
from hallops.services.catalogue_index import PAGE
from hallops.services.views.catalogue import catalogue_page

router = Router()

LONGEST = 50  # characters of a search
FARTHEST = 1_000_000


class Search(Struct):
    """What is looked for; without anything, the whole catalogue by code."""

    q: Annotated[str, Meta(max_length=LONGEST)] = ""
    category: Annotated[str, Meta(max_length=LONGEST)] = ""
    language: Annotated[str, Meta(max_length=2)] = ""
    offset: Annotated[int, Meta(ge=0, le=FARTHEST)] = 0
    limit: Annotated[int, Meta(ge=1, le=PAGE)] = PAGE


@router.get("/v1/catalogue", summary="Search the catalogue")
async def catalogue(request: Request, asked: Search) -> Response:
    """At most 8 entries by initials, pinyin, Chinese, English or code, of a letter or a department, and the total."""
    hub = hub_of(request)
    index = await asyncio.wrap_future(hub.parts.catalogue)
    language = asked.language or language_of(request.headers)
    found = index.search(asked.q, asked.category, language, asked.offset, asked.limit)
    clock = hub.parts.clock
    page = await answered(hub.keeper.ask(lambda day: catalogue_page(day, max(clock.now(), day.now), found)))
    departments = sorted(index.departments().items(), key=lambda each: (-each[1], each[0]))
    counts = {
        "letters": dict(sorted(index.letters().items())),
        "departments": [{"name": name, "count": count} for name, count in departments],
    }
    return json({**page, **counts}, headers={"Cache-Control": "no-store", "Vary": "Accept-Language"})
