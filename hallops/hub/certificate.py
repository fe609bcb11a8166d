"""The certificate of the hub's authority, for whoever wants to trust this hub. It is public; people compare prints."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.domain.refusal import Refusal
from hallops.hub.parts import hub_of

router = APIRouter()


@router.get("/ca.crt", summary="The certificate of the hub's authority")
async def authority(request: Request) -> Response:
    """PEM, to be installed on a screen; 404 over plain HTTP."""
    found = hub_of(request).parts.authority
    if found is None:
        raise Refusal("unknown_address")
    name = {"Content-Disposition": 'attachment; filename="hallops-ca.crt"'}
    return Response(found, headers=name, media_type="application/x-x509-ca-cert")
