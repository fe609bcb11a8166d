"""Photos of staff, as the pads show them: from the folder `photos` of the hall's data, named in the hall file.

Public, as the staff card is. A file is served only as what its first bytes say that it is.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.domain.refusal import Refusal
from hallops.hub.parts import hub_of
from hallops.hub.patience import answered

router = APIRouter()

PHOTOS = "photos"  # folder of the hall's data
LARGEST = 1_000_000  # bytes
LONGEST_ID = 24  # characters that a refusal repeats
KINDS: Mapping[bytes, str] = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
HEADERS = {
    "Cache-Control": "private, max-age=300",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@router.get("/v1/photos/{staff}", summary="See a member of staff")
async def photo(staff: str, request: Request) -> Response:
    """The picture that the hall file names; 404 where there is none, or none that is a picture."""
    hub = hub_of(request)
    hub.caller(request)
    known = await answered(hub.keeper.ask(lambda day: day.hall.staff.get(staff)))
    name = None if known is None else known.photo
    found = None if name is None else await asyncio.to_thread(_read, hub.parts.folder / PHOTOS / name)
    if found is None:
        raise Refusal("unknown_photo", staff=staff[:LONGEST_ID])
    body, kind = found
    return Response(body, media_type=kind, headers=HEADERS)


def _read(file: Path) -> tuple[bytes, str] | None:
    """A picture and its type; None for what is missing, too large or no picture."""
    try:
        if not file.is_file() or file.stat().st_size > LARGEST:
            return None
        body = file.read_bytes()
    except OSError:
        return None
    kind = next((kind for mark, kind in KINDS.items() if body.startswith(mark)), None)
    return None if kind is None else (body, kind)
