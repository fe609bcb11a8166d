"""Sets of instants: lists of half-open spans [start, end) in ms, sorted and apart, as `merged` makes them."""

from bisect import bisect_left, bisect_right
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


def common(first: Sequence[Span], second: list[Span]) -> list[Span]:
    """The instants in both."""
    result: list[Span] = []
    ends = [end for _, end in second]
    for start, end in first:
        inside = second[bisect_right(ends, start) : bisect_left(second, (end, end))]
        if inside:
            inside[0] = max(start, inside[0][0]), inside[0][1]
            inside[-1] = inside[-1][0], min(end, inside[-1][1])
            result += inside
    return result


def without(whole: Sequence[Span], part: Sequence[Span]) -> list[Span]:
    """The instants of `whole` that are not in `part`."""
    if not whole:
        return []
    edges = [whole[0][0], *chain.from_iterable(part), whole[-1][1]]
    gaps = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
    return common(whole, gaps)


def length(spans: Iterable[Span]) -> int:
    """How long they are together, in ms."""
    return sum(end - start for start, end in spans)
