"""An LED sign with the Alpha protocol: each call goes to the priority file, so that no memory of the sign wears out.

Seven bits: a sign shows no Chinese. Many stand on a wire that leads only one way; those are well while it is open.
"""

import asyncio

from devices.drivers.alpha import frames
from devices.drivers.alpha.frames import Said, SignReader
from devices.drivers.board import BoardDriver, Call
from devices.health import Health, Reason
from devices.transport.transport import Transport

COLUMNS = 16  # characters that a small sign shows without running
LAYOUT = "{number} -> {window}"
ANSWER = 0.8  # seconds


class AlphaDriver(BoardDriver):
    """`layout` says how a call reads; `answers` whether the sign's wire leads back."""

    def __init__(
        self,
        transport: Transport,
        *,
        address: str = "00",
        columns: int = COLUMNS,
        layout: str = LAYOUT,
        answers: bool = True,
        answer: float = ANSWER,
    ) -> None:
        super().__init__(transport)
        self._address, self._columns, self._layout = address.encode(), columns, layout
        self._answers, self._answer = answers, answer
        self._reader = SignReader()
        self._asked: asyncio.Future[Said] | None = None

    async def open(self) -> None:
        self._reader = SignReader()
        await super().open()

    def encode(self, call: Call) -> bytes:
        text = self._layout.format(number=call.number, window=call.window)
        return self._frame(frames.priority(text, self._columns))

    def blank(self) -> bytes:
        return self._frame(frames.priority("", self._columns))

    async def probe(self) -> Health:
        if not self._answers:
            return await super().probe()
        self._asked = asyncio.get_running_loop().create_future()
        await self.send(self._frame(frames.ask_status()))
        said = await self.answer(self._asked, self._answer)
        self.sense()
        found = frames.errors(said.body[-1]) if said.body else None
        rejected = said.sound is False or found is None or bool(found)
        return Health(frozenset({Reason.REJECTED}) if rejected else frozenset(), {"register": " ".join(found or ())})

    def take(self, data: bytes) -> None:
        before = self._reader.noise
        for said in self._reader.feed(data):
            if self._asked is not None and not self._asked.done():
                self._asked.set_result(said)
        if self._reader.noise > before:
            self.garbage(data)

    def _frame(self, body: bytes) -> bytes:
        return frames.frame(body, self._address)
