"""Where a simulated device can be reached: at a TCP port, or as a serial port that is a pseudo-terminal."""

import asyncio
import os
import pty
import tty
from contextlib import suppress
from pathlib import Path

from devices.sim.twin import Twin

CHUNK = 4096
_ACCEPTING = 0.01  # seconds until a connection that is just coming in is known, and refused


class StreamLine:
    """The device's end of a TCP connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._ended = False

    async def read(self) -> bytes:
        try:
            return await self._reader.read(CHUNK)
        except ConnectionError:
            return b""

    async def write(self, data: bytes) -> None:
        if self._ended:
            raise ConnectionResetError("nothing more can be said here")
        self._writer.write(data)
        await self._writer.drain()

    async def end(self) -> None:
        if not self._ended and not self._writer.is_closing():
            self._ended = True
            self._writer.write_eof()

    async def close(self) -> None:
        self._writer.transport.abort()
        with suppress(OSError):
            await self._writer.wait_closed()


class TcpHost:
    """A device with a network plug; `port` is the one it got."""

    def __init__(self, twin: Twin, host: str = "127.0.0.1", port: int = 0) -> None:
        self.twin, self.host, self.port = twin, host, port
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connected, self.host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Gone at once, as when the power fails."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
            await asyncio.sleep(_ACCEPTING)
        for task in tuple(self._serving):
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def move(self, away: float) -> None:
        """Reboot: away for some seconds, then back at another port, as a device has after its lease ended."""
        await self.stop()
        await asyncio.sleep(away)
        self.port = 0
        await self.start()

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._server is None:
            writer.transport.abort()  # it came in while the power went
            return
        task = asyncio.create_task(self.twin.serve(StreamLine(reader, writer)))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)


class SerialHost:
    """A device with a serial plug: `path` leads to a pseudo-terminal while it is plugged in."""

    def __init__(self, twin: Twin, path: Path) -> None:
        self.twin, self.path = twin, path
        self._files: tuple[int, ...] = ()
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> None:
        device, port = pty.openpty()
        tty.setraw(port)  # this end stays open too: else whoever closes the port hangs up the device
        os.set_blocking(device, False)
        self._files = (device, port)
        fresh = self.path.with_name(self.path.name + ".new")
        fresh.symlink_to(os.ttyname(port))
        fresh.replace(self.path)
        self._serving = asyncio.create_task(self.twin.serve(_PtyLine(device)))

    async def stop(self) -> None:
        """Pulled out."""
        self.path.unlink(missing_ok=True)
        serving, self._serving = self._serving, None
        if serving is not None:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
        for file in self._files:
            os.close(file)
        self._files = ()


class _PtyLine:
    def __init__(self, file: int) -> None:
        self._file = file
        self._came: asyncio.Queue[bytes] = asyncio.Queue()
        asyncio.get_running_loop().add_reader(file, self._ready)

    def _ready(self) -> None:
        try:
            data = os.read(self._file, CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            asyncio.get_running_loop().remove_reader(self._file)
        self._came.put_nowait(data)

    async def read(self) -> bytes:
        return await self._came.get()

    async def write(self, data: bytes) -> None:
        with suppress(BlockingIOError):  # nobody reads: as on a real wire, what does not fit is gone
            os.write(self._file, data)

    async def end(self) -> None:
        """A serial wire has no such thing."""

    async def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self._file)
