"""The state that a device tells of itself; what can not be one is refused."""

from enum import StrEnum

import msgspec

from hallops.domain.refusal import Refusal


class Paper(StrEnum):
    """How much paper a printer has."""

    OK = "ok"
    LOW = "low"
    OUT = "out"
    UNKNOWN = "unknown"


class OwnState(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A device's state as it tells it."""

    paper: Paper = Paper.UNKNOWN


def read_state(body: bytes) -> OwnState:
    try:
        return msgspec.json.decode(body, type=OwnState)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("malformed_request", problem=str(error)) from error
