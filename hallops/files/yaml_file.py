"""YAML as a tree of nodes that know their line and path.

The YAML 1.2 core schema holds: only true and false are booleans, 17:30 and 2026-01-31 are text. A key stands
once and is text. Anchors, aliases and tags are refused: a reader should see each value where it counts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
    YAMLError,
)

from hallops.files.problems import Problems, Report, decoded

MAX_DEPTH = 20
_WIDTH = 4096  # one row, one line
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, ten times as fast where the wheel holds it
_MAX_DIGITS = 18  # of a whole number; what is longer is an identifier
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")  # nothing here is infinite


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file. Its line is that of its key, or of its dash in a list."""

    value: "Value"
    line: int
    path: str = ""

    def at(self, *keys: str | int) -> "Node":
        """The node below, or the nearest one above it that there is."""
        node = self
        for key in keys:
            inside = node.value
            if isinstance(inside, Mapping) and key in inside:
                node = inside[str(key)]
            elif isinstance(inside, tuple) and isinstance(key, int) and key < len(inside):
                node = inside[key]
        return node


Value = bool | int | float | str | tuple[Node, ...] | Mapping[str, Node] | None


def read_yaml(data: bytes, report: Report) -> Node:
    """Read one document. Faults of single keys go to the report; what breaks the tree is raised at once."""
    events = _Events(decoded(data, report), report)
    try:
        return _document(events)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        detail = str(error.problem or error.context)
        report.add("not_yaml", {"detail": detail}, line=mark.line + 1 if mark else 1)
        raise Problems(report.problems) from error
    except YAMLError as error:
        report.add("not_yaml", {"detail": str(error).splitlines()[0]})
        raise Problems(report.problems) from error


def write_yaml(plain: Mapping[str, Any]) -> str:
    """Plain values as YAML: the innermost lists and mappings in one line each."""
    return str(yaml.safe_dump(plain, allow_unicode=True, default_flow_style=None, sort_keys=False, width=_WIDTH))


class _Events:
    """The events of a document, one by one."""

    def __init__(self, text: str, report: Report) -> None:
        self.report = report
        self._events: Iterator[Event] = yaml.parse(text, Loader=_LOADER)

    def next(self) -> Event:
        event = next(self._events)
        tagged = getattr(event, "tag", None) or getattr(event, "anchor", None)
        if tagged or isinstance(event, AliasEvent):
            self.fail("alias", event)
        return event

    def fail(self, code: str, event: Event, **facts: int) -> NoReturn:
        self.report.add(code, facts, line=line_of(event))
        raise Problems(self.report.problems)


def line_of(event: Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1


def _document(events: _Events) -> Node:
    event = events.next()
    while isinstance(event, StreamStartEvent | DocumentStartEvent):
        event = events.next()
    if not isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
        return Node(None, 1)  # an empty file
    root = _node(events, event, line_of(event), "", 0)
    while not isinstance(event, StreamEndEvent):
        event = events.next()
        if isinstance(event, DocumentStartEvent):
            events.fail("two_documents", event)
    return root


def _node(events: _Events, event: Event, line: int, path: str, depth: int) -> Node:
    if depth > MAX_DEPTH:
        events.fail("too_deep", event, limit=MAX_DEPTH)
    if isinstance(event, MappingStartEvent):
        return Node(_mapping(events, path, depth), line, path)
    if isinstance(event, SequenceStartEvent):
        return Node(_sequence(events, path, depth), line, path)
    return Node(_scalar(event), line, path)


def _sequence(events: _Events, path: str, depth: int) -> tuple[Node, ...]:
    items: list[Node] = []
    while not isinstance(event := events.next(), SequenceEndEvent):
        items.append(_node(events, event, line_of(event), f"{path}[{len(items)}]", depth + 1))
    return tuple(items)


def _mapping(events: _Events, path: str, depth: int) -> Mapping[str, Node]:
    items: dict[str, Node] = {}
    while not isinstance(event := events.next(), MappingEndEvent):
        line = line_of(event)
        key = _node(events, event, line, path, depth + 1).value
        where = f"{path}.{key}" if path else str(key)
        value = _node(events, events.next(), line, where if isinstance(key, str) else path, depth + 1)
        if not isinstance(key, str):
            events.report.add("key_not_text", {"key": key_text(key)}, line, path)
        elif key in items:
            events.report.add("duplicate_key", {"key": key}, line, where)
        else:
            items[key] = value
    return items


def key_text(value: Value) -> str:
    """A short text of any value, for a sentence."""
    if isinstance(value, tuple):
        return "[…]"
    if isinstance(value, Mapping):
        return "{…}"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)[:40]


def _scalar(event: Any) -> bool | int | float | str | None:
    text = str(event.value)
    if event.style:
        return text  # quoted
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        if len(text) > _MAX_DIGITS:
            return text
        return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
