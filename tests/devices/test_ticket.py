"""From a ticket's words to the bytes on the printer's line."""

from dataclasses import replace

import pytest

from devices.codec.escpos import encode
from devices.errors import QrRefused, TextTooWide, UnprintableText
from devices.printing.document import Cut, Document, Qr, Row, Text
from devices.printing.profile import GB18030_58MM, GB18030_80MM, PrinterProfile
from devices.printing.slip import TicketSlip
from devices.virtual.link import MemoryLink
from devices.virtual.paper import text_lines
from tests.devices.samples import CHINESE, ENGLISH

START = "1B40 1C26 "
PLAIN = "1B6100 1D2100 1B4500 "
CENTRED = "1B6101 1D2100 1B4500 "


def printed(*document: Text | Row | Qr) -> list[str]:
    return text_lines(encode(document, GB18030_80MM))


def sent(document: Document) -> bytes:
    return encode(document, GB18030_80MM)


def test_a_ticket_is_these_bytes_and_no_others() -> None:
    slip = TicketSlip("政务大厅", "A012", "社保", facts=(("等候", "3 人"),), qr="HTTP://A.CN/1", reprint="补打")
    rule = PLAIN + "2D" * 48 + "0A "
    assert sent(slip.document()) == bytes.fromhex(
        START
        + "1B6101 1D2111 1B4501 B2B9B4F2 0A 1B6401"  # 补打, twice the size, and an empty line
        + "1B6101 1D2100 1B4501 D5FECEF1B4F3CCFC 0A"  # 政务大厅
        + rule
        + "1B6101 1D2144 1B4501 41303132 0A"  # A012, five times the size
        + "1B6101 1D2111 1B4500 C9E7B1A3 0A"  # 社保
        + rule
        + (PLAIN + "B5C8BAF2" + "20" * 40 + "3320C8CB 0A")  # 等候, spaces, 3 人
        + rule
        + (CENTRED + "0A")
        + "1D286B0400 314132 00 1D286B0300 314306 1D286B0300 314531"  # model 2, 6 dots, level M
        + ("1D286B1000 315030" + b"HTTP://A.CN/1".hex() + "1D286B0300 315130 0A")
        + "1B6401 1D564200"  # an empty line and the cut
    )


def test_a_visitor_reads_the_number_and_every_fact_on_the_paper() -> None:
    lines = text_lines(sent(CHINESE.document()))
    assert "A012" in lines
    assert [line.split(maxsplit=1) for line in lines if line.endswith(("人", "41"))] == [
        ["前面等候", "12 人"],
        ["取号时间", "2025-03-14 09:41"],
    ]


def test_a_reprint_says_so_first() -> None:
    assert text_lines(sent(replace(ENGLISH, reprint="REPRINT").document()))[0] == "REPRINT"


def test_without_a_payload_there_is_no_qr_code() -> None:
    assert b"\x1d(k" not in sent(ENGLISH.document())


def test_a_printer_that_confirms_is_asked_at_the_very_end() -> None:
    job = encode((Text("A012"), Cut()), replace(GB18030_80MM, confirm=True))
    assert job.endswith(b"\x1dVB\x00\x1dr1")


@pytest.mark.parametrize("profile", [GB18030_80MM, GB18030_58MM])
def test_no_line_is_wider_than_the_paper(profile: PrinterProfile) -> None:
    for slip in (CHINESE, ENGLISH):
        lines = text_lines(encode(slip.document(), profile))
        assert max(map(profile.width, lines)) <= profile.columns


def test_a_row_too_long_for_one_line_puts_its_value_below_at_the_right_edge() -> None:
    label, value = printed(Row("Please wait in this part of the hall", "General acceptance windows"))
    assert (label, value) == ("Please wait in this part of the hall", "General acceptance windows".rjust(48))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("A\x1b@B\n", "\x1b\n"),  # what would be commands
        ("\ue5e5", "\ue5e5"),  # private use
        ("\ud800", "\ud800"),
    ],
)
def test_what_a_printer_cannot_print_is_refused_with_the_exact_characters(text: str, missing: str) -> None:
    with pytest.raises(UnprintableText, match=f"U\\+{ord(missing[0]):04X}") as refusal:
        sent((Text("A012"), Row("Name", text)))
    assert refusal.value.characters == missing


def test_a_number_too_large_for_the_paper_is_refused_not_cut() -> None:
    assert printed(Text("A0123456", size=6)) == ["A0123456"]
    with pytest.raises(TextTooWide, match=r"too_wide \(word A01234567, columns 8\)"):
        printed(Text("A01234567", size=6))


@pytest.mark.parametrize("payload", ["", "x" * 214, "查询", "a\x10\x04\x01"])
def test_a_qr_payload_that_printers_may_misread_is_refused(payload: str) -> None:
    with pytest.raises(QrRefused, match="qr_"):
        sent((Qr(payload),))


def test_no_text_is_larger_than_a_printer_can_print() -> None:
    with pytest.raises(ValueError, match="Text size 9"):
        Text("A012", size=9)


def test_a_link_in_memory_keeps_the_jobs_in_order() -> None:
    link = MemoryLink()
    for number in ("A001", "A002"):
        link.write(sent((Text(number), Cut())))
    assert [text_lines(job) for job in link.jobs] == [["A001"], ["A002"]]
