"""Fifty simulated devices under supervision: what they cost, how late a call is, how soon a fault shows.

Forty devices live in a process of their own, ten boards here, so that the arrival of each call's bytes is seen. The
seconds are those of this run; the shares and times only mean something on an idle machine.
"""

import asyncio
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from devices.address import read_address
from devices.drivers.alpha.driver import AlphaDriver
from devices.drivers.alpha.simulator import AlphaTwin
from devices.drivers.board import Call
from devices.drivers.driver import Driver
from devices.drivers.printer.driver import PrinterDriver
from devices.drivers.printer.simulator import PrinterTwin
from devices.printing.profile import PROFILES
from devices.registry import Belongings, driver_at
from devices.sim.faults import Fault
from devices.sim.hosting import TcpHost
from devices.supervisor.standing import State
from devices.supervisor.supervisor import Supervisor
from devices.transport.tcp import TcpTransport
from tests.bench.figure import Figure

SECONDS, RATE = 20.0, 5  # of calls, and calls a second
FLEET = """schema: hallops-fleet/1
devices:
  - {id: disp, driver: escpos, count: 10}
  - {id: board, driver: alpha, count: 15}
  - {id: pad, driver: pad, count: 10}
  - {id: scanner, driver: scanner, count: 5}
"""
BOARDS = 10
TURNS, TURN, DENSE = 24, 1.0, 50  # of calls beside a hung device and without: seconds of each, calls a second


class WatchedBoard(AlphaTwin):
    """Notes when each number was whole on the board."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: dict[str, float] = {}

    def hears(self, data: bytes) -> Iterator[bytes]:
        before = self.shown
        yield from super().hears(data)
        if self.shown != before:
            self.arrived[self.shown.split()[0]] = time.perf_counter()


@dataclass(slots=True)
class Hall:
    """Supervised devices, and the boards of this process."""

    supervisors: list[Supervisor[Driver]] = field(default_factory=list)
    boards: list[tuple[AlphaDriver, WatchedBoard]] = field(default_factory=list)
    hosts: list[TcpHost] = field(default_factory=list)
    calls: int = 0

    async def add(self, driver: Driver) -> Supervisor[Driver]:
        supervisor = Supervisor(driver.port, driver, rng=random.Random(1))
        supervisor.enable()
        self.supervisors.append(supervisor)
        return supervisor

    async def lateness(self, seconds: float, rate: int = RATE) -> list[float]:
        """Seconds from a call to its bytes on the board, of so many seconds' calls."""
        sent: dict[str, tuple[float, WatchedBoard]] = {}
        for _ in range(round(seconds * rate)):
            self.calls += 1
            number, (driver, twin) = f"A{self.calls:04}", self.boards[self.calls % BOARDS]
            sent[number] = (time.perf_counter(), twin)
            await driver.show(Call(number, 1))
            await asyncio.sleep(1 / rate)
        await asyncio.sleep(0.1)  # the last one's way
        return [twin.arrived[number] - at for number, (at, twin) in sent.items()]


def measure(folder: Path, _rounds: int) -> Iterator[Figure]:
    file = folder / "fleet.yaml"
    file.write_text(FLEET, "utf-8")
    command = [sys.executable, "-m", "hallops.app.cli", "devices", "simulate", str(file), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as fleet:
        assert fleet.stdout is not None
        lines = iter(fleet.stdout.readline, "}\n")
        addresses = [device["address"] for device in json.loads("".join(lines) + "}")["devices"]]
        try:
            yield from asyncio.run(_measure(addresses))
        finally:
            fleet.terminate()


@asynccontextmanager
async def _hall(addresses: list[str]) -> AsyncIterator[Hall]:
    hall = Hall()
    for address in addresses:
        await hall.add(driver_at(read_address(address), Belongings(lambda _: None, address, "0", bytes(32))))
    for _ in range(BOARDS):
        twin = WatchedBoard()
        host = TcpHost(twin)
        await host.start()
        driver = AlphaDriver(TcpTransport(host.host, host.port))
        hall.boards.append((driver, twin))
        hall.hosts.append(host)
        await hall.add(driver)
    tasks = [asyncio.create_task(supervisor.run()) for supervisor in hall.supervisors]
    try:
        async with asyncio.timeout(60):
            while any(one.standing.state is not State.ONLINE for one in hall.supervisors):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        yield hall
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for host in hall.hosts:
            await host.stop()


async def _measure(addresses: list[str]) -> list[Figure]:
    async with _hall(addresses) as hall:
        wall, cpu, memory = time.perf_counter(), time.process_time(), _memory()
        late = await hall.lateness(SECONDS)
        detail = f"{len(late)} calls, median {1000 * median(late):.1f} ms"
        share = (time.process_time() - cpu) / (time.perf_counter() - wall)
        found = [
            Figure(
                "devices: 50 with heartbeats, 5 calls/s",
                100 * share,
                "% core",
                25,
                detail="ten simulated boards included",
            ),
            Figure("devices: memory grown meanwhile", (_memory() - memory) / 1e6, "MB", 2),
            Figure("devices: call to board bytes, p99", 1000 * _p99(late), "ms", 50, detail=detail),
            await _hung(hall),
        ]
    return [*found, *await _faults()]


async def _hung(hall: Hall) -> Figure:
    """One device that takes its line and says nothing, in turns with none."""
    with_: list[float] = []
    without: list[float] = []
    released = asyncio.Event()

    async def hang(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        writer.close()

    async with await asyncio.start_server(hang, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        driver = PrinterDriver(TcpTransport("127.0.0.1", port), PROFILES["gb18030-80"])
        hung = Supervisor("hung", driver)
        task = asyncio.create_task(hung.run())
        for turn in range(TURNS):
            (hung.enable if turn % 2 else hung.disable)()
            found = await hall.lateness(TURN, DENSE)
            (with_ if turn % 2 else without).extend(found)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        released.set()
    detail = f"p99 {1000 * _p99(with_):.1f} ÷ {1000 * _p99(without):.1f} ms"
    return Figure("devices: calls beside a hung device ÷ without", _p99(with_) / _p99(without), "x", 1.2, detail=detail)


async def _faults() -> list[Figure]:
    """The slowest of a fault that is told, one that is only found by asking, and silence; and a device that returns."""
    twin = PrinterTwin(sparse=True)
    host = TcpHost(twin)
    await host.start()
    driver = PrinterDriver(TcpTransport(host.host, host.port), PROFILES["gb18030-58"])
    supervisor = Supervisor("printer", driver, rng=random.Random(1))
    task = asyncio.create_task(supervisor.run())
    supervisor.enable()
    await _until(supervisor, State.ONLINE)
    seen = []
    for fault, state in (
        (Fault.PAPER_OUT, State.FAULTED),
        (Fault.PAPER_NEAR, State.DEGRADED),
        (Fault.MUTE, State.DEGRADED),
    ):
        await twin.strike(fault)
        seen.append(await _until(supervisor, state))
        await twin.mend(fault)
        await _until(supervisor, State.ONLINE)
    await host.stop()
    await asyncio.sleep(15)
    await host.start()
    back = await _until(supervisor, State.ONLINE)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await host.stop()
    return [
        Figure("devices: fault to visible state", max(seen), "s", 3, detail="paper out, paper near, mute; the slowest"),
        Figure("devices: back in use after its return", back, "s", 5, detail="away for 15 s, not discovered again"),
    ]


async def _until(supervisor: Supervisor[PrinterDriver], state: State) -> float:
    begun = time.perf_counter()
    async with asyncio.timeout(60):
        while supervisor.standing.state is not state:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return time.perf_counter() - begun


def _memory() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]
