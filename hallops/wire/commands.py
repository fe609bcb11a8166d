"""A command as it comes over the wire: its name and a JSON body. What can not be one is refused with the reason."""

import msgspec

from hallops.domain.commands import Command
from hallops.domain.decide import DECISIONS
from hallops.domain.refusal import Refusal

KINDS = {kind.__name__: kind for kind in DECISIONS}


def read_command(kind: str, body: bytes) -> Command:
    """The command of a name and a body.

    Raises:
        Refusal: no such command, or a body that does not fit it; the reason names the field.
    """
    known = KINDS.get(kind)
    if known is None:
        raise Refusal("unknown_command", command=kind)
    try:
        return msgspec.json.decode(body, type=known)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Refusal("malformed_command", command=kind, problem=str(error)) from error


def write_command(command: Command) -> bytes:
    return msgspec.json.encode(command)
