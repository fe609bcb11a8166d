"""The WebSocket of many screens: a message that all get is framed once and written to each without a detour.

What a server sends is not masked, so the same bytes serve every client. The server offers its handlers a `Writer` as
an extension of the connection; one that is not there, or busy, is no loss: the message goes the long way then.
"""

from collections.abc import Callable

from starlette.types import Scope
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

EXTENSION, WRITE = "hallops.writer", "write"
TEXT = b"\x81"  # a whole message of text
SHORT, MIDDLE = 126, 1 << 16  # lengths that need two and eight bytes more

Writer = Callable[[bytes], bool]


def framed(body: bytes) -> bytes:
    """A text message as it goes over the wire to any client."""
    length = len(body)
    if length < SHORT:
        return TEXT + bytes([length]) + body
    if length < MIDDLE:
        return TEXT + bytes([SHORT]) + length.to_bytes(2, "big") + body
    return TEXT + bytes([SHORT + 1]) + length.to_bytes(8, "big") + body


def writer_of(scope: Scope) -> Writer | None:
    """Writes a framed message at once; gives False where the client is not ready for one."""
    found: Writer | None = scope.get("extensions", {}).get(EXTENSION, {}).get(WRITE)
    return found


class ScreenSocket(WebSocketsSansIOProtocol):
    """Uvicorn's WebSocket with a writer."""

    async def run_asgi(self) -> None:
        self.scope["extensions"][EXTENSION] = {WRITE: self._write}
        await super().run_asgi()

    def _write(self, message: bytes) -> bool:
        is_open = self.handshake_complete and not self.close_sent and not self.disconnected
        if not is_open or not self.writable.is_set() or self.transport.is_closing():
            return False
        self.transport.write(message)
        return True
