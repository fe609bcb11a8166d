"""How visitors rated their service: always among those who rated, with the share who did beside it."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hallops.domain.record import RatingRecord, TicketRecord
from hallops.measures.reading import is_served
from hallops.measures.share import Share

GRADES = (5, 4, 3, 2, 1)  # 非常满意 满意 基本满意 不满意 非常不满意; the last two are 差评
GOOD = 3  # and above


@dataclass(frozen=True, slots=True)
class Ratings:
    """`grades` counts every grade, also one that nobody gave."""

    grades: Mapping[int, int]
    answered: Share  # 评价率: rated ÷ rateable, which are the served tickets

    @classmethod
    def of(cls, ratings: Iterable[RatingRecord], tickets: Iterable[TicketRecord]) -> "Ratings":
        given = list(ratings)
        found = Counter(rating.grade for rating in given)
        return cls({grade: found[grade] for grade in GRADES}, _answered(given, tickets))

    @property
    def n(self) -> int:
        return sum(self.grades.values())

    @property
    def good(self) -> Share:
        """好评率: 基本满意 or better ÷ rated."""
        return Share(sum(count for grade, count in self.grades.items() if grade >= GOOD), self.n)

    def at(self, grade: int) -> Share:
        """One grade ÷ rated."""
        return Share(self.grades[grade], self.n)

    def as_dict(self) -> dict[str, object]:
        return {
            "grades": {str(grade): self.at(grade).as_dict() for grade in self.grades},
            "good": self.good.as_dict(),
            "answered": self.answered.as_dict(),
        }


def _answered(ratings: Iterable[RatingRecord], tickets: Iterable[TicketRecord]) -> Share:
    """A rating belongs to the last ticket of its number that came before it: numbers begin anew each day."""
    known: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for ticket in tickets:
        came = ticket.joined if ticket.called is None else min(ticket.joined, ticket.called)
        known[ticket.ticket].append((came, is_served(ticket)))
    for line in known.values():
        line.sort()
    rated = set()
    for rating in ratings:
        line = known.get(rating.ticket, [])
        place = bisect_right(line, (rating.at, True)) - 1
        if place >= 0 and line[place][1]:
            rated.add((rating.ticket, place))
    return Share(len(rated), sum(served for line in known.values() for _, served in line))
