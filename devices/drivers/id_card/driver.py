"""A reader of identity cards: asked a few times a second whether a card lies on it, it then reads the number.

Of the number only a keyed hash and a masked tail leave this file.
"""

import asyncio
import logging

from devices.drivers.driver import Driver
from devices.drivers.events import CardRead, Hear, Numbering
from devices.drivers.id_card import frames
from devices.drivers.id_card.frames import Answer, AnswerReader
from devices.errors import DeviceError
from devices.health import Health
from devices.identity import is_person_number, person_of
from devices.transport.transport import Transport

log = logging.getLogger(__name__)

ANSWER = 1.5  # seconds: a card takes most of one to be read
LOOK = 0.3  # seconds between two looks for a card


class IdCardDriver(Driver):
    """`key` is the hall's for hashes."""

    personal = True

    def __init__(
        self, transport: Transport, hear: Hear, numbering: Numbering, key: bytes, answer: float = ANSWER
    ) -> None:
        super().__init__(transport)
        self._hear, self._numbering, self._key, self._patience = hear, numbering, key, answer
        self._reader = AnswerReader()
        self._asked: asyncio.Future[Answer] | None = None
        self._asking = asyncio.Lock()
        self._looking: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._reader = AnswerReader()
        await super().open()
        self._looking = asyncio.create_task(self._look())

    async def close(self) -> None:
        looking, self._looking = self._looking, None
        if looking is not None:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)
        await super().close()

    async def probe(self) -> Health:
        """Any answer to the question for a card is a sign of life, also that there is none."""
        self._check()
        async with self._asking:
            await self._ask(frames.FIND)
        self.sense()
        return Health()

    async def read_card(self) -> bool:
        """Whether a card lay there and was read. A card is found once: it has to be lifted to be found again."""
        async with self._asking:
            if (await self._ask(frames.FIND)).status != frames.FOUND:
                return False
            if (await self._ask(frames.SELECT)).status != frames.SELECTED:
                return False
            answer = await self._ask(frames.READ)
        number = frames.number_in(answer.data) if answer.status == frames.GOOD else None
        if number is None or not is_person_number(number):
            return False
        self._hear(CardRead(self._numbering.next(), person_of(number, self._key)))
        return True

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            try:
                await self.read_card()
            except DeviceError:
                await asyncio.sleep(LOOK)  # the next probe says what is wrong
            except Exception:
                log.exception("what the card reader at %s read could not be taken", self.port)

    async def _ask(self, command: tuple[int, int]) -> Answer:
        self._asked = asyncio.get_running_loop().create_future()
        await self.send(frames.request(command))
        try:
            return await self.answer(self._asked, self._patience)
        finally:
            self._asked = None  # it may hold a number

    def take(self, data: bytes) -> None:
        before = self._reader.noise
        for answer in self._reader.feed(data):
            if self._asked is not None and not self._asked.done():
                self._asked.set_result(answer)
        if self._reader.noise > before:
            self.garbage(data)
