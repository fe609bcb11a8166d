"""What all drivers have: a line that is read without end, sent to by one at a time, and asked how the device is.

A driver never raises for what a device says: garbage is noted once, and what follows it is read again.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from typing import Any, TypeVar

from devices.errors import DeviceError, NoAnswer, TransportLost
from devices.health import Health, Reason
from devices.transport.transport import Transport

log = logging.getLogger(__name__)

T = TypeVar("T")
SHOWN = 16  # bytes of garbage in the log


class Driver(ABC):
    """One device. `stirred` is set when something changed that nobody asked for.

    What a `personal` device says may hold a person's number, and is never written to the log.
    """

    personal = False

    def __init__(self, transport: Transport) -> None:
        self.stirred = asyncio.Event()
        self._transport = transport
        self._sending = asyncio.Lock()
        self._reading: asyncio.Task[None] | None = None
        self._lost: DeviceError | None = None
        self._noise = 0  # pieces of garbage since the device last made sense

    @property
    def port(self) -> str:
        return self._transport.port

    async def open(self) -> None:
        self._lost, self._noise = None, 0
        await self._transport.open()
        self._reading = asyncio.create_task(self._read())

    async def close(self) -> None:
        reading, self._reading = self._reading, None
        if reading is not None:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
        await self._transport.close()

    async def probe(self) -> Health:
        """How the device is. One that can not be asked is well while its line is open, and what it says makes sense.

        Raises:
            NoAnswer: it was asked, and said nothing, or nothing that makes sense.
            TransportLost: the line is gone.
        """
        self._check()
        return Health(frozenset({Reason.GARBAGE}) if self._noise else frozenset())

    @abstractmethod
    def take(self, data: bytes) -> None:
        """Read what the device said, in pieces of any size."""

    async def send(self, data: bytes) -> None:
        """Raises TransportLost."""
        self._check()
        async with self._sending:
            await self._transport.write(data)

    async def answer(self, coming: asyncio.Future[T], seconds: float) -> T:
        """What the device says to a question, set by `take`; raises NoAnswer, or TransportLost at once."""
        reading = self._reading
        others: set[asyncio.Future[Any]] = {coming} if reading is None else {coming, reading}
        await asyncio.wait(others, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if coming.done():
            return coming.result()
        coming.cancel()
        self._check()
        raise NoAnswer("garbage" if self._noise else "no_answer", port=self.port)

    def garbage(self, data: bytes) -> None:
        """Note bytes that make no sense."""
        self._noise += 1
        if self._noise == 1:
            shown = f"{len(data)} bytes" if self.personal else data[:SHOWN].hex(" ")
            log.warning("%s says what makes no sense: %s", self.port, shown)

    def sense(self) -> None:
        """Note that the device makes sense."""
        self._noise = 0

    def _check(self) -> None:
        if self._lost is not None:
            raise self._lost
        if self._reading is None:
            raise TransportLost("not_open", port=self.port)

    async def _read(self) -> None:
        try:
            while True:
                self.take(await self._transport.read())
        except DeviceError as lost:
            self._lost = lost
        except Exception as error:
            log.exception("what %s said could not be taken", self.port)
            self._lost = TransportLost("broken", port=self.port, said=type(error).__name__)
        self.stirred.set()
