"""Live views: each view that somebody watches is looked at again when something happened, once for all who watch it.

It is told only when it changed. A view changes by the time of day too, so it is looked at again at least every second.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from hallops.domain.refusal import Refusal
from hallops.hub.frame import Frame
from hallops.hub.looks import Look, Looks, Params
from hallops.hub.subscriber import End, Subscriber
from hallops.ports.journal import Accepted

log = logging.getLogger(__name__)

AGAIN = 1.0  # seconds between two looks at the latest,
GAP = 0.25  # and at the soonest: a burst of events is one change to the eye
EVERYTHING = -1  # the floor of a subscriber that knows nothing

Key = tuple[str, tuple[tuple[str, object], ...]]


class Channel:
    """One view with its parameters, and those who watch it."""

    def __init__(self, looks: Looks, name: str, params: Params) -> None:
        self._looks = looks
        self._name = name
        self._params = params
        self._watching: set[Subscriber] = set()
        self._due = asyncio.Event()
        self.last: Look | None = None

    def poke(self) -> None:
        self._due.set()

    def add(self, subscriber: Subscriber) -> None:
        self._watching.add(subscriber)

    def remove(self, subscriber: Subscriber) -> bool:
        """Returns whether nobody is left."""
        self._watching.discard(subscriber)
        return not self._watching

    async def first(self) -> Frame:
        """What it shows now, for one who comes in."""
        if self.last is None:
            self.last = await self._looks.look(self._name, self._params)
        return self.last.frame(self._looks.epoch)

    async def run(self) -> None:
        """Look again and again, until nobody is left and the task is cancelled."""
        try:
            while True:
                await self._wait()
                await self._look_again()
                await asyncio.sleep(GAP)
        except Refusal:
            log.info("the view %s has ended", self._name)  # its parameters may hold a visitor's token
        except Exception:
            log.exception("the view %s failed", self._name)
        self.end(End.OVER)

    def end(self, reason: End) -> None:
        for subscriber in self._watching:
            subscriber.end(reason)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(AGAIN):
                await self._due.wait()
        except TimeoutError:
            return
        self._due.clear()

    async def _look_again(self) -> None:
        try:
            look = await self._looks.look(self._name, self._params)
        except TimeoutError:  # the keeper is held up: what is shown grows old, and its time says so
            return
        changed = self.last is None or look.view != self.last.view
        self.last = look
        if changed:
            frame = look.frame(self._looks.epoch)
            for subscriber in self._watching:
                subscriber.put((frame,))


@dataclass(frozen=True, slots=True)
class Watch:
    """One who watches: what the view shows at first, and the line of what it shows later."""

    key: Key
    channel: Channel
    subscriber: Subscriber
    first: Frame


class LiveViews:
    """All channels that somebody watches."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._channels: dict[Key, Channel] = {}
        self._tasks: dict[Key, asyncio.Task[None]] = {}

    def heard(self, _: Sequence[Accepted]) -> None:
        """Something happened: all views may have changed."""
        for channel in self._channels.values():
            channel.poke()

    async def join(self, name: str, params: Params) -> Watch:
        """Begin to watch; whoever does has to leave.

        Raises:
            Refusal: the view has nothing to show for these parameters.
        """
        key = (name, tuple(sorted(params.items())))
        channel = self._channels.get(key)
        if channel is None or self._tasks[key].done():
            channel = self._channels[key] = Channel(self._looks, name, params)
            self._tasks[key] = asyncio.create_task(channel.run())
        subscriber = Subscriber(EVERYTHING)
        channel.add(subscriber)
        try:
            return Watch(key, channel, subscriber, await channel.first())
        except BaseException:
            self._leave(key, channel, subscriber)
            raise

    def leave(self, watch: Watch) -> None:
        self._leave(watch.key, watch.channel, watch.subscriber)

    def _leave(self, key: Key, channel: Channel, subscriber: Subscriber) -> None:
        if channel.remove(subscriber) and self._channels.get(key) is channel:
            del self._channels[key]
            self._tasks.pop(key).cancel()

    def close(self) -> None:
        for channel in self._channels.values():
            channel.end(End.CLOSING)

    def __len__(self) -> int:
        return len(self._channels)
