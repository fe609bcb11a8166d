"""A simulated device in the same program, reached like a real one."""

import asyncio
from collections.abc import Awaitable, Callable

from devices.errors import TransportLost
from devices.sim.line import Line, MemoryLine, memory_line

Serve = Callable[[Line], Awaitable[None]]


class MemoryTransport:
    """`serve` is the device: it gets its end of the line each time somebody opens ours; None is a device away."""

    def __init__(self, port: str, serve: Serve | None) -> None:
        self._port = port
        self.serve = serve
        self._line: MemoryLine | None = None
        self._device: asyncio.Future[None] | None = None

    @property
    def port(self) -> str:
        return self._port

    async def open(self) -> None:
        if self.serve is None:
            raise TransportLost("port_missing", port=self._port, said="")
        self._line, far = memory_line()
        self._device = asyncio.ensure_future(self.serve(far))

    async def read(self) -> bytes:
        data = await self._open_line().read()
        if not data:
            raise TransportLost("hung_up", port=self._port)
        return data

    async def write(self, data: bytes) -> None:
        try:
            await self._open_line().write(data)
        except ConnectionResetError as error:
            raise TransportLost("hung_up", port=self._port) from error

    async def close(self) -> None:
        line, device, self._line, self._device = self._line, self._device, None, None
        if line is not None:
            await line.close()
        if device is not None:
            device.cancel()
            await asyncio.gather(device, return_exceptions=True)

    def _open_line(self) -> MemoryLine:
        if self._line is None:
            raise TransportLost("not_open", port=self._port)
        return self._line
