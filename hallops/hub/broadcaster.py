"""The bridge from the keeper's thread to the loop: what the keeper says once, every feed client gets.

The newest frames are kept, so that a client that was away for a moment gets just what it missed. Whoever missed more,
or comes from another epoch of the log (after a restore numbers mean other events), gets a snapshot.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec

from hallops.hub.frame import Frame
from hallops.hub.subscriber import End, Subscriber
from hallops.ports.journal import Accepted
from hallops.wire.events import event_body

log = logging.getLogger(__name__)

KEPT = 2048  # frames: some minutes of a busy hall
AT_ONCE = 40  # clients: about a millisecond of writing, then whoever asks for a ticket has a turn

Watcher = Callable[[Sequence[Accepted]], None]


class Broadcaster:
    """`hear` is the keeper's listener. `head` numbers the last event heard, right in the keeper's thread."""

    def __init__(self, epoch: str, head: int) -> None:
        self.epoch = epoch
        self.head = head
        self._told = head  # the same, in the loop's thread
        self._loop: asyncio.AbstractEventLoop | None = None
        self._called = False  # whether the loop will tell soon
        self._heard: deque[Accepted] = deque(maxlen=KEPT)
        self._kept: deque[Frame] = deque(maxlen=KEPT)
        self._subscribers: set[Subscriber] = set()
        self._left: list[Subscriber] = []  # to be told what is being told
        self._watchers: list[Watcher] = []

    # in the keeper's thread

    def hear(self, accepted: Accepted) -> None:
        self.head = accepted.last
        self._heard.append(accepted)
        loop = self._loop
        if loop is not None and not self._called:
            self._called = True
            with suppress(RuntimeError):  # the loop has just been closed: nobody listens
                loop.call_soon_threadsafe(loop.call_soon, self._tell)  # a step later: the answer goes first

    # in the loop's thread

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on events are told in this loop, those heard before included."""
        self._loop = loop
        loop.call_soon(self._tell)

    def close(self) -> None:
        """Let every client go; they come back to the next hub."""
        self._loop = None
        for subscriber in self._subscribers:
            subscriber.end(End.CLOSING)

    @property
    def told(self) -> int:
        return self._told

    def watch(self, watcher: Watcher) -> None:
        self._watchers.append(watcher)

    def subscribe(self) -> Subscriber:
        subscriber = Subscriber(self._told)
        self._subscribers.add(subscriber)
        return subscriber

    def leave(self, subscriber: Subscriber) -> None:
        self._subscribers.discard(subscriber)

    def missed(self, since: int | None, epoch: str | None) -> list[Frame] | None:
        """The frames after `since`; None when they are not all at hand, or when `since` is not of this log."""
        if since is None or epoch != self.epoch:
            return None
        found = [frame for frame in self._kept if frame.seq > since]
        begins = found[0].prev if found else self._told
        return found if begins == since else None

    def _tell(self) -> None:
        if self._left:
            return  # whoever is being told hears this afterwards
        self._called = False  # before the line is emptied: whatever comes from now on calls again
        heard = []
        with suppress(IndexError):
            while True:
                heard.append(self._heard.popleft())
        if heard:
            frames = [self._frame(accepted) for accepted in heard]
            self._keep(frames)
            self._left = list(self._subscribers)
            self._spread(heard, frames)

    def _spread(self, heard: Sequence[Accepted], frames: Sequence[Frame]) -> None:
        """To some clients at a time; who comes in meanwhile has these frames already."""
        for subscriber in self._left[:AT_ONCE]:
            subscriber.put(frames)
        del self._left[:AT_ONCE]
        if self._left:
            asyncio.get_running_loop().call_soon(self._spread, heard, frames)
            return
        for watcher in self._watchers:
            self._call(watcher, heard)
        if self._heard:
            self._tell()

    def _keep(self, frames: list[Frame]) -> None:
        for frame in frames:
            if frame.prev != self._told:  # so much was heard at once that some of it fell out
                self._kept.clear()
            self._kept.append(frame)
            self._told = frame.seq

    def _call(self, watcher: Watcher, heard: Sequence[Accepted]) -> None:
        try:
            watcher(heard)
        except Exception:
            log.exception("a watcher of events failed; the feed goes on")

    def _frame(self, accepted: Accepted) -> Frame:
        body = {
            "type": "events",
            "epoch": self.epoch,
            "seq": accepted.last,
            "prev": accepted.first - 1,
            "at": accepted.at,
            "day": accepted.day,
            "events": [event_body(event) for event in accepted.events],
        }
        return Frame(accepted.last, accepted.first - 1, msgspec.json.encode(body), f"{self.epoch}:{accepted.last}")
