"""A fleet of simulated devices, as a file describes it: each at a port of its own, announced, and broken as planned."""

import asyncio
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from devices.address import Address
from devices.discovery import LOOPBACK, Nearby, Neighbourhood
from devices.errors import DeviceError
from devices.registry import DRIVERS, Kind, twin_of
from devices.sim.faults import AWAY, Fault, Planned
from devices.sim.hosting import SerialHost, TcpHost

SERVICES = {
    Kind.DISPENSER: "_hallops-disp._tcp.local.",
    Kind.BOARD: "_hallops-board._tcp.local.",
    Kind.PAD: "_hallops-pad._tcp.local.",
    Kind.READER: "_hallops-reader._tcp.local.",
}


@dataclass(frozen=True, slots=True)
class SimDevice:
    """One simulated device: at TCP `port` (0: any), or at the serial port `serial`."""

    id: str
    driver: str
    place: str = ""
    port: int = 0
    serial: str = ""
    profile: str = ""
    faults: tuple[Planned, ...] = ()


@dataclass(frozen=True, slots=True)
class Fleet:
    """All of a file."""

    devices: tuple[SimDevice, ...]
    seed: int = 1


@dataclass(slots=True)
class Hosted:
    """A device of the fleet while it runs."""

    device: SimDevice
    host: TcpHost | SerialHost
    boot: int = 1
    id: str = field(default="")  # as it announces itself; its own, unless it doubles another

    @property
    def uri(self) -> str:
        driver = self.device.driver
        options = f"?profile={self.device.profile}" if self.device.profile else ""
        if isinstance(self.host, SerialHost):
            return f"{driver}+serial:{self.host.path}{options}"
        return f"{driver}+tcp://{self.host.host}:{self.host.port}{options}"


Heard = Callable[[Hosted, Fault, bool], None]


class RunningFleet:
    """`heard` is told of each fault that begins (True) or is mended (False)."""

    def __init__(self, fleet: Fleet, address: str = LOOPBACK[0], heard: Heard = lambda *_: None) -> None:
        self._fleet, self._address, self._heard = fleet, address, heard
        self.hosted = {device.id: self._hosted(device) for device in fleet.devices}
        self._around: Neighbourhood | None = None

    def _hosted(self, device: SimDevice) -> Hosted:
        rng = random.Random(f"{self._fleet.seed}:{device.id}")  # noqa: S311 - noise of simulated devices
        options = {"profile": device.profile} if device.profile else {}
        twin = twin_of(Address(device.driver, "sim", device.id, options=options), rng)
        host = SerialHost(twin, Path(device.serial)) if device.serial else TcpHost(twin, self._address, device.port)
        return Hosted(device, host, id=device.id)

    async def start(self) -> None:
        """Raises DeviceError with the device whose port is taken."""
        for hosted in self.hosted.values():
            try:
                await hosted.host.start()
            except OSError as error:
                raise DeviceError("port_taken", id=hosted.device.id, said=error.strerror or str(error)) from error

    async def stop(self) -> None:
        for hosted in self.hosted.values():
            await hosted.host.stop()

    async def play(self, around: Neighbourhood) -> None:
        """Announce all that have a network plug, then break them as planned; ends with the last plan."""
        self._around = around
        by_service: dict[str, list[Nearby]] = {}
        for hosted in self._announced():
            by_service.setdefault(SERVICES[DRIVERS[hosted.device.driver].kind], []).append(_nearby(hosted))
        await asyncio.gather(*(around.announce(service, things) for service, things in by_service.items()))
        async with asyncio.TaskGroup() as tasks:
            for hosted in self.hosted.values():
                for planned in hosted.device.faults:
                    tasks.create_task(self._plan(hosted, planned))

    async def strike(self, id_: str, fault: Fault) -> None:
        """Break a device now."""
        hosted = self.hosted[id_]
        self._heard(hosted, fault, True)
        if fault is Fault.REBOOT_NEW_ADDRESS:
            await self._reboot(hosted)
        elif fault is Fault.DUPLICATE_ID:
            hosted.id = next(other for other in self.hosted if other != id_ or len(self.hosted) == 1)
            await self._renew(hosted)
        else:
            await hosted.host.twin.strike(fault)

    async def mend(self, id_: str, fault: Fault) -> None:
        hosted = self.hosted[id_]
        self._heard(hosted, fault, False)
        if fault is Fault.DUPLICATE_ID:
            hosted.id = id_
            await self._renew(hosted)
        else:
            await hosted.host.twin.mend(fault)

    async def _plan(self, hosted: Hosted, planned: Planned) -> None:
        await asyncio.sleep(planned.at)
        await self.strike(hosted.device.id, planned.fault)
        if planned.seconds is not None:
            await asyncio.sleep(planned.seconds)
            await self.mend(hosted.device.id, planned.fault)

    async def _reboot(self, hosted: Hosted) -> None:
        if isinstance(hosted.host, TcpHost):
            await hosted.host.move(AWAY)
        else:
            await hosted.host.stop()
            await asyncio.sleep(AWAY)
            await hosted.host.start()
        hosted.boot += 1
        await self._renew(hosted)

    async def _renew(self, hosted: Hosted) -> None:
        if self._around is not None and isinstance(hosted.host, TcpHost):
            await self._around.change(SERVICES[DRIVERS[hosted.device.driver].kind], _nearby(hosted))

    def _announced(self) -> Iterable[Hosted]:
        return (hosted for hosted in self.hosted.values() if isinstance(hosted.host, TcpHost))


def _nearby(hosted: Hosted) -> Nearby:
    device, host = hosted.device, hosted.host
    told = {
        "txtvers": "1",
        "id": hosted.id,
        "kind": DRIVERS[device.driver].kind.value,
        "drv": device.driver,
        "proto": "1",
        "model": "simulated",
        "loc": device.place,
        "boot": str(hosted.boot),
        "tls": "0",
    }
    port, address = (host.port, host.host) if isinstance(host, TcpHost) else (0, "")
    return Nearby(device.id, address, port, told)
