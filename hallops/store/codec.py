"""Events as JSON and back, and the chain of hashes that makes a changed log show.

A kind's fields may get new ones with a default, never lose or change one: old bodies are read for ever.
"""

from hashlib import sha256

import msgspec

from hallops.domain.events import Event
from hallops.domain.kinds import KINDS

GENESIS = b"\0" * 32  # the hash before a hall's first event

_encode = msgspec.json.Encoder().encode
_decoders = {name: msgspec.json.Decoder(kind) for name, kind in KINDS.items()}


class UnreadableEventError(Exception):
    """A stored event of a kind or shape that this program does not know."""


def encode(event: Event) -> str:
    return _encode(event).decode()


def decode(kind: str, body: str) -> Event:
    """The event of a stored body.

    Raises:
        UnreadableEventError: the log was written by a newer program, or is damaged.
    """
    try:
        return _decoders[kind].decode(body)
    except (KeyError, msgspec.MsgspecError) as error:
        raise UnreadableEventError(f"{kind}: {error}") from error


def link(before: bytes, *fields: int | str) -> bytes:
    """The hash of an event (seq, day, version, kind and body), chained to the one before it."""
    return sha256(before + "|".join(map(str, fields)).encode()).digest()
