"""Makes the roster problem that the project ships for measuring: sixty people, four weeks, twelve services.

The file `roster.yaml` beside it is what counts; this says how it came to be, from a fixed seed. Skills, leave, wishes
and history are drawn. Demand is a staffing curve of two peaks in half hours, cut down to what one lawful roster of
these people covers: nothing short is possible, with demand above 85 % of the contract hours.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hallops.domain.calendar import Calendar, DayKind
from hallops.domain.modes import DayChoice, Hours
from hallops.domain.names import Name
from hallops.roster.climb import anneal, climb
from hallops.roster.domains import domains_of, roster_of
from hallops.roster.problem import FULL_TIME, Cell, Demand, History, Post, Problem, Roster, ShiftType, Staff, Wish
from hallops.roster.problem_file import write_problem
from hallops.roster.rule import Level, Rule, RuleKind
from hallops.roster.rules.kinds import meaning_of
from hallops.roster.tally import Tally

FIRST = date(2026, 11, 30)  # a Monday
WEEKS, PEOPLE, INTERVAL = 4, 60, 30
TURNS = 1500  # of 256 random changes
SHARE = 1.02  # of the contract hours that the curve asks for, before it is cut down
OPEN, NOON, ONE, CLOSE, LATE = 9 * 60, 12 * 60, 13 * 60, 17 * 60 + 30, 20 * 60
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
SERVICES = (
    ("A", "社会保险", "Social insurance", 0.19),
    ("B", "医疗保障", "Medical insurance", 0.14),
    ("C", "公安户政", "Household register", 0.11),
    ("D", "不动产登记", "Real estate", 0.10),
    ("E", "税务", "Taxes", 0.09),
    ("F", "市场监管", "Business licences", 0.09),
    ("G", "民政", "Civil affairs", 0.06),
    ("H", "住房公积金", "Housing fund", 0.06),
    ("J", "人力资源", "Employment", 0.05),
    ("K", "统一出件", "Documents handed out", 0.05),
    ("L", "导服", "Guide desk", 0.04),
    ("M", "帮办代办", "Helper", 0.02),
)
CURVE = (60, 85, 95, 95, 90, 70, 35, 35, 60, 80, 85, 80, 75, 65, 55, 45, 35)  # half hours from nine on
WORKDAY, WEEKEND = frozenset({DayChoice.WORKDAY}), frozenset({DayChoice.WEEKEND})
WEEKEND_POSTS, EVENING_POSTS = "ABCDFHJL", "ABCDL"
LABOUR_LAW = "劳动法"


def made() -> Problem:
    """The problem, the same every time."""
    drawn = _drawn()
    roster = _covering(drawn)
    demand = [replace(line, need=min(line.need, _people(drawn, roster, line))) for line in drawn.demand]
    return replace(drawn, demand=tuple(demand))


def _covering(problem: Problem) -> Roster:
    """A lawful roster that comes near the demand."""
    meaning = meaning_of(problem)
    domains, tally, rng = domains_of(meaning), Tally(meaning), random.Random(1)  # noqa: S311
    climb(tally, domains, domains, rng, lambda: 1.0)
    turns = iter(range(TURNS, -1, -1))
    anneal(tally, domains, domains, rng, lambda: float(next(turns)), heat=(500.0, 10.0))
    return roster_of(meaning, tally.chosen)


def _people(problem: Problem, roster: Roster, line: Demand) -> int:
    """Who is at the post then."""
    return sum(
        duty.post == line.post and day == line.day and problem.shifts[duty.shift].covers(line.hours)
        for (_, day), duty in roster.items()
    )


def _drawn() -> Problem:
    rng = random.Random(20261130)  # noqa: S311 - a sample, no secret
    staff = {who.id: who for who in _staff(rng)}
    days = [FIRST + timedelta(days=n) for n in range(7 * WEEKS)]
    leave = frozenset(_leave(rng, staff, days))
    return Problem(
        FIRST,
        len(days),
        INTERVAL,
        {shift.id: shift for shift in SHIFTS},
        {code: Post(code, Name(zh, en)) for code, zh, en, _ in SERVICES},
        staff,
        tuple(sorted(_demand(rng, days), key=lambda line: (line.day, line.post, line.hours.start))),
        RULES,
        Calendar(),
        leave=leave,
        wishes=tuple(_wishes(rng, staff, days, leave)),
    )


def _shift(code: str, zh: str, en: str, days: frozenset[DayChoice], spans: tuple[tuple[int, int], ...]) -> ShiftType:
    tags = {"L1": {"lunch"}, "L2": {"lunch"}, "X": {"evening"}}.get(code, set())
    return ShiftType(code, Name(zh, en), tuple(Hours(*span) for span in spans), days, tags=frozenset(tags))


SHIFTS = (
    _shift("E", "早班", "Early", WORKDAY, ((8 * 60 + 30, NOON), (12 * 60 + 30, 16 * 60 + 30))),
    _shift("R", "常白班", "Regular", WORKDAY, ((OPEN, NOON), (ONE, CLOSE))),
    _shift("L1", "午间一班", "Lunch 1", WORKDAY, ((OPEN, 11 * 60), (NOON, CLOSE))),
    _shift("L2", "午间二班", "Lunch 2", WORKDAY, ((OPEN, ONE), (14 * 60, CLOSE))),
    _shift("X", "晚班", "Late", WORKDAY, ((11 * 60 + 30, 15 * 60), (16 * 60, LATE))),
    _shift("W", "周末班", "Weekend", WEEKEND, ((OPEN, NOON), (ONE, CLOSE))),
    _shift("WA", "周末半天", "Half weekend day", WEEKEND, ((OPEN, NOON),)),
)
RULES = (
    Rule("cover", RuleKind.COVER, Level.MEDIUM, 1, square=True, source="模拟得出的窗口需求"),
    Rule("surplus", RuleKind.SURPLUS, Level.SOFT, 1, source="节约人力"),
    Rule("skill", RuleKind.SKILL, Level.HARD, source="岗位资格"),
    Rule("leave", RuleKind.LEAVE, Level.HARD, source="已批准的休假"),
    Rule("lock", RuleKind.LOCK, Level.HARD, source="已锁定的班次"),
    Rule("average-week", RuleKind.AVERAGE_WEEK, Level.HARD, most=FULL_TIME, source="国务院关于职工工作时间的规定"),
    Rule("overtime", RuleKind.OVERTIME_MONTH, Level.HARD, most=36 * 60, source=f"{LABOUR_LAW}第四十一条"),
    Rule("rest-day", RuleKind.REST_DAY, Level.HARD, most=6, source=f"{LABOUR_LAW}第三十八条"),
    Rule("rest-between", RuleKind.REST_BETWEEN, Level.HARD, least=12 * 60, source="本厅规定"),
    Rule("in-a-row", RuleKind.CONSECUTIVE_DAYS, Level.HARD, most=6, source="本厅规定"),
    Rule("rest-for-weekend", RuleKind.COMPENSATORY_REST, Level.HARD, source=f"{LABOUR_LAW}第四十四条"),
    Rule("holiday", RuleKind.HOLIDAY_DUTY, Level.SOFT, 50, source=f"{LABOUR_LAW}第四十四条"),
    Rule(
        "lunch-lead",
        RuleKind.PRESENT,
        Level.HARD,
        least=1,
        hours=Hours(NOON, ONE),
        days=WORKDAY,
        scope=frozenset({"lead"}),
        source="午间带班",
    ),
    Rule(
        "evening-lead",
        RuleKind.PRESENT,
        Level.HARD,
        least=1,
        hours=Hours(CLOSE, LATE),
        days=WORKDAY,
        scope=frozenset({"lead"}),
        source="延时带班",
    ),
    Rule(
        "weekend-lead",
        RuleKind.PRESENT,
        Level.HARD,
        least=1,
        hours=Hours(OPEN, NOON),
        days=WEEKEND,
        scope=frozenset({"lead"}),
        source="周末带班",
    ),
    Rule("fair-lunch", RuleKind.FAIRNESS, Level.SOFT, 20, most=2, of="lunch", source="本厅规定"),
    Rule("fair-evening", RuleKind.FAIRNESS, Level.SOFT, 20, most=2, of="evening", source="本厅规定"),
    Rule("fair-weekend", RuleKind.FAIRNESS, Level.SOFT, 20, most=2, of="weekend", source="本厅规定"),
    Rule("home", RuleKind.HOME, Level.SOFT, 1, source="本厅规定"),
    Rule("wish", RuleKind.WISH, Level.SOFT, 5, source="职工意愿"),
)


def _staff(rng: random.Random) -> Iterator[Staff]:
    codes = [code for code, *_ in SERVICES]
    shares = [share for *_, share in SERVICES]
    homes = [code for code, share in zip(codes, shares, strict=True) for _ in range(round(share * PEOPLE))]
    for number in range(PEOPLE):
        home = homes[number % len(homes)]
        others = rng.choices(codes, shares, k=rng.randint(2, 4))
        counts = {"lunch": rng.randint(0, 3), "evening": rng.randint(0, 2), "weekend": rng.randint(0, 2)}
        worked = frozenset(FIRST - timedelta(days=back) for back in range(3, 8))
        yield Staff(
            f"S{number + 1:02d}",
            f"{SURNAMES[number % len(SURNAMES)]}*{number + 1}",
            frozenset({home, *others}),
            home,
            groups=frozenset({"lead"}) if number % 6 == 0 else frozenset(),
            history=History(counts, {"2026-11": 60 * rng.randint(0, 10)}, worked, "R"),
        )


def _leave(rng: random.Random, staff: dict[str, Staff], days: list[date]) -> Iterator[Cell]:
    """A few days in a row for one in five."""
    for who in rng.sample(sorted(staff), PEOPLE // 5):
        first = rng.randrange(len(days) - 3)
        yield from ((who, day) for day in days[first : first + rng.randint(1, 3)])


def _wishes(rng: random.Random, staff: dict[str, Staff], days: list[date], leave: frozenset[Cell]) -> Iterator[Wish]:
    for who in sorted(staff):
        for day in rng.sample(days, 2):
            if (who, day) not in leave:
                yield Wish(who, day, wants=False, weight=rng.randint(1, 3))


def _demand(rng: random.Random, days: list[date]) -> Iterator[Demand]:
    """The curve of each day, shared out among the services and rounded so that the whole is what was asked for."""
    lines = [line for day in days for line in _weights(rng, day)]
    intervals = PEOPLE * WEEKS * FULL_TIME * SHARE / INTERVAL
    scale = intervals / sum(weight for *_, weight in lines)
    carried: dict[tuple[date, str], float] = {}
    for day, post, start, weight in lines:
        exact = weight * scale + carried.get((day, post), 0.5)
        need = int(exact)
        carried[day, post] = exact - need
        yield Demand(day, post, Hours(start, start + INTERVAL), need)


def _weights(rng: random.Random, day: date) -> Iterator[tuple[date, str, int, float]]:
    weekend = Calendar().kind(day) is DayKind.WEEKEND
    busy = (0.22 if weekend else 1.0) * rng.uniform(0.95, 1.05) * (1.08 if day.weekday() == 0 else 1.0)
    for code, _, _, share in SERVICES:
        for number, weight in enumerate(CURVE):
            start = OPEN + number * INTERVAL
            if not weekend or (code in WEEKEND_POSTS and not NOON <= start < ONE):
                yield day, code, start, weight * share * busy
        for start in range(CLOSE, LATE, INTERVAL) if not weekend and code in EVENING_POSTS else ():
            yield day, code, start, 16 * share


if __name__ == "__main__":
    (Path(__file__).parent / "roster.yaml").write_text(write_problem(made()), "utf-8", newline="")
