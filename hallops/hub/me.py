"""Who asks: what a page that is one person's own has to know first."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.hub.answers import json
from hallops.hub.parts import hub_of

router = APIRouter()


@router.get("/v1/me", summary="Who am I")
async def me(request: Request) -> Response:
    """The caller's role, id and place, as its token or its session says."""
    who = hub_of(request).caller(request)
    return json({"role": who.role.value, "id": who.id, "place": who.place}, headers={"Cache-Control": "no-store"})
