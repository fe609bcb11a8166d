"""Sessions: who is signed in where, and until when. Kept by the hash of a token, so that a restart signs nobody out.

A manager's ends when nothing is done for a quarter of an hour, a window's with the business day. At a window there is
one: whoever signs in there ends the one before, on whatever device it was.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from secrets import token_hex, token_urlsafe

from hallops.domain.rules import HOUR, MINUTE
from hallops.ports.access import Identity
from hallops.ports.accounts import Session, SessionStore
from hallops.services.access import TOKEN_BYTES, token_hash

IDLE = 15 * MINUTE
LONGEST_OFFICE = 12 * HOUR
LONGEST_SHIFT = 14 * HOUR
WRITTEN_EACH = MINUTE  # how exact `seen_at` is in the store


def shift_end(closing: int | None, now: int) -> int:
    """When a session at a window ends: with the business day, after fourteen hours at most."""
    latest = now + LONGEST_SHIFT
    return min(closing, latest) if closing is not None and closing > now else latest


class Sessions:
    """All sessions in memory, written through to the store."""

    def __init__(self, store: SessionStore, now: int) -> None:
        self._store = store
        self._by_hash = {each.token_hash: each for each in store.load()}
        self.end(lambda each: not is_alive(each, now))

    def find(self, token: str, now: int) -> Session | None:
        found = self._by_hash.get(token_hash(token))
        return found if found is not None and is_alive(found, now) else None

    def open(self, who: Identity, device: str | None, now: int, *, idle: int, expires_at: int) -> tuple[Session, str]:
        """A new session and its token, which nobody can read again."""
        token = token_urlsafe(TOKEN_BYTES)
        opened = Session(
            id=token_hex(8),
            token_hash=token_hash(token),
            role=who.role,
            holder=who.id,
            place=who.place,
            device=device,
            made_at=now,
            seen_at=now,
            idle=idle,
            expires_at=expires_at,
        )
        self._store.add(opened)
        self._by_hash = {**self._by_hash, opened.token_hash: opened}
        return opened, token

    def saw(self, session: Session, now: int) -> None:
        """Its owner did something."""
        known = self._by_hash.get(session.token_hash)
        if known is not None and now - known.seen_at >= WRITTEN_EACH:
            seen = replace(known, seen_at=now)
            self._store.saw(seen)
            self._by_hash = {**self._by_hash, seen.token_hash: seen}

    def end(self, of: Callable[[Session], bool]) -> None:
        """End those that a question picks."""
        ended = [each for each in self._by_hash.values() if of(each)]
        if ended:
            self._store.remove([each.id for each in ended])
            self._by_hash = _without(self._by_hash.values(), ended)

    def at(self, place: str) -> list[Session]:
        return [each for each in self._by_hash.values() if each.place == place]


def is_alive(session: Session, now: int) -> bool:
    return now < session.expires_at and (not session.idle or now - session.seen_at < session.idle)


def _without(sessions: Iterable[Session], ended: list[Session]) -> dict[str, Session]:
    return {each.token_hash: each for each in sessions if each not in ended}
