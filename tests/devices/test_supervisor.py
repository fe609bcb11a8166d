"""Supervised printers over real sockets and pseudo-terminals: each fault becomes the right state, and none spreads."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from devices.drivers.driver import Driver
from devices.drivers.printer.driver import Outcome, PrinterDriver
from devices.drivers.printer.simulator import PrinterTwin
from devices.health import Health, Reason
from devices.printing.document import Cut, Text
from devices.printing.profile import PROFILES
from devices.sim.faults import Fault
from devices.sim.hosting import SerialHost, TcpHost
from devices.supervisor.standing import State
from devices.supervisor.supervisor import Pace, Supervisor
from devices.transport.memory import MemoryTransport
from devices.transport.serial import SerialTransport
from devices.transport.tcp import TcpTransport
from tests.devices.loop import on_a_loop, until

PACE = Pace(beat=0.05, quick=0.01, step=60.0)
A012 = (Text("A012"), Cut())
PROFILE = PROFILES["gb18030-80"]


@asynccontextmanager
async def running(*supervisors: Supervisor[PrinterDriver]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(supervisor.run()) for supervisor in supervisors]
    for supervisor in supervisors:
        supervisor.enable()
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def tcp_printer(answer: float = 60.0) -> AsyncIterator[tuple[Supervisor[PrinterDriver], PrinterTwin, TcpHost]]:
    twin = PrinterTwin()
    host = TcpHost(twin)
    await host.start()
    driver = PrinterDriver(TcpTransport(host.host, host.port), PROFILE, answer)
    supervisor = Supervisor("printer", driver, pace=PACE, rng=random.Random(1))
    try:
        async with running(supervisor):
            yield supervisor, twin, host
    finally:
        await host.stop()


def shows(supervisor: Supervisor[PrinterDriver], state: State, *reasons: Reason) -> bool:
    return supervisor.standing.state is state and supervisor.standing.reasons == set(reasons)


@pytest.mark.parametrize(
    ("fault", "state", "reason"),
    [
        (Fault.PAPER_NEAR, State.DEGRADED, Reason.PAPER_NEAR),
        (Fault.PAPER_OUT, State.FAULTED, Reason.PAPER_OUT),
        (Fault.COVER, State.FAULTED, Reason.COVER_OPEN),
        (Fault.CUTTER, State.FAULTED, Reason.CUTTER),
        (Fault.MUTE, State.OFFLINE, Reason.NO_ANSWER),
        (Fault.GARBAGE, State.OFFLINE, Reason.GARBAGE),
        (Fault.HALF_CLOSE, State.OFFLINE, Reason.HUNG_UP),
        (Fault.DROP_AFTER_N, State.OFFLINE, Reason.HUNG_UP),
    ],
)
@on_a_loop
async def test_each_fault_becomes_its_state_and_passes_when_it_is_mended(
    fault: Fault, state: State, reason: Reason
) -> None:
    async with tcp_printer(answer=0.3) as (supervisor, twin, _):
        await until(lambda: shows(supervisor, State.ONLINE))
        await twin.strike(fault)
        await until(lambda: shows(supervisor, state, reason))
        await twin.mend(fault)
        supervisor.kick()
        await until(lambda: shows(supervisor, State.ONLINE))
        assert (await supervisor.driver.print(A012)).outcome is Outcome.PRINTED


@on_a_loop
async def test_a_slow_printer_and_one_that_talks_all_the_time_stay_on_line() -> None:
    async with tcp_printer() as (supervisor, twin, _):
        await until(lambda: shows(supervisor, State.ONLINE))
        twin.faults |= {Fault.STATUS_FLOOD}
        assert (await supervisor.driver.print(A012)).outcome is Outcome.PRINTED
        assert shows(supervisor, State.ONLINE)
        twin.faults = {Fault.SLOW}
        assert (await supervisor.driver.print(A012)).outcome is Outcome.PRINTED
        assert shows(supervisor, State.ONLINE)


@on_a_loop
async def test_a_printer_that_was_away_comes_back_by_itself() -> None:
    async with tcp_printer() as (supervisor, _, host):
        await until(lambda: shows(supervisor, State.ONLINE))
        await host.stop()
        await until(lambda: supervisor.standing.state is State.OFFLINE)
        assert supervisor.standing.reasons <= {Reason.HUNG_UP, Reason.REFUSED, Reason.BROKEN}
        await host.start()
        await until(lambda: shows(supervisor, State.ONLINE))


@on_a_loop
async def test_an_adapter_pulled_and_put_back_is_seen_both_times(tmp_path: Path) -> None:
    twin = PrinterTwin()
    host = SerialHost(twin, tmp_path / "ttyUSB0")
    supervisor = Supervisor(
        "printer", PrinterDriver(SerialTransport(str(host.path)), PROFILE, 60.0), pace=PACE, rng=random.Random(1)
    )
    async with running(supervisor):
        await until(lambda: shows(supervisor, State.OFFLINE, Reason.PORT_MISSING))
        await host.start()
        await until(lambda: shows(supervisor, State.ONLINE))
        await host.stop()
        await until(lambda: supervisor.standing.state is State.OFFLINE)
        await host.start()
        await until(lambda: shows(supervisor, State.ONLINE))
        assert (await supervisor.driver.print(A012)).outcome is Outcome.PRINTED
    await host.stop()


@on_a_loop
async def test_printers_that_hang_hold_up_no_other() -> None:
    def supervisor(name: str, twin: PrinterTwin) -> Supervisor[PrinterDriver]:
        driver = PrinterDriver(MemoryTransport(name, twin.serve), PROFILE, 60.0)
        return Supervisor(name, driver, pace=PACE)

    twins = [PrinterTwin() for _ in range(10)]
    for twin in twins[1:]:
        twin.faults.add(Fault.MUTE)
    all_ = [supervisor(f"printer-{n}", twin) for n, twin in enumerate(twins)]
    async with running(*all_):
        await until(lambda: shows(all_[0], State.ONLINE))
        results = await asyncio.gather(*(all_[0].driver.print(A012) for _ in range(20)))
        assert {result.outcome for result in results} == {Outcome.PRINTED}
        assert {other.standing.state for other in all_[1:]} == {State.CONNECTING}


class FlawedProbe(Driver):
    """A driver with a fault of its own."""

    def take(self, data: bytes) -> None:
        self.garbage(data)

    async def probe(self) -> Health:
        raise ZeroDivisionError


class FlawedTake(Driver):
    """Another one: it breaks at the first byte."""

    async def open(self) -> None:
        await super().open()
        await self.send(b"\x10\x04\x01")

    def take(self, data: bytes) -> None:
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("flawed", "words"), [(FlawedProbe, "the driver of flawed failed"), (FlawedTake, "sim:x said could not be taken")]
)
@on_a_loop
async def test_a_fault_of_a_driver_stays_in_its_supervisor(
    flawed: type[FlawedProbe | FlawedTake], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[State] = []
    twin = PrinterTwin()
    supervisor = Supervisor(
        "flawed", flawed(MemoryTransport("sim:x", twin.serve)), lambda _, standing: heard.append(standing.state)
    )
    task = asyncio.create_task(supervisor.run())
    supervisor.enable()
    await until(lambda: State.OFFLINE in heard)
    assert supervisor.standing.reasons == {Reason.BROKEN}
    assert words in caplog.text
    assert not task.done()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@on_a_loop
async def test_a_disabled_printer_is_left_alone_until_it_is_enabled() -> None:
    async with tcp_printer() as (supervisor, twin, _):
        await until(lambda: shows(supervisor, State.ONLINE))
        supervisor.disable()
        await until(lambda: not twin.lines)
        assert shows(supervisor, State.DISABLED)
        supervisor.enable()
        await until(lambda: shows(supervisor, State.ONLINE))


@on_a_loop
async def test_an_absent_printer_that_is_seen_again_is_tried_at_once() -> None:
    now = 0.0
    twin = PrinterTwin()
    transport = MemoryTransport("sim:printer", None)
    supervisor = Supervisor("printer", PrinterDriver(transport, PROFILE), pace=PACE, clock=lambda: now)
    async with running(supervisor):
        await until(lambda: shows(supervisor, State.OFFLINE, Reason.PORT_MISSING))
        transport.serve = twin.serve
        supervisor.kick()  # its clock stands still: nothing else would wake it
        await until(lambda: shows(supervisor, State.ONLINE))
