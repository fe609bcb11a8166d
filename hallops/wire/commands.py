"""A command as it comes over the wire: its name and a JSON body. What can not be one is refused with the reason."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TypeVar

import msgspec

from hallops.domain.commands import Command
from hallops.domain.decide import DECISIONS
from hallops.domain.refusal import Refusal

T = TypeVar("T")
KINDS = {kind.__name__: kind for kind in DECISIONS}
LONGEST = 200  # characters of a text; all are codes, ids and numbers of tickets
GREATEST = 2**53  # of a number, either way: what every reader of JSON and every store can hold


def read_command(kind: str, body: bytes) -> Command:
    """The command of a name and a body.

    Raises:
        Refusal: no such command, or a body that does not fit it; the reason names the field.
    """
    known = KINDS.get(kind)
    if known is None:
        raise Refusal("unknown_command", command=kind)
    try:
        command = checked(msgspec.json.decode(body, type=known))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("malformed_command", command=kind, problem=str(error)) from error
    return command


def read_command_by(kind: str, body: bytes, by: str) -> Command:
    """The command of a body that does not say who asks: `by` is known from elsewhere, whatever the body says.

    Raises:
        Refusal: as `read_command`.
    """
    if kind not in KINDS:
        raise Refusal("unknown_command", command=kind)
    try:
        said = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("malformed_command", command=kind, problem=str(error)) from error
    said["by"] = msgspec.Raw(msgspec.json.encode(by))
    return read_command(kind, msgspec.json.encode(said))


def write_command(command: Command) -> bytes:
    return msgspec.json.encode(command)


def checked(thing: T) -> T:
    """Refuse whatever a type lets through and a store would choke on: endless texts and numbers, control characters.

    Raises:
        ValidationError: of msgspec, which names the field.
    """
    for name, value in _values(thing):
        if isinstance(value, str) and (len(value) > LONGEST or not value.isprintable()):
            raise msgspec.ValidationError(f"text of at most {LONGEST} printable characters expected - at `$.{name}`")
        if isinstance(value, int) and abs(value) > GREATEST:
            raise msgspec.ValidationError(f"number within {GREATEST} expected - at `$.{name}`")
    return thing


def _values(thing: object) -> Iterable[tuple[str, object]]:
    if isinstance(thing, str | int | type) or not is_dataclass(thing):
        return
    for name in _fields(thing.__class__):
        value = getattr(thing, name)
        if isinstance(value, tuple):
            yield from ((name, each) for each in value)
        else:
            yield name, value
            yield from _values(value)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
