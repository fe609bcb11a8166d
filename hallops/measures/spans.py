"""Sets of instants: lists of half-open spans [start, end) in ms, sorted and apart, as `merged` makes them."""

from collections.abc import Iterable, Sequence
from itertools import chain

Span = tuple[int, int]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Sorted, without overlap, touch or empty span."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def common(first: Sequence[Span], second: Sequence[Span]) -> list[Span]:
    """The instants in both."""
    result: list[Span] = []
    i = j = 0
    while i < len(first) and j < len(second):
        start, end = max(first[i][0], second[j][0]), min(first[i][1], second[j][1])
        if start < end:
            result.append((start, end))
        if first[i][1] <= second[j][1]:
            i += 1
        else:
            j += 1
    return result


def without(whole: Sequence[Span], part: Sequence[Span]) -> list[Span]:
    """The instants of `whole` that are not in `part`."""
    if not whole:
        return []
    edges = [whole[0][0], *chain.from_iterable(part), whole[-1][1]]
    return common(
        whole, list(zip(edges[::2], edges[1::2], strict=True))
    )  # an inverted gap has nothing in common


def length(spans: Iterable[Span]) -> int:
    """How long they are together, in ms."""
    return sum(end - start for start, end in spans)
