"""A change to a scenario file's tree: a path and a new value, or a factor that numbers are multiplied by.

A path names keys, windows by their numbers, and `*` for all: services.*.arrivals, windows.3.open. A value keeps its
place in the sweep file, so that what is wrong with it is said there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hallops.files.problems import Wrong
from hallops.files.yaml_file import Node, Value, key_text

ALL = "*"
_TIMES = re.compile(r"x([0-9]+(?:\.[0-9]+)?|\.[0-9]+)")


@dataclass(frozen=True, slots=True)
class Change:
    """`value` is a text like x1.1 to multiply by, else what stands at the path from then on."""

    path: tuple[str, ...]
    value: Node

    @classmethod
    def of(cls, path: str, value: Node) -> "Change":
        return cls(tuple(path.split(".")), value)

    @property
    def factor(self) -> float | None:
        found = _TIMES.fullmatch(self.value.value) if isinstance(self.value.value, str) else None
        return None if found is None else float(found[1])

    def made(self, tree: Node) -> Node:
        """The tree with the change; Wrong where it has no such path or no number there."""
        return self._made(tree, self.path)

    def _made(self, node: Node, path: tuple[str, ...]) -> Node:
        if not path:
            return self.value if self.factor is None else _times(node, self.factor, self.value)
        inside = _children(node)
        key, rest = path[0], path[1:]
        chosen = list(inside) if key == ALL else [key]
        if not rest and self.factor is None and key not in inside and key != ALL and isinstance(node.value, Mapping):
            return Node({**node.value, key: self.value}, node.line, node.path)
        if not set(chosen) <= set(inside) or not chosen:
            raise Wrong("sweep_no_path", key=key, known=", ".join([*inside][:30]))
        return _with(node, {name: self._made(inside[name], rest) for name in chosen})


def _children(node: Node) -> dict[str, Node]:
    """What a path can name below a node: keys, or windows by number."""
    if isinstance(node.value, Mapping):
        return dict(node.value)
    if isinstance(node.value, tuple):
        return {number: item for item in node.value if (number := _number(item)) is not None}
    return {}


def _number(item: Node) -> str | None:
    at = item.at("window")
    return None if at is item else key_text(at.value)


def _with(node: Node, new: Mapping[str, Node]) -> Node:
    value: Value
    if isinstance(node.value, tuple):
        value = tuple(new.get(_number(item) or "", item) for item in node.value)
    else:
        value = {**_children(node), **new}
    return Node(value, node.line, node.path)


def _times(node: Node, factor: float, place: Node) -> Node:
    """A number or a list of them, multiplied; whole ones stay whole where they can."""
    value = node.value
    if isinstance(value, tuple):
        return Node(tuple(_times(item, factor, place) for item in value), place.line, place.path)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong("sweep_not_number", found=key_text(value))
    product = value * factor
    whole = isinstance(value, int) and product == int(product)
    return Node(int(product) if whole else product, place.line, place.path)
