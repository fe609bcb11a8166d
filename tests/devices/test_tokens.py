"""Bytes read back by an interpreter that shares nothing with the encoder."""

from contextlib import suppress

import pytest
from escpos.printer import Dummy  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from devices.codec.escpos import encode
from devices.errors import UnreadableJob
from devices.printing.document import Text
from devices.printing.profile import GB18030_80MM
from devices.virtual.marks import CutMark, Line, QrCode
from devices.virtual.paper import read, text_lines
from devices.virtual.tokens import tokenize

PRINTABLE = st.characters(codec="gb18030").filter(GB18030_80MM.in_rom)
BEGINNINGS = [b"\x1b", b"\x1c", b"\x1d", b"\x1b@\x1c&", b"\x1d(k", b"\x1d(k\x03\x001", b"\x1dV", b"A", b"\n"]


@given(st.text(PRINTABLE, max_size=24))
def test_every_printable_text_comes_back_from_the_bytes(text: str) -> None:
    job = encode((Text(text),), GB18030_80MM)
    assert "".join(token.text for token in tokenize(job)) == text.rstrip()


@given(st.lists(st.text(PRINTABLE, min_size=1, max_size=6), max_size=40), st.integers(1, 4))
def test_a_wrapped_paragraph_loses_nothing_but_spaces(words: list[str], size: int) -> None:
    text = " ".join(words)
    lines = text_lines(encode((Text(text, size),), GB18030_80MM))
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(BEGINNINGS) | st.binary(max_size=6)).map(b"".join), st.booleans())
def test_random_bytes_are_cut_up_completely_or_refused_by_name(job: bytes, kanji: bool) -> None:
    with suppress(UnreadableJob):
        assert b"".join(token.raw for token in tokenize(job, kanji=kanji)) == job
    with suppress(UnreadableJob):
        read(job)


@pytest.mark.parametrize(
    ("job", "offset", "reason"),
    [
        (b"A012\x1bz", 4, "1B 7A begins neither"),
        (b"A\n\xc4\xe3", 2, "C4 E3 begins neither"),  # Chinese before FS &
        (b"\x1c&\xc4\xe3\x1b@\xc4\xe3", 6, "C4 E3 begins neither"),  # ESC @ forgets FS &
        (b"\x1c&AB\xfe9\xfe9", 4, "does not assign"),
        (b"\x1ba", 0, "ESC a ends too early"),
        (b"\x1ba\x07", 0, "ESC a has no value 7"),
        (b"\x1d!\x88", 0, "GS ! has no value 136"),
        (b"\x1d(k\x03\x001E9", 0, "QR level has no value 57"),
        (b"\x1d(k\x04\x001Q00", 0, "QR print has 1 parameters, not 2"),
        (b"\x1d(k\x03\x000A0", 0, "no function 30 41"),
        (b"\x1d(k\xff\x001P0short", 0, "QR store ends too early"),
    ],
)
def test_a_token_that_makes_no_sense_is_named_with_its_place(job: bytes, offset: int, reason: str) -> None:
    with pytest.raises(UnreadableJob, match=reason) as refusal:
        list(tokenize(job))
    assert refusal.value.offset == offset


@pytest.mark.parametrize(
    ("job", "reason"),
    [
        (b"A012", "Byte 4: the last line is never printed"),
        (b"A012\x1dV\x00", "Byte 4: GS V in the middle of a line"),
        (b"A012\x1ba\x01\n", "Byte 4: ESC a in the middle of a line"),
        (b"\x1d(k\x03\x001Q0", "Byte 0: QR print without data"),
    ],
)
def test_paper_refuses_what_a_printer_would_quietly_drop(job: bytes, reason: str) -> None:
    with pytest.raises(UnreadableJob, match=reason):
        read(job)


def test_a_full_line_goes_on_below() -> None:
    assert text_lines(b"0" * 50 + b"\n") == ["0" * 48, "00"]


def test_a_printer_sold_in_china_reads_chinese_without_being_told_to() -> None:
    printer = Dummy()
    printer.textln("请到3号窗口")
    assert [token.text for token in tokenize(printer.output, kanji=True)] == ["请到3号窗口", ""]


def test_the_bytes_of_another_encoder_are_understood() -> None:
    printer = Dummy()
    printer.set(align="center", bold=True, custom_size=True, width=3, height=2)
    printer.textln("A012")
    printer.qr("http://hall.example/1", native=True, size=6)
    printer.cut()
    marks = read(printer.output)
    line = next(mark for mark in marks if isinstance(mark, Line))
    assert (line.text, line.align, line.dots, line.height) == ("A012", 1, 4 * 36, 48)
    assert QrCode(b"http://hall.example/1", 6, "L", 1) in marks
    assert marks[-1] == CutMark()
