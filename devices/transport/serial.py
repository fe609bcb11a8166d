"""A device on a serial port, by pyserial: opened for us alone, read and written by the event loop without a thread.

pyserial opens and sets the port; its file is then watched by the loop, so a hung port holds up nothing else.
"""

import asyncio
import errno
import os
import termios
from contextlib import suppress
from dataclasses import dataclass

import serial

from devices.errors import TransportLost

CHUNK = 4096
_CODES = {
    errno.ENOENT: "port_missing",
    errno.ENODEV: "port_missing",
    errno.ENXIO: "port_missing",
    errno.EBUSY: "port_in_use",
    errno.EAGAIN: "port_in_use",  # another program holds the lock
    errno.EACCES: "port_denied",
    errno.EPERM: "port_denied",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How bits go over the wire: as 9600 8N1 is said."""

    baud: int = 9600
    bits: int = 8
    parity: str = "N"
    stops: int = 1


class SerialTransport:
    """One serial port; `patience` in seconds is how long a write may make no headway."""

    def __init__(self, path: str, settings: Settings | None = None, patience: float = 3.0) -> None:
        self._path, self._settings, self._patience = path, settings or Settings(), patience
        self._serial: serial.Serial | None = None
        self._came: asyncio.Queue[bytes | OSError] = asyncio.Queue()

    @property
    def port(self) -> str:
        return self._path

    async def open(self) -> None:
        self._serial = await asyncio.to_thread(self._opened)
        self._came = asyncio.Queue()
        asyncio.get_running_loop().add_reader(self._serial.fileno(), self._ready)

    def _opened(self) -> serial.Serial:
        wanted = self._settings
        try:
            return serial.Serial(
                self._path, wanted.baud, wanted.bits, wanted.parity, wanted.stops, exclusive=True, timeout=0
            )
        except serial.SerialException as error:
            code = _CODES.get(error.errno or 0, "port_settings")
            raise TransportLost(code, port=self._path, baud=wanted.baud, said=str(error)) from error
        except (ValueError, OSError, termios.error) as error:
            raise TransportLost("port_settings", port=self._path, baud=wanted.baud, said=str(error)) from error

    def _ready(self) -> None:
        """Bytes are there, or the port is gone: then nothing more is read."""
        line = self._line()
        try:
            data = os.read(line.fileno(), CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            data, gone = b"", error
        else:
            gone = OSError(errno.EIO, "end of file")
        if data:
            self._came.put_nowait(data)
        else:
            asyncio.get_running_loop().remove_reader(line.fileno())
            self._came.put_nowait(gone)

    async def read(self) -> bytes:
        self._line()
        came = await self._came.get()
        if isinstance(came, OSError):
            self._came.put_nowait(came)  # whoever reads again hears it again
            raise self._gone(came) from came
        return came

    async def write(self, data: bytes) -> None:
        try:
            while data:  # a slow line may take long for all of it, but not for none of it
                async with asyncio.timeout(self._patience):
                    data = data[await self._some(data) :]
        except TimeoutError as error:
            raise TransportLost("stuck", port=self._path) from error
        except OSError as error:
            raise self._gone(error) from error

    async def _some(self, data: bytes) -> int:
        """Write as much as the line takes now, at least one byte."""
        file = self._line().fileno()
        while True:
            with suppress(BlockingIOError):
                return os.write(file, data)
            await self._room(file)

    async def _room(self, file: int) -> None:
        loop, room = asyncio.get_running_loop(), asyncio.Event()
        loop.add_writer(file, room.set)
        try:
            await room.wait()
        finally:
            loop.remove_writer(file)

    async def close(self) -> None:
        line, self._serial = self._serial, None
        if line is None:
            return
        loop = asyncio.get_running_loop()
        loop.remove_reader(line.fileno())
        loop.remove_writer(line.fileno())
        with suppress(OSError, termios.error):  # of a port that is gone
            termios.tcflush(line.fileno(), termios.TCOFLUSH)  # else closing waits for a device that takes nothing
        line.close()

    def _line(self) -> serial.Serial:
        if self._serial is None:
            raise TransportLost("not_open", port=self._path)
        return self._serial

    def _gone(self, error: OSError) -> TransportLost:
        return TransportLost("port_gone", port=self._path, said=error.strerror or str(error))
