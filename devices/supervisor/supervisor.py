"""Keeps one device connected and knows how it is. Whatever a device does, nothing comes up from here but its standing.

Each device has its own task and every step its own time limit, so that one that hangs holds up no other.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from devices.drivers.driver import Driver
from devices.errors import DeviceError, NoAnswer
from devices.health import Reason, reason_of
from devices.supervisor.backoff import wait
from devices.supervisor.standing import AT_REST, PRESENT, Standing, State

log = logging.getLogger(__name__)

D = TypeVar("D", bound=Driver)
Clock = Callable[[], float]
Heard = Callable[[str, Standing], None]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two questions, between those to a device whose state is not known, and of the longest step."""

    beat: float = 2.0
    quick: float = 0.25
    step: float = 5.0


class Supervisor(Generic[D]):
    """`heard` is told of every new standing, on the event loop."""

    def __init__(
        self,
        name: str,
        driver: D,
        heard: Heard = lambda _name, _standing: None,
        *,
        pace: Pace | None = None,
        clock: Clock = time.monotonic,
        rng: random.Random | None = None,
    ) -> None:
        self.name, self.driver = name, driver
        self.standing = Standing(since=clock())
        self._heard, self._pace, self._clock = heard, pace or Pace(), clock
        self._rng = rng or random.Random()  # noqa: S311 - jitter
        self._woken = driver.stirred  # one bell, whoever rings it

    @property
    def usable(self) -> bool:
        """Whether work can be given to it."""
        return self.standing.state in {State.ONLINE, State.DEGRADED}

    def enable(self) -> None:
        self._set(self.standing.enabled(self._clock()))

    def disable(self) -> None:
        self._set(self.standing.disabled(self._clock()))

    def kick(self) -> None:
        """It was discovered again, or somebody asks: try now."""
        self._set(self.standing.kicked(self._clock()))

    async def run(self) -> None:
        """Until cancelled."""
        try:
            while True:
                await self._until_due()
                await self._connection()
        finally:
            await self._close()

    async def _until_due(self) -> None:
        while self.standing.state in AT_REST or self.standing.state is State.OFFLINE:
            due = self.standing.due
            left = None if due is None else due - self._clock()
            if left is not None and left <= 0:
                self._set(self.standing.trying(self._clock()))
                return
            await self._sleep(left)

    async def _connection(self) -> None:
        """From opening until it is lost or switched off."""
        try:
            async with asyncio.timeout(self._pace.step):
                await self.driver.open()
            while self.standing.state not in AT_REST and self.standing.state is not State.OFFLINE:
                await self._beat()
                await self._rest()
        except TimeoutError:
            self._lose(Reason.UNREACHABLE)
        except DeviceError as error:
            self._lose(reason_of(error.code))
        except Exception:
            log.exception("the driver of %s failed", self.name)
            self._lose(Reason.BROKEN)
        finally:
            await self._close()

    async def _beat(self) -> None:
        self._woken.clear()
        try:
            async with asyncio.timeout(self._pace.step):
                health = await self.driver.probe()
        except NoAnswer as error:
            self._set(self.standing.missed(reason_of(error.code), self._clock(), self._wait()))
        except TimeoutError:
            self._set(self.standing.missed(Reason.NO_ANSWER, self._clock(), self._wait()))
        else:
            self._set(self.standing.answered(health.reasons, self._clock()))

    async def _rest(self) -> None:
        """Until the next question: at its time, or when the device stirs, but never without a pause."""
        known = self.standing.state in PRESENT and not self.standing.misses
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace.beat if known else self._pace.quick):
                await self._woken.wait()
                await asyncio.sleep(self._pace.quick)

    async def _sleep(self, seconds: float | None) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        self._woken.clear()

    async def _close(self) -> None:
        with suppress(DeviceError, TimeoutError, OSError):
            async with asyncio.timeout(self._pace.step):
                await self.driver.close()

    def _wait(self) -> float:
        return wait(self.standing.tries, self._rng)

    def _lose(self, reason: Reason) -> None:
        self._set(self.standing.lost(reason, self._clock(), self._wait()))

    def _set(self, standing: Standing) -> None:
        told = (standing.state, standing.reasons) != (self.standing.state, self.standing.reasons)
        urgent = standing.due != self.standing.due or standing.state in AT_REST or self.standing.state in AT_REST
        self.standing = standing
        if urgent:
            self._woken.set()
        if told:
            self._heard(self.name, standing)
