"""A ticket printer: prints jobs one by one, says whether each really came out, and how the printer is.

A job is never repeated by itself. No answer is no answer: never plenty of paper.
"""

import asyncio
from dataclasses import dataclass
from enum import StrEnum

from devices.codec.escpos import encode
from devices.drivers.driver import Driver
from devices.drivers.printer import frames
from devices.drivers.printer.frames import Answer, Kind, StatusReader
from devices.errors import DeviceError
from devices.health import Health, Reason
from devices.printing.document import Document
from devices.printing.profile import Dialect, PrinterProfile
from devices.transport.transport import Transport

ANSWER = 0.8  # seconds that a printer may take to answer in real time
CAME_OUT = 10.0  # seconds that a ticket may take to come out
_CAUSES = {Reason.COVER_OPEN, Reason.PAPER_OUT, Reason.CUTTER, Reason.MECHANISM, Reason.OVERHEATED}


class Outcome(StrEnum):
    """What became of a print job."""

    PRINTED = "printed"  # the printer said so, behind its last byte
    UNCONFIRMED = "unconfirmed"  # sent, and not known to have come out: a person has to look
    FAILED = "failed"  # not one byte was sent


@dataclass(frozen=True, slots=True)
class PrintResult:
    """The outcome and why it is no better."""

    outcome: Outcome
    reasons: frozenset[Reason] = frozenset()
    code: str = ""  # of the error behind it, if there was one


class PrinterDriver(Driver):
    """`came_out` in seconds bounds a job, and `answer` a question."""

    def __init__(
        self, transport: Transport, profile: PrinterProfile, answer: float = ANSWER, came_out: float = CAME_OUT
    ) -> None:
        super().__init__(transport)
        self.profile = profile
        self._answer, self._came_out = answer, came_out
        self._asking, self._printing = asyncio.Lock(), asyncio.Lock()
        self._status = StatusReader()
        self._asked: asyncio.Future[int] | None = None
        self._confirmed: asyncio.Future[frozenset[Reason]] | None = None
        self._told: frozenset[Reason] = frozenset()  # by the printer itself, last

    async def open(self) -> None:
        self._status, self._told = StatusReader(), frozenset()
        await super().open()
        if self.profile.dialect is Dialect.FULL:
            await self.send(frames.AUTOMATIC_ON)

    async def probe(self) -> Health:
        """Ask how it is; while a job is on its way, what it told last: an answer would wait behind the job."""
        self._check()
        return Health(self._told) if self._printing.locked() else await self._ask_all()

    async def _ask_all(self) -> Health:
        async with self._asking:
            found = [await self._ask(n) for n in frames.QUESTIONS[self.profile.dialect]]
        self.sense()
        self._told = _causes(frozenset().union(*found))
        return Health(self._told)

    async def print(self, document: Document) -> PrintResult:
        """Print a document; raises PrintRefused where the printer can not print it as it stands."""
        job = await asyncio.to_thread(encode, document, self.profile)  # drawing takes some time
        async with self._printing:
            try:
                health = await self._ask_all()
            except DeviceError as error:
                return PrintResult(Outcome.FAILED, frozenset(), error.code)
            if health.stops:
                return PrintResult(Outcome.FAILED, health.reasons)
            return await self._print(job)

    async def _print(self, job: bytes) -> PrintResult:
        self._confirmed = asyncio.get_running_loop().create_future()
        try:
            await self.send(job)
            if not self.profile.confirm:
                return PrintResult(Outcome.UNCONFIRMED)
            return PrintResult(Outcome.PRINTED, await self.answer(self._confirmed, self._came_out))
        except DeviceError as error:
            return PrintResult(Outcome.UNCONFIRMED, self._told, error.code)
        finally:
            self._confirmed = None

    async def _ask(self, n: int) -> frozenset[Reason]:
        self._asked = asyncio.get_running_loop().create_future()
        await self.send(frames.question(n))
        byte = await self.answer(self._asked, self._answer)
        return frames.real_time(n, byte, self.profile.dialect) or frozenset()

    def take(self, data: bytes) -> None:
        for answer in self._status.feed(data):
            match answer.kind:
                case Kind.REAL_TIME:
                    if self._asked is not None and not self._asked.done():
                        self._asked.set_result(answer.raw[0])  # else nobody asked: dots can look like a question
                case Kind.AUTOMATIC:
                    self._stir(frames.automatic(answer.raw))
                case Kind.IN_ORDER:
                    self._confirm(answer)
                case Kind.GARBAGE:
                    self.garbage(answer.raw)

    def _confirm(self, answer: Answer) -> None:
        if self._confirmed is None or self._confirmed.done():
            self.garbage(answer.raw)  # to no job: it is late, or something else
            return
        self._confirmed.set_result(frames.in_order(answer.raw[0]))

    def _stir(self, reasons: frozenset[Reason]) -> None:
        """The printer told something new; it is then asked for the whole picture."""
        if (causes := _causes(reasons)) != self._told:
            self._told = causes
            self.stirred.set()


def _causes(reasons: frozenset[Reason]) -> frozenset[Reason]:
    """Only the causes, where they are known; and paper that is out is no longer near its end."""
    if reasons & _CAUSES:
        reasons -= {Reason.STOPPED, Reason.ERROR}
    return reasons - {Reason.PAPER_NEAR} if Reason.PAPER_OUT in reasons else reasons
