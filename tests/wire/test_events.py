"""An event over the wire: its kind, its fields, and nothing that stands for a person."""

from hallops.domain.calendar import DayKind
from hallops.domain.events import DayOpened, TicketIssued
from hallops.wire.events import event_body


def test_the_kind_of_a_day_does_not_hide_the_kind_of_its_event() -> None:
    body = event_body(DayOpened(1, "calendar", "2026-09-15", DayKind.WORKDAY, 1))
    assert (body["kind"], body["day_kind"]) == ("DayOpened", "workday")


def test_a_persons_token_stays_inside() -> None:
    issued = TicketIssued(
        1, "D1", "A001", "V1", "A", "A", 1, 1, "N", 1, "dispenser", "zh", accessible=False, person="ab"
    )
    assert "person" not in event_body(issued)
