"""windows.csv, bookings.csv and catalogue.csv, and what no table does: break on any bytes."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallops.domain.booking import BookingRecord
from hallops.domain.catalogue import CatalogueItem, Handling, Level
from hallops.domain.hall import Hall
from hallops.domain.names import Name
from hallops.domain.record import DutyRecord
from hallops.domain.rules import Rules
from hallops.files.bookings_file import read_bookings
from hallops.files.catalogue_file import COLUMNS, read_catalogue
from hallops.files.problems import Problems
from hallops.files.tickets_file import read_tickets
from hallops.files.windows_file import read_windows, write_windows
from tests.files.small import small_hall

HALL = small_hall()
NINE = 1_767_574_800_000  # 2026-01-05 09:00 in Shanghai
HOUR = 3_600_000

Reader = Callable[[bytes, Hall], object]


def problems(read: Reader, text: str) -> list[str]:
    with pytest.raises(Problems) as refused:
        read(text.encode(), HALL)
    return str(refused.value).splitlines()


# --- windows.csv ---

DUTY = "window,staff,from,to,state,reason\n"


def duty(since: str, until: str, state: str = "open", window: int = 1) -> str:
    ends = f"2026-01-05T{until}:00+08:00" if until else ""
    return f"{window},S01,2026-01-05T{since}:00+08:00,{ends},{state},\n"


def test_duties_are_the_same_after_writing_and_reading() -> None:
    duties = (
        DutyRecord(1, "S01", NINE, NINE + HOUR, "open"),
        DutyRecord(1, "S01", NINE + HOUR, NINE + 2 * HOUR, "paused", "lunch"),
        DutyRecord(1, "S02", NINE + 2 * HOUR, None, "open"),
    )
    assert read_windows(write_windows(duties, HALL.timezone).encode(), HALL).rows == duties


def test_a_duty_that_can_not_be_true_is_refused() -> None:
    said = problems(
        read_windows, DUTY + duty("10:00", "09:00") + duty("09:00", "", "away") + duty("09:00", "", window=9)
    )
    assert said == [
        "windows.csv line 2, column to: to lies before from.",
        "windows.csv line 3, column state: away is none of these: open, paused.",
        "windows.csv line 4, column window: The hall has no window 9.",
    ]


def test_a_window_is_under_one_person_at_a_time() -> None:
    said = problems(read_windows, DUTY + duty("09:00", "10:00") + duty("09:30", "11:00"))
    assert said == ["windows.csv line 3, column from: Window 1 has another line for this time: line 2."]


# --- bookings.csv ---

BOOKINGS = "code,service,start,name_masked\n"


def test_bookings_are_read() -> None:
    text = BOOKINGS + "Y1,A,2026-01-05T09:00:00+08:00,王*\n"
    assert read_bookings(text.encode(), HALL).rows == (BookingRecord("Y1", "A", NINE, "王*"),)


@pytest.mark.parametrize("name", ["王小明", "王*13800138000", "* 440308"])
def test_a_name_that_is_not_masked_is_refused_and_not_repeated(name: str) -> None:
    (said,) = problems(read_bookings, BOOKINGS + f"Y1,A,2026-01-05T09:00:00+08:00,{name}\n")
    assert said.startswith("bookings.csv line 2, column name_masked: *** is not a masked name")
    assert name not in said


def test_a_booking_is_for_a_known_service_and_its_code_stands_once() -> None:
    row = "Y1,A,2026-01-05T09:00:00+08:00,王*\n"
    assert problems(read_bookings, BOOKINGS + row + row + row.replace("Y1,A", "Y2,Q")) == [
        "bookings.csv line 3, column code: The same stands on line 2 already.",
        "bookings.csv line 4, column service: The hall has no service Q.",
    ]


def test_one_service_has_one_seat_at_a_time_and_all_are_told() -> None:
    start = "2026-01-05T09:00:00+08:00"
    lines = [f"{code},{service},{start},王*" for code, service in (("Y1", "A"), ("Y2", "A"), ("Y3", "B"), ("Y4", "A"))]
    assert problems(read_bookings, BOOKINGS + "\n".join(lines) + "\n") == [
        "bookings.csv line 3, column start: Service A has 1 booking seats at this time; they are taken: Y1.",
        "bookings.csv line 5, column start: Service A has 1 booking seats at this time; they are taken: Y1.",
    ]


def test_what_was_imported_before_has_its_seat_unless_it_comes_again() -> None:
    data = (BOOKINGS + "Y1,A,2026-01-05T09:00:00+08:00,王*\n").encode()
    held = [BookingRecord("Y0", "A", NINE, "李*")]
    with pytest.raises(Problems, match="they are taken: Y0"):
        read_bookings(data, HALL, known=held)
    moved = [BookingRecord("Y1", "A", NINE, "王*")]
    assert len(read_bookings(data, HALL, known=moved).rows) == 1
    two = replace(HALL, rules=Rules(booking_seats=2))
    assert len(read_bookings(data, two, known=held).rows) == 1


# --- catalogue.csv ---

CATALOGUE = ",".join(COLUMNS.required) + "\n"
ITEM = "SB-1,1,社保卡申领,Card,人社局,A,受理,0,20,day sat,street,0,身份证;照片\n"


def test_a_catalogue_is_read() -> None:
    (item,) = read_catalogue((CATALOGUE + ITEM).encode(), HALL).rows
    name = Name("社保卡申领", "Card")
    modes, needs = ("day", "sat"), ("身份证", "照片")
    assert item == CatalogueItem(
        "SB-1", 1, name, "人社局", "A", Handling.ACCEPTED, 0, 20, modes, Level.STREET, needs=needs
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",A,", ",C,", "column letter: The hall has no service with the letter C."),
        ("受理", "办理", "column class: 办理 is none of these: 受理, 代收代办, 咨询预审."),
        ("0,20", "30,20", "column promise_days: 30 promised days are more than the 20 statutory ones."),
        ("day sat", "day night", "column modes: The hall has no service mode night."),
        ("street", "planet", "column level: planet is none of these: city, district, street, community."),
        (",0,身", ",2,身", "column online_only: 2 is not between 0 and 1."),
    ],
)
def test_an_item_that_does_not_fit_the_hall_is_refused(old: str, new: str, said: str) -> None:
    assert problems(read_catalogue, CATALOGUE + ITEM.replace(old, new)) == [f"catalogue.csv line 2, {said}"]


def test_one_version_of_an_item_stands_once() -> None:
    read_catalogue((CATALOGUE + ITEM + ITEM.replace("SB-1,1", "SB-1,2")).encode(), HALL)
    assert problems(read_catalogue, CATALOGUE + ITEM + ITEM) == [
        "catalogue.csv line 3, column code: The same stands on line 2 already."
    ]


# --- all of them ---

READERS: list[Reader] = [read_tickets, read_windows, read_bookings, read_catalogue]


@pytest.mark.parametrize("read", READERS)
@given(data=st.binary(max_size=200))
def test_no_bytes_break_a_reader(read: Reader, data: bytes) -> None:
    with suppress(Problems):
        read(data, HALL)


cells = st.text(alphabet='0129-:.+TZeAN"*\n\r,; \x00é王', max_size=12)
rows = st.lists(st.lists(cells, min_size=4, max_size=13).map(",".join), max_size=4).map("\n".join)


@pytest.mark.parametrize(
    ("read", "header"), [(read_windows, DUTY), (read_bookings, BOOKINGS), (read_catalogue, CATALOGUE)]
)
@given(text=rows)
def test_no_cells_below_a_good_header_break_a_reader(read: Reader, header: str, text: str) -> None:
    with suppress(Problems):
        read((header + text).encode(), HALL)


@pytest.mark.parametrize("read", READERS)
def test_an_empty_file_misses_its_columns(read: Reader) -> None:
    with pytest.raises(Problems, match=r"line 1: The column .* is missing"):
        read(b"", HALL)


def test_a_cell_without_end_is_refused() -> None:
    (said,) = problems(read_windows, DUTY + '"' + "x" * 200_000)
    assert "This can not be read as a table: field larger than field limit" in said
