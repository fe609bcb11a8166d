"""What a printer says, every value of every byte, held against a table written bit by bit from the manuals."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.printer.frames import Answer, Kind, StatusReader, automatic, in_order, question, real_time
from devices.health import Reason
from devices.printing.profile import Dialect

# by question: what each bit means, from bit 0 to bit 7; "0" and "1" are fixed
TABLE: dict[int, str] = {
    1: "0 1 drawer stopped 1 - - 0",
    2: "0 1 cover_open feeding 1 paper_out error 0",
    3: "0 1 - cutter 1 mechanism overheated 0",
    4: "0 1 paper_near paper_near 1 paper_out paper_out 0",
}
PRESENTER = "0 1 paper_near paper_near 1 paper_out paper_waiting 0"  # Citizen PPU-231II, page 14
TYPICAL = [(1, "12"), (1, "16"), (2, "12"), (3, "12"), (4, "12")]  # of printers that are well


def by_table(row: str, byte: int) -> set[str] | None:
    meanings = row.split()
    bits = [byte >> place & 1 for place in range(8)]
    if any(bit != int(meaning) for bit, meaning in zip(bits, meanings, strict=True) if meaning in {"0", "1"}):
        return None
    return {meaning for bit, meaning in zip(bits, meanings, strict=True) if bit} - {"1", "-", "drawer"}


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("n", TABLE)
def test_every_byte_means_what_the_manual_says(n: int, dialect: Dialect) -> None:
    row = PRESENTER if (n, dialect) == (4, Dialect.PRESENTER) else TABLE[n]
    for byte in range(256):
        assert real_time(n, byte, dialect) == by_table(row, byte), hex(byte)


@pytest.mark.parametrize(("n", "byte"), TYPICAL)
def test_a_printer_that_is_well_has_no_reason(n: int, byte: str) -> None:
    assert real_time(n, int(byte, 16), Dialect.FULL) == frozenset[Reason]()


def test_paper_that_ends_is_seen() -> None:
    near, out = Reason.PAPER_NEAR, Reason.PAPER_OUT
    said = [real_time(4, byte, Dialect.FULL) for byte in (0x1E, 0x72, 0x7E)]
    assert said == [frozenset({near}), frozenset({out}), frozenset({near, out})]


def test_paper_left_in_the_presenter_is_not_paper_at_its_end() -> None:
    said = [real_time(4, byte, Dialect.PRESENTER) for byte in (0x52, 0x32)]
    assert said == [frozenset({Reason.PAPER_WAITING}), frozenset({Reason.PAPER_OUT})]


def test_every_byte_of_an_automatic_status_means_what_the_manual_says() -> None:
    rows = (
        "0 0 - stopped 1 cover_open feeding 0",
        "- - - cutter 0 mechanism overheated 0",
        "paper_near paper_near paper_out paper_out 0 - - 0",
    )
    for first, second, third in product(range(256), (0x00, 0x08, 0x20, 0x40), (0x00, 0x01, 0x03, 0x0C)):
        expected = [by_table(row, byte) for row, byte in zip(rows, (first, second, third), strict=True)]
        raw = bytes([first, second, third, 0])
        if expected[0] is not None:
            assert [*StatusReader().feed(raw)] == [Answer(Kind.AUTOMATIC, raw)]
            assert automatic(raw) == set().union(*(some or set() for some in expected))
        else:
            assert Kind.AUTOMATIC not in {answer.kind for answer in StatusReader().feed(raw)}


def test_the_answer_in_order_tells_of_the_paper() -> None:
    assert [in_order(byte) for byte in (0x00, 0x03, 0x0C)] == [set(), {"paper_near"}, {"paper_out"}]


def test_answers_of_all_kinds_are_told_apart() -> None:
    said = bytes.fromhex("12 11 18020300 13 00 ff 1a")
    kinds = [(answer.kind, answer.raw.hex()) for answer in StatusReader().feed(said)]
    assert kinds == [
        (Kind.REAL_TIME, "12"),
        (Kind.AUTOMATIC, "18020300"),
        (Kind.IN_ORDER, "00"),
        (Kind.GARBAGE, "ff"),
        (Kind.REAL_TIME, "1a"),
    ]


def test_a_status_that_breaks_off_is_garbage_and_the_next_answer_is_read() -> None:
    kinds = [(answer.kind, answer.raw.hex()) for answer in StatusReader().feed(bytes.fromhex("1802 12"))]
    assert kinds == [(Kind.GARBAGE, "1802"), (Kind.REAL_TIME, "12")]


@given(st.lists(st.binary(max_size=9)))
def test_whatever_comes_is_cut_up_the_same_in_any_pieces(pieces: list[bytes]) -> None:
    reader = StatusReader()
    in_pieces = [answer for piece in pieces for answer in reader.feed(piece)]
    assert in_pieces == [*StatusReader().feed(b"".join(pieces))]
    for answer in in_pieces:
        assert len(answer.raw) == 4 or answer.kind is not Kind.AUTOMATIC


def test_a_question_in_real_time_is_dle_eot() -> None:
    assert question(4).hex() == "100404"
