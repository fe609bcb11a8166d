"""The keys of one mapping, taken one by one. What is missing, wrong or left over goes to the report."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TypeVar

from hallops.domain.names import Name
from hallops.domain.refusal import Fact, Term
from hallops.files.kinds import TEXT, Kind
from hallops.files.problems import Report, Wrong
from hallops.files.yaml_file import Node, key_text

T = TypeVar("T")
D = TypeVar("D")
Placed = list[tuple[Node, T]]


class Fields:
    """A mapping being read. Used in a `with` block, whose end reports the keys that nobody took."""

    def __init__(self, node: Node, report: Report) -> None:
        self.node = node
        self.report = report
        self._keys = _mapping(node, report)
        self._taken: dict[str, None] = {}

    def __enter__(self) -> "Fields":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for key, node in self._keys.items():
            if kind is None and key not in self._taken:
                self.problem(node, "unknown_key", key=key, known=", ".join(self._taken))

    def __contains__(self, key: str) -> bool:
        """Whether the key has a value; a key with null counts as absent."""
        self._taken[key] = None
        return key in self._keys and self._keys[key].value is not None

    def problem(self, node: Node, code: str, **facts: Fact) -> None:
        self.report.add(code, facts, node.line, node.path)

    def missing(self, key: str) -> None:
        self.problem(self._absent(key), "missing_key", key=key)

    def need(self, key: str, kind: Kind[T]) -> T:
        """A value that must be there."""
        node = self._needed(key)
        return kind.blank if node is None else take(node, kind, self.report, kind.blank)

    def may(self, key: str, kind: Kind[T], default: D) -> T | D:
        """A value that may be absent."""
        return take(self._keys[key], kind, self.report, default) if key in self else default

    def name(self) -> Name:
        """The name in both languages, under the keys zh and en."""
        return Name(zh=self.need("zh", TEXT), en=self.need("en", TEXT))

    def section(self, key: str) -> "Fields":
        """A mapping; an absent one is empty, so that what it must hold is reported key by key."""
        return Fields(self._keys[key] if key in self else self._absent(key), self.report)

    def items(self, key: str) -> tuple[Node, ...]:
        """The nodes of a list; none when it is absent."""
        return listed_nodes(self._keys[key], self.report) if key in self else ()

    def values(self, key: str, kind: Kind[T]) -> tuple[T, ...]:
        """A list of values; wrong ones are reported and left out."""
        read = (take(node, kind, self.report, None) for node in self.items(key))
        return tuple(value for value in read if value is not None)

    def pairs(self, key: str, keys: Kind[str] = TEXT) -> Mapping[str, Node]:
        """The nodes of a mapping whose keys the file chooses."""
        found = _mapping(self._keys[key], self.report) if key in self else {}
        for name, node in found.items():
            take(Node(name, node.line, node.path), keys, self.report, None)
        return found

    def table(self, key: str, kind: Kind[T]) -> dict[str, T]:
        """A mapping of values under keys that the file chooses."""
        read = {name: take(node, kind, self.report, None) for name, node in self.pairs(key).items()}
        return {name: value for name, value in read.items() if value is not None}

    def rows(self, key: str, read: Callable[["Fields"], T]) -> Placed[T]:
        """A list of mappings, each read by the same function."""
        return [(node, self._row(node, read)) for node in self.items(key)]

    def _row(self, node: Node, read: Callable[["Fields"], T]) -> T:
        with Fields(node, self.report) as fields:
            return read(fields)

    def _needed(self, key: str) -> Node | None:
        if key in self:
            return self._keys[key]
        self.missing(key)
        return None

    def _absent(self, key: str) -> Node:
        path = f"{self.node.path}.{key}" if self.node.path else key
        return Node({}, self.node.line, path)


def take(node: Node, kind: Kind[T], report: Report, default: D) -> T | D:
    """Read one value; a wrong one is reported and replaced."""
    try:
        return kind.read(node.value)
    except Wrong as wrong:
        report.add(wrong.code, wrong.facts, node.line, node.path)
        return default


def listed_nodes(node: Node, report: Report) -> tuple[Node, ...]:
    if isinstance(node.value, tuple):
        return node.value
    _wrong_type(node, "a list", report)
    return ()


def _mapping(node: Node, report: Report) -> Mapping[str, Node]:
    if isinstance(node.value, Mapping):
        return node.value
    _wrong_type(node, "keys with values", report)
    return {}


def _wrong_type(node: Node, expected: str, report: Report) -> None:
    facts: dict[str, Fact] = {"found": key_text(node.value), "expected": Term(expected)}
    report.add("wrong_type", facts, node.line, node.path)
