"""Rules as data: what a roster should keep, how much it matters, and where that is written.

A rule has a kind, which gives it its meaning (`hallops.roster.rules`), and the figures that the meaning asks for.
"""

from dataclasses import dataclass
from enum import StrEnum

from hallops.domain.modes import DayChoice, Hours


class Level(StrEnum):
    """How much a rule matters: hard is kept, medium goes before soft."""

    HARD = "hard"
    MEDIUM = "medium"
    SOFT = "soft"


class RuleKind(StrEnum):
    """What a rule is about. `most`, `least` and `of` are those of the rule."""

    COVER = "cover"  # people missing at a post, by interval
    SURPLUS = "surplus"  # people too many at a post, by interval
    PRESENT = "present"  # at least `least` people of the scope in `hours`
    SKILL = "skill"  # nobody at a post without the skill
    LEAVE = "leave"  # no duty on a day of leave
    LOCK = "lock"  # a locked cell stays as it is
    AVERAGE_WEEK = "average_week"  # minutes a week on average: `most`, or the contract's
    OVERTIME_MONTH = "overtime_month"  # minutes above the month's standard, with those carried in
    TOTAL_MINUTES = "total_minutes"  # minutes in the horizon
    SHIFT_COUNT = "shift_count"  # duties of the shift `of` in the horizon
    REST_DAY = "rest_day"  # days of duty in a calendar week
    REST_BETWEEN = "rest_between"  # minutes from the end of a duty to the next day's begin: `least`
    SUCCESSION = "succession"  # shifts that a shift says must not follow it
    CONSECUTIVE_DAYS = "consecutive_days"  # days of duty in a row
    DAYS_OFF = "days_off"  # free days in a row: `least`
    WEEKENDS = "weekends"  # weekends with a duty
    COMPENSATORY_REST = "compensatory_rest"  # a free workday for each weekend duty, that week or the next
    HOLIDAY_DUTY = "holiday_duty"  # duties on statutory holidays, which are paid threefold
    FAIRNESS = "fairness"  # most minus least of the duties `of` (a shift's tag, weekend, holiday), history included
    HOME = "home"  # days away from the home post
    WISH = "wish"  # wishes for a day or a shift
    KEEP = "keep"  # cells that differ from the roster before


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `scope` are ids of staff or of their groups; None is everybody."""

    id: str
    kind: RuleKind
    level: Level
    weight: int = 1
    most: int | None = None
    least: int | None = None
    of: str | None = None
    hours: Hours | None = None
    days: frozenset[DayChoice] = frozenset({DayChoice.ALL})
    scope: frozenset[str] | None = None
    square: bool = False  # the second missing person weighs more than the first
    source: str = ""  # the law, the article, the house rule
