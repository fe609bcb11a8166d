"""tickets.csv: what is written is read again, and what can not be true is refused with its line."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallops.domain.record import TicketRecord
from hallops.files.instant import INSTANT, instant_text
from hallops.files.problems import Problems
from hallops.files.tickets_file import COLUMNS, read_tickets, write_tickets
from tests.files.small import small_hall

HALL = small_hall()
MINUTE = 60_000
NINE = 1_767_574_800_000  # 2026-01-05 09:00 in Shanghai
SHORT = "ticket,service,class,channel,joined,called,started,finished,outcome,window,staff\n"


def clock(time: str) -> str:
    return f"2026-01-05T{time}:00+08:00" if time else ""


def line(
    ticket: str = "A001",
    *,
    times: str = "09:00 09:04 09:05 09:15",
    service: str = "A",
    priority: str = "N",
    outcome: str = "done",
    window: str = "1",
) -> str:
    joined, called, started, finished = (clock(time) for time in (times + " " * 3).split(" ")[:4])
    cells = (
        ticket,
        service,
        priority,
        "dispenser",
        joined,
        called,
        started,
        finished,
        outcome,
        window,
        "S01",
    )
    return ",".join(cells) + "\n"


def problems(*lines: str, header: str = SHORT, language: str = "en") -> list[str]:
    with pytest.raises(Problems) as refused:
        read_tickets((header + "".join(lines)).encode(), HALL)
    return refused.value.text(language).splitlines()


def test_a_ticket_is_read() -> None:
    (ticket,) = read_tickets((SHORT + line()).encode(), HALL).rows
    assert ticket == TicketRecord(
        "A001",
        "A",
        "N",
        "dispenser",
        NINE,
        NINE + 4 * MINUTE,
        NINE + 5 * MINUTE,
        NINE + 15 * MINUTE,
        "done",
        1,
        "S01",
    )


def test_a_mark_before_the_text_and_another_order_of_columns_do_no_harm() -> None:
    names, cells = SHORT.strip().split(","), line().strip().split(",")
    turned = ",".join(names[::-1]) + "\r\n" + ",".join(cells[::-1]) + "\r\n"
    data = b"\xef\xbb\xbf" + turned.encode()
    assert read_tickets(data, HALL).rows == read_tickets((SHORT + line()).encode(), HALL).rows


def test_columns_that_are_unknown_missing_or_double_are_named() -> None:
    header = SHORT.replace("staff", "clerk").replace("channel", "window")
    assert [told.partition(". ")[0].rstrip(".") for told in problems(header=header)] == [
        "tickets.csv line 1: The column window stands here twice",
        "tickets.csv line 1: There is no column clerk here",
        "tickets.csv line 1: The column channel is missing",
        "tickets.csv line 1: The column staff is missing",
    ]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (line(times="09:00 09:04 09:16 09:15"), "column finished: finished lies before started."),
        (line(times="09:05 09:04 09:05 09:15"), "column called: called lies before joined."),
        (line(service="Q"), "column service: The hall has no service Q."),
        (line(window="7"), "column window: The hall has no window 7."),
        (line(window="x"), "column window: x is not a whole number."),
        (line(priority="Z"), "column class: The hall has no priority class Z."),
        (line(outcome="served"), "column outcome: served is none of these: waiting, called, "),
        (line(ticket=""), "column ticket: This cell must not be empty."),
        (line().replace("+08:00", ""), "column joined: 2026-01-05T09:00:00 is not a time with an offset"),
        ("A001,A\n", "tickets.csv line 2: 2 cells stand here instead of 11."),
    ],
)
def test_a_line_that_can_not_be_true_is_refused(bad: str, said: str) -> None:
    assert said in problems(bad)[0]


def test_a_problem_is_told_in_chinese_too() -> None:
    assert problems(line(service="Q"), language="zh") == ["tickets.csv 第2行 service列：大厅没有业务Q。"]


def test_a_window_does_not_serve_two_visitors_at_once() -> None:
    second = line("A002", times="09:00 09:10 09:14 09:20")
    assert problems(line(), second) == ["tickets.csv line 3, column started: Window 1 was still serving A001 then."]
    read_tickets((SHORT + line() + line("A002", times="09:00 09:15 09:15 09:20")).encode(), HALL)


def test_a_ticket_stands_once_a_day() -> None:
    again = line(times="09:30 09:31 09:31 09:32")
    assert problems(line(), again) == ["tickets.csv line 3, column ticket: The same stands on line 2 already."]
    read_tickets((SHORT + line() + again.replace("01-05", "01-06")).encode(), HALL)


def test_a_booked_visitor_may_be_called_before_the_booked_time() -> None:
    header = SHORT.strip() + ",booked\n"
    early = line(times="10:00 09:50 09:50 09:55").strip() + "," + clock("10:00") + "\n"
    assert read_tickets((header + early).encode(), HALL).rows[0].booked == NINE + 60 * MINUTE


def test_skipping_bad_lines_keeps_the_good_ones_and_their_problems() -> None:
    text = SHORT + line() + line("A002", service="Q") + line("A003", times="09:20 09:20 09:20 09:21")
    read = read_tickets(text.encode(), HALL, skip_bad=True)
    assert [ticket.ticket for ticket in read.rows] == ["A001", "A003"]
    assert [problem.place.line for problem in read.problems] == [3]


def test_a_cell_over_several_lines_does_not_shift_the_numbers() -> None:
    spread = line().replace("dispenser", '"dis\npenser"')
    told = problems(spread, line("A002", service="Q"))
    assert [text.split(",")[0] for text in told] == ["tickets.csv line 2", "tickets.csv line 4"]


def test_milliseconds_are_written_only_when_there_are_any() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    assert instant_text(NINE, zone) == "2026-01-05T09:00:00+08:00"
    assert instant_text(NINE + 7, zone) == "2026-01-05T09:00:00.007+08:00"


ms = st.integers(NINE, NINE + 10**9)
maybe = st.none() | ms
records = st.builds(
    TicketRecord,
    ticket=st.from_regex(r"[A-H][0-9]{3}", fullmatch=True),
    service=st.sampled_from("AB"),
    priority=st.sampled_from("NS"),
    channel=st.sampled_from(["dispenser", ""]),
    joined=ms,
    outcome=st.sampled_from(["waiting", "left", "expired"]),
    staff=st.none() | st.just("S01"),
    booked=maybe,
    passed_over=st.none() | st.integers(0, 99),
    quoted_low=st.none() | st.integers(0, 10**8),
    quoted_high=st.none() | st.integers(0, 10**8),
    flagged=st.booleans(),
)


@given(records)
def test_a_ticket_is_the_same_after_writing_and_reading(ticket: TicketRecord) -> None:
    assert read_tickets(write_tickets([ticket], HALL.timezone).encode(), HALL).rows == (ticket,)


@given(ms)
def test_an_instant_is_the_same_in_every_zone(at: int) -> None:
    for zone in ("Asia/Shanghai", "America/St_Johns", "UTC"):
        assert INSTANT.read(instant_text(at, ZoneInfo(zone))) == at


def test_the_header_is_written_in_its_order() -> None:
    assert write_tickets([], HALL.timezone) == ",".join(COLUMNS.all) + "\n"
