"""How much and how often one caller may ask. Beyond it a request is refused at once, so that others are served."""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hallops.domain.refusal import Refusal
from hallops.ports.access import Identity, Role

BODY = 64 * 1024  # bytes of a request
FRAME = 16 * 1024  # bytes of a WebSocket message
STREAMS = 1000  # open at once, all callers together
STREAMS_LATER = 10  # seconds
CALLERS = 10_000  # that are remembered


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second in the long run, and `burst` at once."""

    per_second: float
    burst: int


ISSUES = Rate(1, 5)  # of one device: nobody takes tickets faster by hand
COMMANDS = Rate(10, 40)  # of anybody
SIGN_INS = Rate(1 / 6, 10)  # of one device, or of one address: a shift signs in at once
PAIRINGS = Rate(1 / 60, 60)  # of one address, behind which all screens of a hall may be


class Rates:
    """Buckets of tokens by caller. `seconds` is a clock that never jumps."""

    def __init__(self, seconds: Callable[[], float], issues: Rate = ISSUES, commands: Rate = COMMANDS) -> None:
        self._seconds = seconds
        self._issues = issues
        self._commands = commands
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def spend(self, who: Identity, command: str) -> None:
        """Take one token for a command.

        Raises:
            Refusal: there is none; it says when there will be.
        """
        self._take((who.id, "command"), self._commands)
        if command == "Issue" and who.role is Role.DEVICE:
            self._take((who.id, "issue"), self._issues)

    def spend_at(self, where: str, what: str, rate: Rate) -> None:
        """Take one token for something that is not a command, such as signing in at a device.

        Raises:
            Refusal: there is none; it says when there will be.
        """
        self._take((where, what), rate)

    def _take(self, key: tuple[str, str], rate: Rate) -> None:
        now = self._seconds()
        left, since = self._buckets.pop(key, (float(rate.burst), now))
        left = min(rate.burst, left + (now - since) * rate.per_second)
        enough = left >= 1
        self._buckets[key] = (left - enough, now)
        if len(self._buckets) > CALLERS:
            self._buckets.popitem(last=False)
        if not enough:
            raise Refusal("too_often", seconds=math.ceil((1 - left) / rate.per_second))


class BodyLimit:
    """ASGI middleware: a body that says it is too large, or turns out to be, is refused and not read on."""

    def __init__(self, app: ASGIApp, most: int = BODY) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        if length.isdecimal() and int(length) > self._most:
            raise Refusal("body_too_large", most=self._most)
        await self._app(scope, self._counting(receive), send)

    def _counting(self, receive: Receive) -> Receive:
        got = 0

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > self._most:
                raise Refusal("body_too_large", most=self._most)
            return message

        return counted
