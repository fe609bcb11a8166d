"""What a printer has no characters or commands for goes as dots, and is read off the paper again."""

from dataclasses import replace
from io import BytesIO

import pytest
import zxingcpp
from escpos.printer import Dummy  # type: ignore[import-untyped]
from PIL import Image

from devices.codec.escpos import encode
from devices.errors import QrRefused, UnprintableText
from devices.printing.document import Align, Cut, Document, Qr, Row, Text
from devices.printing.profile import GB18030_58MM, GB18030_80MM, PROFILES, PrinterProfile, TextMode
from devices.virtual.marks import Dots, Line
from devices.virtual.paper import read, text_lines
from devices.virtual.preview import png
from tests.devices.samples import CHINESE

RASTER = PROFILES["raster-80"]
RARE = "𠮷䶮"


def pictures(document: Document, profile: PrinterProfile) -> list[Dots]:
    return [mark for mark in read(encode(document, profile), profile.dots) if isinstance(mark, Dots)]


def ink(dots: Dots) -> tuple[int, int, int, int] | None:
    return Image.frombytes("1", (dots.across * 8, dots.height), dots.rows).getbbox()


def test_the_dots_of_another_encoder_are_read() -> None:
    image = Image.new("1", (64, 10), 1)
    image.paste(0, (8, 2, 24, 5))
    printer = Dummy()
    printer.image(image, impl="bitImageRaster")
    [dots] = [mark for mark in read(printer.output) if isinstance(mark, Dots)]
    assert (dots.across, dots.height, ink(dots)) == (8, 10, (8, 2, 24, 5))


def test_a_code_that_another_encoder_drew_is_read_off_the_paper() -> None:
    printer = Dummy(profile="TM-T88III")
    printer.qr("http://hall.example/1", native=False, size=6, image_arguments={"impl": "bitImageRaster"})
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(png(printer.output))))
    assert code.text == "http://hall.example/1"


def test_only_the_line_with_a_rare_name_is_drawn() -> None:
    document = (Text("A012"), Row("姓名", "𠮷先生"), Text("请留意叫号"))
    assert text_lines(encode(document, GB18030_80MM)) == ["A012", "请留意叫号"]
    [name] = pictures(document, GB18030_80MM)
    box = ink(name)
    assert box is not None
    assert name.across * 8 == 576
    assert box[0] < 24
    assert box[2] > 576 - 24  # label and value stand at the two edges


@pytest.mark.parametrize("text", ["A012", "请到3号窗口", RARE, "price ¥5 é"])
@pytest.mark.parametrize("size", [1, 4])
def test_a_line_is_drawn_in_the_printers_own_grid(text: str, size: int) -> None:
    lines = pictures((Text(text, size),), RASTER)
    assert {dots.height for dots in lines} == {30 * size}
    for dots in lines:
        box = ink(dots)
        assert box is not None
        assert box[0] >= 0
        assert box[2] <= RASTER.width(text) * 12 * size


def test_a_drawn_line_stands_where_it_was_put() -> None:
    left, centre, right = (ink(*pictures((Text("号", align=align),), RASTER)) for align in Align)
    assert left is not None
    assert centre is not None
    assert right is not None
    assert left[0] < 24
    assert abs(centre[0] + centre[2] - 576) <= 4
    assert right[2] > 576 - 24


def test_a_printer_that_does_not_draw_refuses_rare_characters_by_name() -> None:
    plain = replace(GB18030_80MM, draws_rare=False)
    with pytest.raises(UnprintableText, match=r"U\+20BB7"):
        encode((Text("𠮷先生"),), plain)


@pytest.mark.parametrize("character", ["\x1b", "\ue5e5", "\ud800", "\u0301"])
def test_what_is_no_character_of_its_own_is_refused_even_where_all_is_drawn(character: str) -> None:
    with pytest.raises(UnprintableText):
        encode((Text(f"A{character}"),), RASTER)


def test_a_character_that_no_font_here_has_is_refused_by_name() -> None:
    with pytest.raises(UnprintableText, match=r"U\+13080"):
        encode((Text("𓂀"),), RASTER)


def test_gbk_draws_what_only_gb18030_has() -> None:
    gbk = replace(GB18030_80MM, text=TextMode.GBK)
    document = (Text("龑䶮"), Text("龑"))
    assert text_lines(encode(document, gbk)) == ["龑"]
    assert text_lines(encode(document, GB18030_80MM)) == ["龑䶮", "龑"]


@pytest.mark.parametrize("name", ["raster-80", "raster-58"])
@pytest.mark.parametrize("payload", [CHINESE.qr, "http://hall.example/" + "x" * 60])
def test_a_telephone_reads_the_drawn_code(name: str, payload: str) -> None:
    profile = PROFILES[name]
    job = encode((Qr(payload), Cut()), profile)
    assert b"\x1d(k" not in job
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(png(job, profile.dots))))
    assert code.text == payload


def test_a_code_too_wide_for_the_paper_is_refused() -> None:
    with pytest.raises(QrRefused, match="qr_too_wide"):
        encode((Qr("x" * 150),), replace(GB18030_58MM, draws_qr=True, qr_module=7))


def test_no_command_draws_more_than_a_small_printer_holds() -> None:
    bands = pictures((Qr("x" * 200),), RASTER)
    assert len(bands) > 1
    assert all(band.height <= 240 for band in bands)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_profile_prints_a_whole_ticket(profile: PrinterProfile) -> None:
    job = encode(CHINESE.document(), profile)
    assert job.endswith(b"\x1dr1")
    drawn = [mark for mark in read(job, profile.dots) if isinstance(mark, Dots)]
    assert bool(drawn) == (profile.text is TextMode.RASTER)
    assert all(isinstance(mark, Line) for mark in read(job, profile.dots)[:1]) or drawn
