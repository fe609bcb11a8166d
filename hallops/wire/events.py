"""An event as it goes over the wire: its kind and its fields, without what stands for a person."""

from collections.abc import Collection
from typing import Any

import msgspec

from hallops.domain.events import Event

OTHERS_OWN = ("person",)  # the token that limits tickets by person; nobody outside needs it
PRIVATE = (*OTHERS_OWN, "token")  # opens the visitor's page: for whoever takes the ticket, and nobody else


def event_body(event: Event, without: Collection[str] = PRIVATE) -> dict[str, Any]:
    """Plain JSON values of an event."""
    body: dict[str, Any] = msgspec.to_builtins(event)
    for name in without:
        body.pop(name, None)
    if "kind" in body:  # of the day; on the wire this is the event's own
        body["day_kind"] = body.pop("kind")
    return {"kind": type(event).__name__, **body}
