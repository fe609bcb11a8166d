"""Wrong secrets: each makes the next try at the same account and device wait longer, from the fifth on for minutes.

A try counts as wrong from its beginning until it has proved right, so that many at once are no way around.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from hallops.domain.refusal import Moment, Refusal
from hallops.domain.rules import HOUR, MINUTE
from hallops.ports.accounts import TryStore, WrongTry

SECOND = 1000  # ms
FREE = 5  # wrong tries in a row until the account is locked at that device
LONGEST = 15 * MINUTE
FORGOTTEN = 24 * HOUR  # after that a count begins anew
KEPT = 90 * FORGOTTEN  # what the manager can still look up
SHOWN = 50
REMEMBERED = 10_000  # accounts and devices
UNKNOWN = "?"  # stands for a name that is no account's: people type secrets into the wrong field


@dataclass(frozen=True, slots=True)
class _Count:
    tries: int
    at: int
    until: int


def pause(tries: int) -> int:
    """Ms until the next try is heard: 1 to 4 seconds, then 1, 2, 4, 8 and at last 15 minutes."""
    if tries < FREE:
        return tries * SECOND
    return int(min(MINUTE * 2 ** min(tries - FREE, FREE), LONGEST))


class Tries:
    """Counts in memory, wrong tries in the store."""

    def __init__(self, store: TryStore, now: int) -> None:
        self._store = store
        store.forget(now - KEPT)
        self._counts: OrderedDict[tuple[str, str], _Count] = OrderedDict()
        self._count(store.load())

    def begin(self, account: str, device: str, now: int) -> WrongTry:
        """Let a try begin; it is wrong unless `right` is said.

        Raises:
            Refusal: it is too soon; the secret is not even looked at.
        """
        last = self._counts.get((account, device), _Count(0, now, 0))
        if now < last.until:
            raise self._too_soon(last, now)
        tries = 1 if now - last.at > FORGOTTEN else last.tries + 1
        wrong = WrongTry(now, account, device, tries, now + pause(tries))
        self._count([wrong])
        return wrong

    def _too_soon(self, last: _Count, now: int) -> Refusal:
        seconds = -(-(last.until - now) // SECOND)
        if last.tries < FREE:
            return Refusal("secret_wait", seconds=seconds)
        return Refusal("secret_locked", until=Moment(last.until), seconds=seconds)

    def right(self, account: str, device: str) -> None:
        """The try that began was right."""
        if self._counts.pop((account, device), _Count(1, 0, 0)).tries > 1:  # earlier ones were written down
            self._store.settle(account, device)

    def wrong(self, try_: WrongTry, *, known: bool) -> None:
        """Write a try down that was wrong."""
        account = try_.account if known else UNKNOWN
        self._store.add(WrongTry(try_.at, account, try_.device, try_.tries, try_.until))

    def unlock(self, account: str) -> None:
        """At all devices."""
        self._store.settle(account, None)
        for key in [key for key in list(self._counts) if key[0] == account]:
            self._counts.pop(key, None)

    def locked_until(self, account: str, now: int) -> int | None:
        """When the last of an account's locks ends; None while it has none."""
        locks = [c.until for (of, _), c in list(self._counts.items()) if of == account and c.tries >= FREE]
        last = max(locks, default=0)
        return last if last > now else None

    def recent(self) -> list[WrongTry]:
        """For the manager, newest first."""
        return self._store.recent(SHOWN)

    def _count(self, wrong: Iterable[WrongTry]) -> None:
        for each in wrong:
            key = (each.account, each.device)
            self._counts.pop(key, None)
            self._counts[key] = _Count(each.tries, each.at, each.until)
            if len(self._counts) > REMEMBERED:
                self._counts.popitem(last=False)
