"""The waiting tickets, kept so that a window's choice looks at the heads of lines and never at everyone.

Tickets of one service with the same head start, class of precedence and need stand in one line, in order of
(joined, seq). Within such a line the rule can only ever pick the head: a score falls with `joined`, and ties go the
same way. The calling rule therefore gives the same answer over heads as over all tickets; a test holds it to that.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping

from hallops.domain.calling import Waiting

Key = tuple[int, bool, bool]  # head start, next_call, accessible


class Lines:
    """All lines of a hall."""

    def __init__(self) -> None:
        self._lines: dict[str, dict[Key, list[Waiting]]] = defaultdict(dict)
        self._seqs: dict[tuple[str, bool], list[int]] = defaultdict(list)
        self._tickets: dict[str, Waiting] = {}

    def __len__(self) -> int:
        return len(self._tickets)

    def __iter__(self) -> Iterator[Waiting]:
        return iter(self._tickets.values())

    def get(self, ticket: str) -> Waiting | None:
        return self._tickets.get(ticket)

    def add(self, waiting: Waiting) -> None:
        self._tickets[waiting.ticket] = waiting
        insort(self._lines[waiting.service].setdefault(_key(waiting), []), waiting, key=_order)
        insort(self._seqs[waiting.service, waiting.accessible], waiting.seq)

    def remove(self, ticket: str) -> None:
        waiting = self._tickets.pop(ticket)
        line = self._lines[waiting.service][_key(waiting)]
        del line[bisect_left(line, _order(waiting), key=_order)]
        seqs = self._seqs[waiting.service, waiting.accessible]
        del seqs[bisect_left(seqs, waiting.seq)]

    def heads(self, rank: Mapping[str, int], *, accessible: bool) -> list[Waiting]:
        """The first of each line that a window with these ranks may take."""
        return [
            line[0]
            for service in rank
            if service in self._lines
            for key, line in self._lines[service].items()
            if line and (accessible or not key[2])
        ]

    def before(self, seq: int, rank: Mapping[str, int], *, accessible: bool) -> int:
        """How many tickets of a window's line were issued before `seq`."""
        found = 0
        for service in rank:
            found += bisect_left(self._seqs[service, False], seq)
            if accessible:
                found += bisect_left(self._seqs[service, True], seq)
        return found

    def length(self, service: str) -> int:
        return len(self._seqs[service, False]) + len(self._seqs[service, True])


def _key(waiting: Waiting) -> Key:
    return waiting.head_start, waiting.next_call, waiting.accessible


def _order(waiting: Waiting) -> tuple[int, int]:
    return waiting.joined, waiting.seq
