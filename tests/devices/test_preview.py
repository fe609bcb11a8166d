"""The picture of a ticket, looked at the way a visitor and a telephone do."""

from collections.abc import Iterator
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from devices.codec.escpos import encode
from devices.errors import FontMissing, QrRefused
from devices.printing import font
from devices.printing.document import Cut, Document, Qr, Rule, Text
from devices.printing.profile import GB18030_58MM, GB18030_80MM, PrinterProfile
from devices.virtual import preview
from devices.virtual.marks import CELL, QrCode
from tests.devices.samples import CHINESE

MARGIN = preview.GAP + preview.SIDE


def picture(document: Document, profile: PrinterProfile = GB18030_80MM) -> Image.Image:
    return Image.open(BytesIO(preview.png(encode(document, profile), profile.dots)))


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """Find the box of everything printed, in dots of the printable area."""
    box = image.convert("L").point(lambda grey: 255 * (grey < 100)).getbbox()
    assert box is not None
    return box[0] - MARGIN, box[1], box[2] - MARGIN, box[3]


@pytest.fixture
def forgetful_fonts() -> Iterator[None]:
    caches = (font.chinese_font, font._find)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize("profile", [GB18030_80MM, GB18030_58MM])
@pytest.mark.parametrize("payload", [CHINESE.qr, "http://hall.example/" + "x" * 193])
def test_a_telephone_reads_the_code_off_the_picture(payload: str, profile: PrinterProfile) -> None:
    [code] = zxingcpp.read_barcodes(picture((Rule(), Qr(payload), Rule(), Cut()), profile))
    assert code.text == payload


def test_a_centred_number_stands_in_the_middle_and_a_rule_spans_the_paper() -> None:
    left, _, right, _ = ink(picture((*CHINESE.document()[2:3], Cut())))
    assert abs(left + right - GB18030_80MM.dots) < 12
    left, _, right, _ = ink(picture((Rule(),)))
    assert left < 12
    assert right > GB18030_80MM.dots - 12


@pytest.mark.parametrize("text", ["gjpqy,;Q", "囊龘国，（"])
def test_no_character_is_cut_off_by_its_cell(text: str) -> None:
    _, top, _, bottom = ink(picture((Text(text, size=4),)))
    cell = preview.GAP + preview.TOP
    assert cell < top
    assert bottom < cell + 4 * CELL


def test_every_cut_begins_a_new_sheet_on_the_table() -> None:
    one = picture((Text("A001"), Cut()))
    two = picture((Text("A001"), Cut(), Text("A002"), Cut()))
    assert two.height == 2 * one.height - preview.GAP


def test_the_same_bytes_give_the_same_picture() -> None:
    job = encode(CHINESE.document(), GB18030_80MM)
    assert preview.png(job) == preview.png(job)


@pytest.mark.usefixtures("forgetful_fonts")
@pytest.mark.parametrize("answer", ["", "/fonts/DejaVuSans.ttf|0|en|fr"])
def test_without_a_chinese_font_the_package_to_install_is_named(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font, "_ask_fontconfig", lambda _: answer)
    with pytest.raises(FontMissing, match="fonts-noto-cjk"):
        picture((Text("A012"),))


def test_a_code_that_no_printer_can_draw_is_refused() -> None:
    with pytest.raises(QrRefused, match="level H, size 2000"):
        preview.draw([QrCode(b"x" * 2000, 6, "H", 1)])
