"""A device behind an address and a TCP port, IPv6 with its scope included."""

import asyncio
import errno
import socket
from contextlib import suppress

from devices.errors import TransportLost

CHUNK = 4096
UNACKNOWLEDGED = 3000  # ms that sent bytes may stay so; Linux would try for a quarter of an hour
_CODES = {
    errno.ECONNREFUSED: "refused",
    errno.EHOSTUNREACH: "unreachable",
    errno.ENETUNREACH: "unreachable",
    errno.ETIMEDOUT: "unreachable",
    errno.EHOSTDOWN: "unreachable",
}


class TcpTransport:
    """One connection at a time; `patience` in seconds bounds connecting and writing."""

    def __init__(self, host: str, port: int, patience: float = 3.0) -> None:
        self._host, self._number, self._patience = host, port, patience
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    @property
    def port(self) -> str:
        return f"[{self._host}]:{self._number}" if ":" in self._host else f"{self._host}:{self._number}"

    async def open(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                self._reader, self._writer = await asyncio.open_connection(self._host, self._number)
        except TimeoutError as error:
            raise TransportLost("unreachable", port=self.port) from error
        except socket.gaierror as error:
            raise TransportLost("name_unknown", port=self.port) from error
        except OSError as error:
            raise self._lost(error) from error
        line: socket.socket = self._writer.get_extra_info("socket")
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNACKNOWLEDGED)

    async def read(self) -> bytes:
        if self._reader is None:
            raise TransportLost("not_open", port=self.port)
        try:
            data = await self._reader.read(CHUNK)
        except OSError as error:
            raise self._lost(error) from error
        if not data:
            raise TransportLost("hung_up", port=self.port)
        return data

    async def write(self, data: bytes) -> None:
        if self._writer is None:
            raise TransportLost("not_open", port=self.port)
        try:
            async with asyncio.timeout(self._patience):
                self._writer.write(data)
                await self._writer.drain()
        except TimeoutError as error:
            raise TransportLost("stuck", port=self.port) from error
        except OSError as error:
            raise self._lost(error) from error

    async def close(self) -> None:
        writer, self._reader, self._writer = self._writer, None, None
        if writer is None:
            return
        writer.transport.abort()  # what a device did not take by now it will not take: never wait for it
        with suppress(OSError):
            await writer.wait_closed()

    def _lost(self, error: OSError) -> TransportLost:
        # several addresses of a name failed in several ways: asyncio makes one OSError without a number of them
        return TransportLost(_CODES.get(error.errno or 0, "broken"), port=self.port, said=error.strerror or str(error))
