"""Boards: published frames byte for byte, what each can show, and that no number is ever cut."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.alpha import frames as alpha
from devices.drivers.alpha.driver import AlphaDriver
from devices.drivers.alpha.simulator import AlphaTwin
from devices.drivers.board import BoardDriver, Call
from devices.drivers.template import frames as template
from devices.drivers.template.driver import TemplateDriver
from devices.drivers.template.frames import Template, build
from devices.drivers.template.rows import TEMPLATES
from devices.drivers.template.simulator import CounterTwin, DisplayTwin
from devices.errors import NoAnswer, NotShowable, TemplateWrong
from devices.sim.faults import Fault
from devices.sim.twin import Twin
from devices.transport.memory import MemoryTransport
from tests.devices.loop import on_a_loop, until

# alphasignpy 0.1.1, WriteText("A012 -> 5"), without its delay marks; the sum made again by hand: 02DD
ALPHASIGNPY = "00 00 00 00 00 01 5A 30 30 02 41 41 1B 26 61 41 30 31 32 20 2D 3E 20 35 03 30 32 44 44 04"
# "Alpha Sign Communications Protocol" (wls.wwco.com), its example without a checksum
WLS = b"\x01Z00\x02AA\x1b bMessage\x04"
CALL = Call("A012", 5)


def alpha_board(twin: AlphaTwin, answer: float = 60.0, *, answers: bool = True, columns: int = 16) -> AlphaDriver:
    return AlphaDriver(MemoryTransport("sim:sign", twin.serve), answer=answer, answers=answers, columns=columns)


def test_published_alpha_frames_come_out_byte_for_byte() -> None:
    body = alpha.text_file(b"A", b"A012 -> 5", b"\x26", alpha.ROTATE)
    assert alpha.frame(body) == bytes.fromhex(ALPHASIGNPY)
    assert alpha.frame(alpha.text_file(b"A", b"Message", b" ", alpha.HOLD), checked=False) == b"\0" * 5 + WLS


def test_published_alpha_frames_are_read() -> None:
    said = [*alpha.SignReader().feed(bytes.fromhex(ALPHASIGNPY) + WLS)]
    assert [(frame.body[:2], frame.sound) for frame in said] == [(b"AA", True), (b"AA", None)]
    spoilt = bytes.fromhex(ALPHASIGNPY.replace("35 03", "36 03"))
    assert [frame.sound for frame in alpha.SignReader().feed(spoilt)] == [False]


def test_a_call_goes_to_the_priority_file_still_where_it_fits_and_running_where_not() -> None:
    assert alpha.priority("A012 -> 5", 16) == b"A0\x1b\x20bA012 -> 5"
    assert alpha.priority("A012 -> 5", 8) == b"A0\x1b\x20aA012 -> 5"
    assert alpha.priority("", 16) == b"A0"


def test_every_register_of_a_sign_is_read_by_its_bits() -> None:
    names = ["parity", "framing", "timeout", "overflow", "checksum", "command"]
    for register in range(256):
        expected = None
        if register & 0xC0 == 0x40:
            expected = tuple(name for place, name in enumerate(names) if register >> place & 1)
        assert alpha.errors(register) == expected


@on_a_loop
async def test_a_sign_shows_a_call_answers_and_is_cleared() -> None:
    twin = AlphaTwin()
    board = alpha_board(twin)
    await board.open()
    await board.show(CALL)
    assert (await board.probe()).reasons == set()
    assert twin.shown == "A012 -> 5"
    await board.clear()
    assert (await board.probe()).told == {"register": ""}
    assert twin.shown == ""
    await board.close()


@on_a_loop
async def test_a_sign_that_holds_a_frame_against_us_says_so_once() -> None:
    twin = AlphaTwin()
    board = alpha_board(twin)
    await board.open()
    await board.send(alpha.frame(b"A0\x1b b?").replace(b"?", b"!"))
    assert (await board.probe()).told == {"register": "checksum"}
    assert (await board.probe()).reasons == set()
    await board.close()


@on_a_loop
async def test_a_mute_sign_is_no_answer_unless_its_wire_leads_one_way() -> None:
    twin = AlphaTwin()
    twin.faults.add(Fault.MUTE)
    board = alpha_board(twin, answer=0.02)
    await board.open()
    with pytest.raises(NoAnswer):
        await board.probe()
    await board.close()
    one_way = alpha_board(twin, answers=False)
    await one_way.open()
    assert (await one_way.probe()).reasons == set()
    await one_way.close()


@on_a_loop
async def test_garbage_of_a_sign_is_named() -> None:
    twin = AlphaTwin()
    twin.faults.add(Fault.GARBAGE)
    board = alpha_board(twin, answer=0.05)
    await board.open()
    with pytest.raises(NoAnswer, match="garbage"):
        await board.probe()
    await board.close()


@pytest.mark.parametrize(
    ("name", "call", "frame"),
    [
        ("counter", Call("999", 5), "05 03 E7 EF"),  # a published frame: number 999 at address 5
        ("counter-letters-dropped", Call("A999", 5), "05 03 E7 EF"),
        ("counter-bcd", Call("47", 3), "AA 55 05 00 47 BD"),
        ("cd5220", CALL, "1B5141" + b"A012".ljust(20).hex() + "0D 1B5142" + b"5".ljust(20).hex() + "0D"),
    ],
)
def test_a_template_gives_exactly_these_bytes(name: str, call: Call, frame: str) -> None:
    row = TEMPLATES[name]
    assert build(row.show, 5, call, drops_letters=row.drops_letters) == bytes.fromhex(frame)


def test_checks_are_those_that_were_published() -> None:
    assert template.crc16_modbus(b"123456789") == bytes.fromhex("374B")  # 4B37, the check value of CRC-16/MODBUS
    assert template.crc16_modbus(bytes.fromhex("01 04 02 FF FF")) == bytes.fromhex("B880")  # a Modbus example frame
    assert (template.sum8(b"\xff\x02"), template.xor8(b"\x0f\xf0\x01")) == (b"\x01", b"\xfe")


def test_a_published_modbus_frame_comes_out_of_a_template() -> None:
    frame = build("address 06 0001 number:2 crc16-modbus", 0x11, Call("3", 3))
    assert frame == bytes.fromhex("11 06 00 01 00 03 9A 9B")  # simplymodbus.ca, function 06


def test_a_check_may_begin_later() -> None:
    assert build("AA | 01 02 sum8", 0, CALL) == bytes.fromhex("AA 01 02 03")


@pytest.mark.parametrize(
    ("show", "number", "code"),
    [
        ("number:2", "A012", "board_letters"),
        ("number:1", "256", "board_too_small"),
        ("bcd:1", "100", "board_too_small"),
        ("digits:3", "1000", "board_too_small"),
        ("text:4", "AB012", "board_too_small"),
        ("text:4", "甲012", "board_characters"),
        ("number:2", "٣", "board_characters"),
    ],
)
def test_what_a_board_can_not_show_whole_is_refused_by_name(show: str, number: str, code: str) -> None:
    with pytest.raises(NotShowable) as refusal:
        build(show, 1, Call(number, 1))
    assert (refusal.value.code, refusal.value.facts["text"]) == (code, number)


@pytest.mark.parametrize(("text", "code"), [("请", "board_characters"), ("x" * 126, "board_too_small")])
def test_a_sign_refuses_chinese_and_what_is_longer_than_its_memory(text: str, code: str) -> None:
    with pytest.raises(NotShowable) as refusal:
        alpha.priority(text, 16)
    assert refusal.value.code == code


@pytest.mark.parametrize("word", ["number", "number:0", "text:x", "sum16", "1B5", "{number}"])
def test_a_template_with_an_unknown_word_is_refused_with_it(word: str) -> None:
    with pytest.raises(TemplateWrong) as refusal:
        Template(f"AA {word}")
    assert refusal.value.facts == {"word": word}


@pytest.mark.parametrize(
    ("name", "twin", "call", "shown"),
    [
        ("counter", CounterTwin(), Call("47", 3), "47"),
        ("counter-letters-dropped", CounterTwin(), Call("B047", 3), "47"),
        ("cd5220", DisplayTwin(), Call("A012", 5), "A012 5"),
    ],
)
@on_a_loop
async def test_a_simulated_board_shows_the_call(
    name: str, twin: CounterTwin | DisplayTwin, call: Call, shown: str
) -> None:
    board = TemplateDriver(MemoryTransport("sim:board", twin.serve), TEMPLATES[name])
    await board.open()
    await board.show(call)
    await until(lambda: twin.shown == shown)
    assert (await board.probe()).reasons == set()
    await board.close()


@on_a_loop
async def test_a_board_without_a_way_to_be_cleared_says_so() -> None:
    board = TemplateDriver(MemoryTransport("sim:board", CounterTwin().serve), TEMPLATES["counter"])
    with pytest.raises(NotShowable, match="board_no_clear"):
        await board.clear()
    assert TemplateDriver(MemoryTransport("x", None), TEMPLATES["cd5220"]).blank() == b"\x0c"


@given(st.from_regex(r"[A-Z]{0,2}[0-9]{1,6}", fullmatch=True), st.integers(0, 999), st.sampled_from(sorted(TEMPLATES)))
def test_a_board_shows_the_whole_number_or_refuses_it(number: str, window: int, name: str) -> None:
    row, twin = TEMPLATES[name], DisplayTwin() if name == "cd5220" else CounterTwin(address=1)
    with suppress(NotShowable):
        list(twin.hears(build(row.show, 1, Call(number, window), drops_letters=row.drops_letters)))
        if isinstance(twin, DisplayTwin):
            assert twin.shown == f"{number} {window}"
        elif name.startswith("counter") and row.show == "address number:2 sum8":
            assert twin.shown == str(int(number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))


NOISE = st.lists(st.sampled_from([b"\x01", b"\x02", b"\x03", b"\x04", b"Z00", b"\x1bQ", b"\r"]) | st.binary(max_size=9))


@given(NOISE, st.sampled_from([AlphaTwin, CounterTwin, DisplayTwin]))
def test_boards_and_drivers_survive_whatever_they_hear(pieces: list[bytes], twin_type: type[Twin]) -> None:
    drivers: list[BoardDriver] = [
        alpha_board(AlphaTwin()),
        TemplateDriver(MemoryTransport("x", None), TEMPLATES["cd5220"]),
    ]
    twin = twin_type()
    for piece in pieces:
        b"".join(twin.hears(piece))
        for driver in drivers:
            driver.take(piece)


@given(NOISE)
def test_after_any_garbage_a_sign_is_understood_again(pieces: list[bytes]) -> None:
    reader = alpha.SignReader()
    for piece in pieces:
        list(reader.feed(piece))
    said = [*reader.feed(b"\x04"), *reader.feed(bytes.fromhex(ALPHASIGNPY))]
    assert said[-1] == alpha.Said(alpha.text_file(b"A", b"A012 -> 5", b"\x26", b"a"), sound=True)
