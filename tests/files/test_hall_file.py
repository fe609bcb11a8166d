"""A hall file is read whole, or every fault of it is told with its place."""

from datetime import date
from importlib.resources.abc import Traversable

import pytest

from hallops.domain.calendar import DayKind
from hallops.domain.hall import Reason
from hallops.domain.modes import DayChoice, Hours
from hallops.files import sample
from hallops.files.hall_file import read_hall, write_hall
from hallops.files.problems import Problems
from tests.files.small import HALL

MINUTE = 60_000


def faults(*changes: tuple[str, str], language: str = "en") -> list[str]:
    text = HALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(Problems) as refused:
        read_hall(text.encode())
    return refused.value.text(language).splitlines()


def test_a_small_hall_is_read() -> None:
    read = read_hall(HALL.encode())
    hall = read.hall
    assert (hall.name.zh, hall.seats, hall.everybody.code) == ("小厅", 20, "N")
    assert hall.services["A"].target == 10 * MINUTE
    assert hall.windows[1].rank == {"A": 1, "B": 2}
    assert hall.modes[0].hours == (Hours(9 * 60, 17 * 60 + 30),)
    assert hall.modes[2].days == {DayChoice.SATURDAY}
    assert hall.reasons[Reason.PAUSE]["lunch"].zh == "用餐"
    assert hall.reasons[Reason.CALL] == {}
    assert hall.rules.reinsert_after == 15 * MINUTE
    assert hall.calendar.kind(date(2026, 10, 3)) is DayKind.HOLIDAY
    assert read.day_names[date(2026, 10, 3)].en == "National Day"
    assert read.demand is not None
    assert read.demand.services["B"].mean == 12 * MINUTE
    assert read.demand.weights_start == 9 * 60


BOARDS = """\
notices:
  - {zh: 通知, en: Notice}
confirmations:
  - {code: papers, zh: 材料, en: Papers, lines: [{zh: 第一行, en: Line one}]}
"""


def test_what_boards_and_pads_show_is_read_and_written_again() -> None:
    text = HALL.replace("en: Hall}", "en: Hall, floor: 1}").replace("王晓岚}", "王晓岚, photo: wang.jpg}") + BOARDS
    read = read_hall(text.replace("rules: {", "rules: {keep_personal_days: 7, ").encode())
    hall = read.hall
    assert (hall.zones["Z1"].floor, hall.staff["S01"].photo, hall.staff["S02"].photo) == ("1", "wang.jpg", None)
    assert (hall.notices[0].en, hall.confirmations["papers"].lines[0].zh) == ("Notice", "第一行")
    assert hall.rules.keep_personal == 7 * 24 * 60 * MINUTE
    assert read_hall(write_hall(read).encode()) == read


@pytest.mark.parametrize("photo", ["../wang.jpg", "a/b.png", "wang.gif", ".jpg", "C:wang.jpg", "wang.jpg.exe"])
def test_a_photo_is_a_plain_name_of_a_picture(photo: str) -> None:
    (fault,) = faults(("王晓岚}", f"王晓岚, photo: '{photo}'}}"))
    assert "is not the name of a picture" in fault


def test_a_text_to_be_signed_has_a_code_of_its_own() -> None:
    again = BOARDS.replace("notices:\n  - {zh: 通知, en: Notice}\n", "")
    twice = again + again.splitlines()[1] + "\n"
    with pytest.raises(Problems, match="papers is used twice"):
        read_hall((HALL + twice).encode())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("seats: 20", "chairs: 20", "line 2: hall.chairs: There is no key chairs here. Known keys: "),
        ("id: small, ", "", "line 2: hall.id: The key id is missing."),
        ("seats: 20", "seats: many", "line 2: hall.seats: many stands where a whole number should be."),
        ("seats: 20", "seats: true", "line 2: hall.seats: true stands where a whole number should be."),
        ("hallops-hall/1", "hallops-hall/9", "line 1: schema: The schema is hallops-hall/9."),
        ("Asia/Shanghai", "Asia/Peking", "line 2: hall.timezone: Asia/Peking is not a time zone"),
        ("B: 2}", "Q: 2}", "line 9: windows[0].rank.Q: The hall has no service Q."),
        ("rank: {B: 1}", "rank: {}", "line 10: windows[1]: The window 2 has no rank"),
        ("services: [A]", "services: [A, Q]", "line 23: modes[2].services: The hall has no service Q."),
        ("A: {B: 0.1}", "A: {Q: 0.1}", "demand.transfers.A.Q: The hall has no service Q."),
        ("windows: [1]", "windows: [1, 9]", "line 21: modes[1].windows: The hall has no window 9."),
        ("zone: Z1, rank", "zone: Z9, rank", "line 9: windows[0].zone: The hall has no zone Z9."),
        (
            "letter: B",
            "letter: A",
            "line 7: services[1].letter: A is used twice. It stands before on line 6.",
        ),
        ("letter: B", "letter: O", "line 7: services[1].letter: O is not a letter for tickets"),
        ("{code: B,", "{code: A,", "line 7: services[1].code: A is used twice."),
        ("window: 2", "window: 1", "line 10: windows[1].window: 1 is used twice."),
        ("id: S02", "id: S01", "line 18: staff[1].id: S01 is used twice."),
        ("code: S,", "code: N,", "line 13: classes[1].code: N is used twice."),
        (
            "accessible: true",
            "accessible: false",
            "line 6: services[0]: No accessible window serves the service A.",
        ),
        (
            '["09:00", "17:30"]',
            '["9:00", "17:30"]',
            "modes[0].hours[0][0]: 9:00 is not a time of day like 09:00.",
        ),
        ('["09:00", "17:30"]', '["17:30", "09:00"]', "modes[0].hours[0]: The hours end at 09:00, before"),
        ('["09:00", "17:30"]', '["09:00"]', "modes[0].hours[0]: Hours are a start and an end"),
        (
            '["09:00", "12:00"]',
            '["09:00", "12:00"], ["11:00", "13:00"]',
            "The hours of the mode sat overlap each other.",
        ),
        (", overlay", ", valid_from: 2026-01-01, overlay", None),
        (
            "\n     overlay: true",
            "",
            "The mode noon overlaps the mode day on the same days, in its hours 12:00–13:00.",
        ),
        (
            "target_minutes: 10",
            "target_minutes: -5",
            "services[0].target_minutes: -5 is not between 0.1 and 600.",
        ),
        ("overflow: 1500", "overflow: 15", "rules.overflow: 15 is not between 1000 and 100000."),
        ("share: 0.25", "share: 0.3", "demand.services: These shares add up to 1.05, not to 1."),
        (
            "A: {B: 0.1}",
            "A: {B: 0.9, A: 0.2}",
            "demand.transfers.A: These shares add up to 1.1, more than 1.",
        ),
        ("kind: holiday", "kind: feast", "calendar[0].kind: feast is none of these: workday, "),
        (
            "last: 2026-10-07",
            "last: 2026-09-07",
            "The last day 2026-09-07 lies before the first day 2026-10-01.",
        ),
        ("2026-10-07", "2026-13-07", "calendar[0].last: 2026-13-07 is not a date like 2026-01-31."),
        (
            "en: Everybody",
            "en: Everybody, next_call: true",
            "classes[0]: The first priority class is everybody's",
        ),
        (
            ", proof: {zh: 身份证, en: Identity card}",
            "",
            "Only the first priority class may be without a proof; S has",
        ),
        ("    lunch:", "    Lunch time:", "reasons.pause.Lunch time: Lunch time is not a short reason code"),
        ("  - {id: Z1, zh: 大厅, en: Hall}", "  {id: Z1}", "zones: {…} stands where a list should be."),
    ],
)
def test_a_fault_is_told_with_its_place(old: str, new: str, said: str | None) -> None:
    if said is None:
        read_hall(HALL.replace(old, new).encode())
    else:
        assert any(said in line for line in faults((old, new)))


def test_a_service_without_a_window_is_told_once() -> None:
    assert faults(("{A: 1, B: 2}", "{B: 2}")) == ["hall.yaml line 6: services[0]: No window serves the service A."]


def test_a_service_that_is_online_only_needs_no_window() -> None:
    text = HALL.replace("{A: 1, B: 2}", "{B: 2}").replace("target_minutes: 10", "target_minutes: 10, online_only: true")
    assert read_hall(text.encode()).hall.services["A"].online_only


def test_a_hall_without_classes_is_refused() -> None:
    start, end = HALL.index("classes:"), HALL.index("posts:")
    without = HALL[:start] + "classes: []\n" + HALL[end:]
    with pytest.raises(Problems) as refused:
        read_hall(without.encode())
    assert "The hall has no priority class." in refused.value.text()


TEN = (
    ("seats: 20", "chairs: 20"),
    ("zone: Z1}", "zone: Z9}"),
    ("letter: B", "letter: I"),
    ("B: 2}", "B: 2, Q: 3}"),
    ("head_start_minutes: 10", "head_start_minutes: -10"),
    ("id: S02", "id: S01"),
    ('["09:00", "17:30"]', '["09:00", "25:30"]'),
    ("kind: lunch", "kind: dinner"),
    ("overflow: 1500", "overflow: 15"),
    ("kind: holiday", "kind: feast"),
)


def test_ten_faults_are_told_at_once_in_english() -> None:
    known = "Known keys: id, zh, en, timezone, seats, address, phone, public_url, guidance, online, level."
    assert faults(*TEN) == [
        f"hall.yaml line 2: hall.chairs: There is no key chairs here. {known}",
        "hall.yaml line 6: services[0].zone: The hall has no zone Z9.",
        (
            "hall.yaml line 7: services[1].letter: I is not a letter for tickets: "
            "one or two capitals, no I and no O, which read as 1 and 0."
        ),
        "hall.yaml line 9: windows[0].rank.Q: The hall has no service Q.",
        "hall.yaml line 13: classes[1].head_start_minutes: -10 is not between 0 and 600.",
        "hall.yaml line 18: staff[1].id: S01 is used twice. It stands before on line 17.",
        "hall.yaml line 20: modes[0].hours[0][1]: 25:30 is not a time of day like 09:00.",
        (
            "hall.yaml line 21: modes[1].kind: dinner is none of these: "
            "weekday, lunch, early, extended, weekend, self_service."
        ),
        "hall.yaml line 27: rules.overflow: 15 is not between 1000 and 100000.",
        (
            "hall.yaml line 29: calendar[0].kind: feast is none of these: "
            "workday, makeup_workday, weekend, holiday, closed."
        ),
    ]


def test_ten_faults_are_told_at_once_in_chinese() -> None:
    told = faults(*TEN, language="zh")
    assert len(told) == 10
    assert told[1] == "hall.yaml 第6行 services[0].zone：大厅没有分区Z9。"
    assert told[3] == "hall.yaml 第9行 windows[0].rank.Q：大厅没有业务Q。"
    assert told[5] == "hall.yaml 第18行 staff[1].id：S01重复使用，前面已见于第17行。"


@pytest.mark.parametrize("path", [sample.HALL, sample.DISTRICT], ids=["street", "district"])
def test_a_sample_is_the_same_after_writing_and_reading(path: Traversable) -> None:
    read = read_hall(path.read_bytes(), path.name)
    assert read_hall(write_hall(read).encode()) == read


def test_the_small_hall_is_the_same_after_writing_and_reading() -> None:
    read = read_hall(HALL.encode())
    assert read_hall(write_hall(read).encode()) == read


def test_each_row_is_written_in_a_line_of_its_own() -> None:
    written = write_hall(read_hall(HALL.encode()))
    assert "- {id: S01, name: 王晓岚}\n" in written
    assert "- {first: '2026-10-01', last: '2026-10-07', kind: holiday, zh: 国庆节, en: National Day}\n" in written


# what the entrance needs

HEAD = "seats: 20}"


def test_the_entrance_is_described_and_written_again() -> None:
    more = "seats: 20, public_url: 'https://hall.example.cn:8443', guidance: A, online: {zh: 网厅, en: Portal}}"
    read = read_hall(HALL.replace(HEAD, more).replace("overflow: 1500", "overflow: 1500, booking_seats: 2").encode())
    hall = read.hall
    assert (hall.public_url, hall.guidance, hall.rules.booking_seats) == ("https://hall.example.cn:8443", "A", 2)
    assert hall.online is not None
    assert hall.online.en == "Portal"
    assert read_hall(write_hall(read).encode()) == read


@pytest.mark.parametrize(
    "url", ["hall.example.cn", "ftp://hall", "https://hall/t/", "https://hall:8443/", "https://a b"]
)
def test_an_address_for_phones_has_nothing_after_the_port(url: str) -> None:
    (said,) = faults((HEAD, f"seats: 20, public_url: '{url}'}}"))
    assert "hall.public_url" in said
    assert "is not an address like https://hall.example.cn:8443" in said


def test_the_guidance_service_is_there_and_served_by_people() -> None:
    assert "The hall has no service Q." in faults((HEAD, "seats: 20, guidance: Q}"))[0]
    online = ("target_minutes: 20}", "target_minutes: 20, online_only: true}")
    assert any("done online only itself" in said for said in faults((HEAD, "seats: 20, guidance: B}"), online))
