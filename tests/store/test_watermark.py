"""The watermark: what is in memory is on the disk, and what is unreadable says so."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from hallops.domain.calendar import DayKind
from hallops.domain.events import DayOpened, Event, NumbersSkipped, TicketIssued
from hallops.ports.journal import Accepted
from hallops.store.watermark import BLOCK, DAYS_KEPT, Watermark
from tests.domain.halls import TUESDAY

WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "watermark.json"


def issued(number: int, prefix: str = "A") -> Event:
    ticket = f"{prefix}{number:03d}"
    return TicketIssued(0, "D1", ticket, ticket, prefix, prefix, number, number, "N", 0, "dispenser", "zh", False)


def batch(*events: Event, day: date = TUESDAY) -> list[Accepted]:
    return [Accepted("key", "hash", day, 1, 0, events, 1)]


def test_a_number_is_covered_on_the_disk_with_a_block_above_it(path: Path) -> None:
    Watermark(path).cover(batch(issued(1), issued(2), issued(1, "E")))
    assert Watermark(path).marks == {TUESDAY.isoformat(): {"A": 1 + BLOCK, "E": 1 + BLOCK}}


def test_a_block_costs_one_write(path: Path) -> None:
    watermark = Watermark(path)
    watermark.cover(batch(issued(1)))
    path.unlink()
    watermark.cover(batch(*(issued(number) for number in range(2, BLOCK + 2))))
    assert not path.exists()
    watermark.cover(batch(issued(BLOCK + 2)))
    assert path.exists()


def test_each_date_has_its_marks_and_the_oldest_go(path: Path) -> None:
    watermark = Watermark(path)
    for number in range(DAYS_KEPT + 2):
        day = TUESDAY + timedelta(days=number)
        watermark.cover(batch(DayOpened(0, "calendar", day.isoformat(), DayKind.WORKDAY, 1), issued(5), day=day))
    kept = Watermark(path).marks
    assert len(kept) == DAYS_KEPT
    assert TUESDAY.isoformat() not in kept


def test_a_watermark_that_was_lost_at_noon_knows_its_date_again(path: Path) -> None:
    Watermark(path).cover(batch(issued(41)))
    assert Watermark(path).marks == {TUESDAY.isoformat(): {"A": 41 + BLOCK}}


def test_a_write_that_fails_changes_nothing(path: Path) -> None:
    watermark = Watermark(path)
    watermark.cover(batch(issued(1)))
    path.with_suffix(".new").mkdir()  # nothing can be written under that name
    with pytest.raises(OSError, match="directory"):
        watermark.cover(batch(issued(1 + BLOCK + 1)))
    assert watermark.marks == Watermark(path).marks == {TUESDAY.isoformat(): {"A": 1 + BLOCK}}
    path.with_suffix(".new").rmdir()
    watermark.cover(batch(issued(1 + BLOCK + 1)))
    assert Watermark(path).marks[TUESDAY.isoformat()]["A"] == 2 * BLOCK + 2


def test_after_a_restore_all_marks_and_the_paper_are_numbers_that_may_be_out(path: Path) -> None:
    watermark = Watermark(path)
    watermark.cover(batch(issued(30), NumbersSkipped(0, "restore", "E", 7)))
    watermark.skip({WEDNESDAY.isoformat(): {"A": 120}, TUESDAY.isoformat(): {"E": 3}})
    again = Watermark(path)
    assert again.on_paper(TUESDAY) == {"A": 30 + BLOCK, "E": 7}
    assert again.on_paper(WEDNESDAY) == {"A": 120}
    assert again.on_paper(WEDNESDAY + timedelta(days=1)) == {}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"given": 5, "on_paper": {}}', '{"given": {"x": {}}, "on_paper": {}}', "\udcff"]
)
def test_an_unreadable_watermark_says_so_and_does_not_stop_the_hall(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    watermark = Watermark(path)
    assert watermark.damage
    assert watermark.marks == {}
    watermark.cover(batch(issued(1)))
    assert Watermark(path).damage is None
