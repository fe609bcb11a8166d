"""The printer's driver against its simulator, which was built from the manual apart from it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.printer.driver import Outcome, PrinterDriver, PrintResult
from devices.drivers.printer.simulator import PrinterTwin
from devices.errors import NoAnswer, TransportLost, UnprintableText
from devices.health import Reason
from devices.printing.document import Cut, Qr, Text
from devices.printing.profile import PROFILES, Dialect, PrinterProfile
from devices.sim.faults import Fault
from devices.sim.line import memory_line
from devices.transport.memory import MemoryTransport
from devices.virtual.paper import text_lines
from tests.devices.loop import on_a_loop, until
from tests.devices.samples import CHINESE

A012 = (Text("A012"), Cut())
PLAIN = PROFILES["gb18030-80"]


@asynccontextmanager
async def printer(
    *faults: Fault, profile: PrinterProfile = PLAIN, answer: float = 60.0, came_out: float = 60.0
) -> AsyncIterator[tuple[PrinterDriver, PrinterTwin]]:
    presenter, sparse = profile.dialect is Dialect.PRESENTER, profile.dialect is Dialect.SPARSE
    twin = PrinterTwin(presenter=presenter, sparse=sparse)
    twin.faults |= set(faults)
    driver = PrinterDriver(MemoryTransport("sim:printer", twin.serve), profile, answer, came_out)
    await driver.open()
    try:
        yield driver, twin
    finally:
        await driver.close()


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
@on_a_loop
async def test_a_ticket_comes_out_and_the_printer_says_so(profile: PrinterProfile) -> None:
    async with printer(profile=profile) as (driver, twin):
        assert (await driver.probe()).reasons == set()
        result = await driver.print(CHINESE.document())
        assert result == PrintResult(Outcome.PRINTED)
        [job] = twin.jobs
        assert "A012" in text_lines(job) or profile.draws_qr


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault.PAPER_NEAR, Reason.PAPER_NEAR),
        (Fault.PAPER_OUT, Reason.PAPER_OUT),
        (Fault.COVER, Reason.COVER_OPEN),
        (Fault.CUTTER, Reason.CUTTER),
    ],
)
@pytest.mark.parametrize("profile", [PLAIN, PROFILES["kiosk-80"]])
@on_a_loop
async def test_each_fault_is_seen_by_its_name(fault: Fault, reason: Reason, profile: PrinterProfile) -> None:
    async with printer(fault, profile=profile) as (driver, _):
        assert (await driver.probe()).reasons == {reason}


@on_a_loop
async def test_a_clone_that_knows_two_questions_tells_what_it_can() -> None:
    async with printer(profile=PROFILES["gb18030-58"]) as (driver, twin):
        assert (await driver.probe()).reasons == set()
        twin.faults = {Fault.COVER}
        assert (await driver.probe()).reasons == {Reason.STOPPED}
        twin.faults = {Fault.PAPER_OUT}
        assert (await driver.probe()).reasons == {Reason.PAPER_OUT}


@on_a_loop
async def test_without_paper_not_one_byte_of_a_ticket_is_sent() -> None:
    async with printer(Fault.PAPER_OUT) as (driver, twin):
        result = await driver.print(A012)
        assert result == PrintResult(Outcome.FAILED, frozenset({Reason.PAPER_OUT}))
        await twin.mend(Fault.PAPER_OUT)
        assert twin.jobs == []
        assert (await driver.print(A012)).outcome is Outcome.PRINTED
        assert len(twin.jobs) == 1


@on_a_loop
async def test_a_job_held_by_an_open_cover_is_unconfirmed_and_comes_out_once_when_it_is_shut() -> None:
    async with printer(came_out=0.05) as (driver, twin):
        twin.faults.add(Fault.COVER)
        job = driver._print(b"\x1b@\x1c&A012\n\x1dr1")
        result = await job
        assert (result.outcome, result.code) == (Outcome.UNCONFIRMED, "no_answer")
        await twin.mend(Fault.COVER)
        assert [text_lines(paper) for paper in twin.jobs] == [["A012"]]


@on_a_loop
async def test_a_silent_printer_is_no_answer_and_never_plenty_of_paper() -> None:
    async with printer(Fault.MUTE, answer=0.02) as (driver, twin):
        with pytest.raises(NoAnswer) as refusal:
            await driver.probe()
        assert refusal.value.code == "no_answer"
        assert (await driver.print(A012)).outcome is Outcome.FAILED
        assert twin.jobs == []


@on_a_loop
async def test_a_printer_at_another_baud_rate_is_garbage_and_is_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with printer(Fault.GARBAGE, answer=0.1) as (driver, twin):
        await twin.tell(b"?")
        for _ in range(2):
            with pytest.raises(NoAnswer) as refusal:
                await driver.probe()
            assert refusal.value.code == "garbage"
        assert len(caplog.records) == 1


@on_a_loop
async def test_a_printer_that_hangs_up_is_lost_and_can_be_opened_again() -> None:
    async with printer(Fault.DROP_AFTER_N) as (driver, twin):
        result = await driver.print((Text("x" * 48), *[Text("y" * 48)] * 4, Cut()))
        assert (result.outcome, result.code) == (Outcome.UNCONFIRMED, "hung_up")
        with pytest.raises(TransportLost):
            await driver.probe()
        twin.faults.clear()
        await driver.close()
        await driver.open()
        assert (await driver.probe()).reasons == set()


@on_a_loop
async def test_a_change_stirs_the_driver_once_and_a_flood_of_the_same_does_not() -> None:
    async with printer() as (driver, twin):
        await driver.probe()
        await until(lambda: twin._tells)
        driver.stirred.clear()
        await twin.strike(Fault.COVER)
        await until(driver.stirred.is_set)
        assert (await driver.probe()).reasons == {Reason.COVER_OPEN}
        driver.stirred.clear()
        twin.faults.add(Fault.STATUS_FLOOD)
        for _ in range(20):
            await twin.tell(twin.state())
        assert (await driver.probe()).reasons == {Reason.COVER_OPEN}
        assert not driver.stirred.is_set()


@on_a_loop
async def test_two_tickets_at_once_come_out_one_after_the_other() -> None:
    async with printer() as (driver, twin):
        results = await asyncio.gather(*(driver.print((Text(f"A{n:03}"), Cut())) for n in range(5)))
        assert {result.outcome for result in results} == {Outcome.PRINTED}
        assert [text_lines(job) for job in twin.jobs] == [[f"A{n:03}"] for n in range(5)]


@on_a_loop
async def test_while_a_job_is_on_its_way_a_printer_is_not_asked_and_what_it_tells_counts() -> None:
    async with printer() as (driver, twin):
        await driver.probe()
        await until(lambda: twin._tells)
        heard = twin.heard
        async with driver._printing:
            assert (await driver.probe()).reasons == set()
            await twin.strike(Fault.COVER)
            await until(driver.stirred.is_set)
            assert (await driver.probe()).reasons == {Reason.COVER_OPEN}
        assert twin.heard == heard


@on_a_loop
async def test_a_printer_that_does_not_confirm_leaves_a_job_unconfirmed() -> None:
    async with printer(profile=replace(PLAIN, confirm=False)) as (driver, _):
        assert (await driver.print(A012)).outcome is Outcome.UNCONFIRMED


@on_a_loop
async def test_what_can_not_be_printed_is_refused_before_the_printer_hears_of_it() -> None:
    async with printer() as (driver, twin):
        await driver.probe()
        heard = twin.heard
        with pytest.raises(UnprintableText):
            await driver.print((Text("\x1b"),))
        assert twin.heard == heard


@on_a_loop
async def test_dots_that_look_like_a_question_may_be_answered() -> None:
    async with printer() as (driver, _):
        driver.take(b"\x12\x7e\x12")  # answers that nobody asked for
        assert (await driver.probe()).reasons == set()
        driver.take(b"\x12")
        assert (await driver.print((Qr("x" * 100), Cut()))).outcome is Outcome.PRINTED


@given(st.lists(st.binary(max_size=12), max_size=20))
def test_a_driver_and_a_simulator_survive_whatever_they_hear(pieces: list[bytes]) -> None:
    async def scene() -> None:
        driver = PrinterDriver(MemoryTransport("sim:printer", None), PLAIN)
        twin = PrinterTwin()
        for piece in pieces:
            driver.take(piece)
            b"".join(twin.hears(piece))

    asyncio.run(scene())


@on_a_loop
async def test_the_simulator_takes_a_job_in_pieces_of_any_size() -> None:
    twin = PrinterTwin()
    near, far = memory_line()
    serving = asyncio.create_task(twin.serve(far))
    job = b"\x1b@\x1c&\xc4\xe3\n\x1dv0\x00\x01\x00\x02\x00\x10\x04\x1dr1"
    for byte in job:
        await near.write(bytes([byte]))
    assert await near.read() == b"\x00"
    assert twin.jobs == [job]
    await near.close()
    await serving
