"""Card readers, scanners, key pads and rating pads: published frames, events, and what they make of garbage."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.driver import Driver
from devices.drivers.events import CardRead, CodeScanned, DeviceEvent, KeyPressed, Numbering, Rated
from devices.drivers.id_card import frames as card
from devices.drivers.id_card.driver import IdCardDriver
from devices.drivers.id_card.simulator import IdCardTwin
from devices.drivers.keypad.driver import KeypadDriver
from devices.drivers.keypad.frames import KeyReader, read_keys
from devices.drivers.keypad.simulator import KeypadTwin
from devices.drivers.pad.driver import PadDriver
from devices.drivers.pad.frames import PadWords
from devices.drivers.pad.simulator import PadTwin
from devices.drivers.scanner.driver import ScannerDriver
from devices.drivers.scanner.frames import LONGEST, LineReader
from devices.drivers.scanner.simulator import ScannerTwin
from devices.errors import NoAnswer, TemplateWrong
from devices.health import Reason
from devices.identity import person_of
from devices.sim.faults import Fault
from devices.transport.memory import MemoryTransport
from tests.devices.loop import on_a_loop, until

KEY = bytes(32)
PERSON = "11010519491231002X"
# published requests and answers of SAM_V readers (yzsam.com, eastcoms.com)
REQUESTS = {
    card.FIND: "AAAAAA96690003200122",
    card.SELECT: "AAAAAA96690003200221",
    card.READ: "AAAAAA96690003300132",
    (0x30, 0x10): "AAAAAA96690003301023",
}
FOUND = bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")
SELECTED = bytes.fromhex("AAAAAA9669 000C 000090 0000000000000000 9C")


def numbering() -> Numbering:
    return Numbering("reader-1", "b7")


@pytest.mark.parametrize(("command", "frame"), REQUESTS.items())
def test_published_requests_come_out_byte_for_byte(command: tuple[int, int], frame: str) -> None:
    assert card.request(command) == bytes.fromhex(frame)


def test_published_answers_are_read() -> None:
    said = [*card.AnswerReader().feed(FOUND + SELECTED)]
    assert said == [card.Answer(card.FOUND, bytes(4)), card.Answer(card.SELECTED, bytes(8))]


def test_an_answer_with_a_wrong_check_is_noise_and_the_next_is_read() -> None:
    reader = card.AnswerReader()
    assert [*reader.feed(FOUND[:-1] + b"\x98" + SELECTED)] == [card.Answer(card.SELECTED, bytes(8))]
    assert reader.noise == len(FOUND)


@on_a_loop
async def test_a_card_becomes_a_hash_and_a_tail_and_is_read_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    heard: list[DeviceEvent] = []
    twin = IdCardTwin()
    reader = IdCardDriver(MemoryTransport("sim:reader", twin.serve), heard.append, numbering(), KEY, 60.0)
    await reader.open()
    assert (await reader.probe()).reasons == set()
    assert not await reader.read_card()
    twin.lay(PERSON)
    await until(lambda: bool(heard))
    assert heard == [CardRead("reader-1:b7:1", person_of(PERSON, KEY))]
    assert not await reader.read_card()
    twin.lift()
    assert not await reader.read_card()
    twin.lay(PERSON)
    await until(lambda: len(heard) == 2)
    assert PERSON not in repr(heard) + caplog.text + repr(vars(reader))
    await reader.close()


def test_a_simulated_card_answers_as_many_bytes_as_a_real_one() -> None:
    twin = IdCardTwin()
    twin.lay(PERSON)
    [said] = [*twin.hears(card.request(card.READ))]
    assert len(said) == 1295  # published
    [answer] = [*card.AnswerReader().feed(said)]
    assert card.number_in(answer.data) == PERSON


@pytest.mark.parametrize("text", [PERSON.encode("utf-16-le"), PERSON.encode() + b"\xff\r"])
def test_what_a_reader_can_not_make_out_is_not_written_to_the_log(
    text: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    away = MemoryTransport("sim:reader", None)
    for driver in (
        IdCardDriver(away, lambda _: None, numbering(), KEY),
        ScannerDriver(away, lambda _: None, numbering(), KEY),
    ):
        driver.take(text + bytes(20) + b"\xff\r")
    assert len(caplog.records) == 2
    assert PERSON[:6] not in caplog.text
    assert text[:8].hex(" ") not in caplog.text


@on_a_loop
async def test_a_card_with_a_wrong_check_digit_is_not_let_in() -> None:
    heard: list[DeviceEvent] = []
    twin = IdCardTwin()
    reader = IdCardDriver(MemoryTransport("sim:reader", twin.serve), heard.append, numbering(), KEY, 60.0)
    await reader.open()
    twin.lay("110105194912310021")
    assert not await reader.read_card()
    assert heard == []
    await reader.close()


@pytest.mark.parametrize(("fault", "code"), [(Fault.MUTE, "no_answer"), (Fault.GARBAGE, "garbage")])
@on_a_loop
async def test_a_reader_without_sense_is_named(fault: Fault, code: str) -> None:
    twin = IdCardTwin()
    twin.faults.add(fault)
    reader = IdCardDriver(MemoryTransport("sim:reader", twin.serve), lambda _: None, numbering(), KEY, 0.05)
    await reader.open()
    with pytest.raises(NoAnswer) as refusal:
        await reader.probe()
    assert refusal.value.code == code
    await reader.close()


@on_a_loop
async def test_a_code_is_an_event_and_an_identity_number_in_it_is_hidden() -> None:
    heard: list[DeviceEvent] = []
    twin = ScannerTwin()
    scanner = ScannerDriver(MemoryTransport("sim:scanner", twin.serve), heard.append, numbering(), KEY)
    await scanner.open()
    await until(lambda: bool(twin.lines))
    await twin.scan("http://hall.example/t/K7Q2ZM")
    await twin.scan(PERSON)
    await until(lambda: len(heard) == 2)
    assert heard[0] == CodeScanned("reader-1:b7:1", "http://hall.example/t/K7Q2ZM")
    assert heard[1] == CardRead("reader-1:b7:2", person_of(PERSON, KEY))
    assert (await scanner.probe()).reasons == set()
    await twin.tell(b"\xff\xfe\r")
    await until(lambda: scanner._noise == 1)
    assert (await scanner.probe()).reasons == {Reason.GARBAGE}
    await twin.scan("A012")
    await until(lambda: len(heard) == 3)
    assert (await scanner.probe()).reasons == set()
    await scanner.close()


def test_a_code_without_an_end_is_forgotten_and_the_next_is_read() -> None:
    reader = LineReader()
    assert [*reader.feed(b"x" * (LONGEST + 1) + b"\rA012\n")] == ["A012"]
    assert reader.noise == LONGEST


@on_a_loop
async def test_keys_are_events_by_their_meaning() -> None:
    heard: list[DeviceEvent] = []
    twin = KeypadTwin()
    pad = KeypadDriver(MemoryTransport("sim:keys", twin.serve), heard.append, numbering(), read_keys("31=A, 1B5B41=up"))
    await pad.open()
    await until(lambda: bool(twin.lines))
    for code in (b"1", b"\x1b[", b"A", b"1"):
        await twin.press(code)
    await until(lambda: len(heard) == 3)
    assert [event.action for event in heard if isinstance(event, KeyPressed)] == ["A", "up", "A"]
    assert len({event.id for event in heard}) == 3
    await pad.close()


@pytest.mark.parametrize("text", ["", "31", "31=", "3=A", "31=A,31=B", "zz=A"])
def test_a_map_of_keys_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(TemplateWrong, match="keys_wrong"):
        read_keys(text)


def test_a_pad_needs_a_key_for_each_grade() -> None:
    with pytest.raises(TemplateWrong, match="pad_keys"):
        PadWords(keys={b"1": 1, b"2": 2})
    with pytest.raises(TemplateWrong, match="pad_keys"):
        PadWords(keys={b"%d" % level: level for level in range(1, 7)})


class Window:
    """A window with a pad, and a clock that stands still."""

    def __init__(self) -> None:
        self.now = 0.0
        self.heard: list[DeviceEvent] = []
        self.twin = PadTwin()
        transport = MemoryTransport("sim:pad", self.twin.serve)
        self.pad = PadDriver(transport, self.heard.append, "pad-3", clock=lambda: self.now)


@on_a_loop
async def test_the_first_press_in_time_rates_the_call_and_no_other_press_rates_anything() -> None:
    window = Window()
    pad, twin = window.pad, window.twin
    await pad.open()
    await pad.show_staff("李敏 0312\r\nASK")
    await until(lambda: twin.shown == "STAFF 李敏 0312  ASK")
    await twin.press(5)  # nobody was asked
    await pad.ask("call-7")
    await until(lambda: twin.shown == "ASK")
    for level in (4, 1, 5):
        await twin.press(level)
    await until(lambda: bool(window.heard))
    await pad.thank()
    await until(lambda: twin.shown == "THANKS")
    await pad.ask("call-7")
    await twin.press(1)
    await pad.ask("call-8")
    await twin.press(2)
    await until(lambda: len(window.heard) == 2)
    assert window.heard == [Rated("pad-3:call-7", "call-7", 4), Rated("pad-3:call-8", "call-8", 2)]
    await pad.close()


@on_a_loop
async def test_a_press_after_the_time_is_nobodys() -> None:
    window = Window()
    await window.pad.open()
    await window.pad.ask("call-7", patience=30)
    window.now = 30
    window.pad.take(b"5")
    assert window.heard == []
    await window.pad.close()


NOISE = st.lists(st.sampled_from([card.HEAD, FOUND, b"\r", b"1", b"\x1b["]) | st.binary(max_size=9), max_size=12)


@given(NOISE)
def test_whatever_is_heard_nothing_breaks(pieces: list[bytes]) -> None:
    heard: list[DeviceEvent] = []
    away = MemoryTransport("x", None)
    drivers: list[Driver] = [
        IdCardDriver(away, heard.append, numbering(), KEY),
        ScannerDriver(away, heard.append, numbering(), KEY),
        KeypadDriver(away, heard.append, numbering(), {b"1": "A", b"\x1b[A": "up"}),
        PadDriver(away, heard.append, "pad-1"),
    ]
    twins = [IdCardTwin(), PadTwin(), KeypadTwin(), ScannerTwin()]
    for piece in pieces:
        for driver in drivers:
            driver.take(piece)
        for twin in twins:
            b"".join(twin.hears(piece))
    assert not any(isinstance(event, Rated) for event in heard)


@given(NOISE)
def test_after_any_garbage_each_is_understood_again(pieces: list[bytes]) -> None:
    answers, lines, keys = card.AnswerReader(), LineReader(), KeyReader({b"1": "A"})
    for piece in pieces:
        for reader in (answers, lines, keys):
            list(reader.feed(piece))
    filler = bytes(5000)  # a frame that was begun ends at last
    assert [*answers.feed(filler + FOUND)][-1].status == card.FOUND
    assert [*lines.feed(b"\rA012\r")][-1] == "A012"
    assert [*keys.feed(b"1")] == ["A"]
