"""A large catalogue made up for tests and trials: subjects times acts, the same for the same seed.

Its names sound like those of a city's list of services, and are none. What it draws (online only, not at weekends,
days) is spread as such lists are, so that a search, a dispenser and an enquiry kiosk meet every case.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice

from hallops.domain.catalogue import CatalogueItem, Handling, Level
from hallops.domain.hall import Hall
from hallops.domain.modes import ModeKind
from hallops.domain.names import Name

ACTS = (
    ("申请", "Apply: {}", 7),
    ("变更", "Change: {}", 5),
    ("注销", "Cancel: {}", 3),
    ("补办", "Replace: {}", 1),
    ("换发", "Exchange: {}", 1),
    ("延续", "Extend: {}", 5),
    ("备案", "File: {}", 3),
    ("查询", "Look up: {}", 0),
    ("证明开具", "Certificate: {}", 0),
    ("信息更正", "Correct: {}", 1),
    ("转移接续", "Transfer: {}", 10),
    ("暂停", "Suspend: {}", 1),
    ("恢复", "Resume: {}", 1),
    ("资格审核", "Check eligibility: {}", 15),
    ("年度报告", "Annual report: {}", 0),
    ("复核", "Review: {}", 20),
    ("咨询预审", "Advice: {}", 0),
)
NEEDS = ("身份证", "户口簿", "申请表", "营业执照", "委托书", "近期照片", "不动产权证书", "银行卡", "在职证明", "原证件")
ADVICE = {"咨询预审": Handling.ADVICE}
ONLINE_ONLY = 0.08
NOT_AT_WEEKENDS = 0.4
AGENT = 0.15
OFF_PEAK = frozenset({ModeKind.WEEKEND, ModeKind.EXTENDED, ModeKind.EARLY})


@dataclass(frozen=True, slots=True)
class _Subject:
    number: int  # of its department
    department: str
    words: tuple[str, ...]  # a service of the hall with one of these in its name takes it
    zh: str
    en: str


def generated_catalogue(hall: Hall, most: int, seed: int = 1) -> list[CatalogueItem]:
    """So many services under the letters of a hall, fewer where the words run out."""
    subjects = list(_subjects())
    letters = _letters(hall, subjects)
    pairs = ((subject, act) for act in ACTS for subject in subjects)
    rng = random.Random(seed)  # noqa: S311 - a made-up list, nothing secret
    return [
        _item(subject, act, number, letters[subject.department], _Draw(hall, rng))
        for number, (subject, act) in enumerate(islice(pairs, most), 1)
    ]


def _subjects() -> Iterator[_Subject]:
    departments: dict[str, int] = {}
    text = (files("hallops.sample") / "subjects.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        number = departments.setdefault(row["department"], len(departments) + 1)
        yield _Subject(number, row["department"], tuple(row["words"].split(";")), row["zh"], row["en"])


def _letters(hall: Hall, subjects: list[_Subject]) -> dict[str, str]:
    """By department: the service that names it, else one after the other."""
    served = [service for service in hall.services.values() if not service.online_only]
    found: dict[str, str] = {}
    for subject in subjects:
        named = [s.letter for s in served if any(word in s.name.zh for word in subject.words)]
        found.setdefault(subject.department, (named or [served[subject.number % len(served)].letter])[0])
    return found


class _Draw:
    """What chance says of one entry after the other."""

    def __init__(self, hall: Hall, rng: random.Random) -> None:
        busy = rng.random() < NOT_AT_WEEKENDS
        self.modes = tuple(m.id for m in hall.modes if m.is_staffed and not (busy and m.kind in OFF_PEAK))
        self.handling = Handling.AGENT if rng.random() < AGENT else Handling.ACCEPTED
        self.more_days = rng.choice((0, 5, 10, 20))
        self.online_only = rng.random() < ONLINE_ONLY
        self.needs = tuple(rng.sample(NEEDS, rng.randint(1, 4)))


def _item(subject: _Subject, act: tuple[str, str, int], number: int, letter: str, draw: _Draw) -> CatalogueItem:
    zh, en, days = act
    return CatalogueItem(
        code=f"G{subject.number:02d}-{number:04d}",
        version=1,
        name=Name(subject.zh + zh, en.format(subject.en)),
        department=subject.department,
        letter=letter,
        handling=ADVICE.get(zh, draw.handling),
        promise_days=days,
        statutory_days=days + draw.more_days,
        modes=draw.modes,
        level=Level.DISTRICT,
        online_only=draw.online_only,
        needs=draw.needs,
    )
