"""What the device verbs do: look around, try one device, run simulated ones. The words are the verb's."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from devices.address import read_address
from devices.discovery import Neighbourhood
from devices.drivers.board import BoardDriver, Call
from devices.drivers.driver import Driver
from devices.drivers.events import DeviceEvent
from devices.drivers.printer.driver import PrinterDriver, PrintResult
from devices.health import Health
from devices.printing.document import Align, Cut, Document, Feed, Qr, Rule, Text
from devices.proposals import Proposal
from devices.registry import DRIVERS, Belongings, driver_at
from devices.scan import Scan, scanning
from devices.sim.faults import Fault
from devices.sim.fleet import Fleet, Hosted, RunningFleet

SAMPLE = "政务服务大厅 𠮷䶮 ABC 0123456789"  # plain and rare characters
CODE = "HTTP://HALLOPS/TEST"
TRIAL_KEY = bytes(32)  # of a trial only: nothing that is hashed with it is kept


@dataclass(frozen=True, slots=True)
class Trial:
    """A device that was tried: how it is, and whether it can say so at all."""

    port: str
    health: Health
    tells: bool
    printed: PrintResult | None = None
    shown: bool = False


async def scan(seconds: float, interfaces: Sequence[str], heard: Callable[[Proposal], None]) -> tuple[Proposal, ...]:
    """What announces itself within so many seconds."""
    looking = Scan(DRIVERS, heard)
    async with scanning(looking, interfaces):
        await asyncio.sleep(seconds)
        return looking.proposals.all()


def prepare(address: str, heard: Callable[[DeviceEvent], None]) -> Driver:
    """The driver of an address, not opened; raises AddressWrong."""
    return driver_at(read_address(address), Belongings(heard, "trial", "0", TRIAL_KEY))


async def try_out(driver: Driver, slip: Document | None, call: Call | None, listen: float) -> Trial:
    """Ask how a device is, and have it do what it is for; raises DeviceError."""
    await driver.open()
    try:
        health = await driver.probe()
        printed = await driver.print(slip) if slip is not None and isinstance(driver, PrinterDriver) else None
        if call is not None and isinstance(driver, BoardDriver):
            await driver.show(call)
            health = await driver.probe()  # a sign that refused it says so now
        if listen:
            await asyncio.sleep(listen)
            health = await driver.probe()
        return Trial(driver.port, health, type(driver).probe is not Driver.probe, printed, call is not None)
    finally:
        await driver.close()


def test_slip(title: str, address: str, note: str) -> Document:
    """A slip that shows all that a ticket needs."""
    return (
        Text(title, size=2, align=Align.CENTRE, bold=True),
        Rule(),
        Text(address),
        Text(SAMPLE),
        Rule(),
        Qr(CODE),
        Text(note, align=Align.CENTRE),
        Feed(),
        Cut(),
    )


async def run_fleet(
    fleet: Fleet,
    address: str,
    up: Callable[[Sequence[Hosted]], None],
    heard: Callable[[Hosted, Fault, bool], None],
    seconds: float | None,
) -> None:
    """Simulated devices until cancelled, or for so many seconds; raises DeviceError where a port is taken."""
    running = RunningFleet(fleet, address, heard)
    try:
        await running.start()
        up(list(running.hosted.values()))
        async with Neighbourhood([address]) as around, asyncio.TaskGroup() as tasks:
            playing = tasks.create_task(running.play(around))
            await asyncio.sleep(float("inf") if seconds is None else seconds)
            playing.cancel()
    finally:
        await running.stop()
