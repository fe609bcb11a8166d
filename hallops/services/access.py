"""Who holds a pass: tokens of people and devices, given by the manager, revoked by the manager, never kept in clear.

A pass is shown once, when it is given; the hub keeps its hash. Without a token somebody is a visitor; with a token that
nobody gave, or that was taken back, nobody at all.
"""

from collections.abc import Iterable
from hashlib import sha256
from secrets import token_hex, token_urlsafe

from hallops.domain.refusal import Refusal
from hallops.ports.access import Identity, Pass, PassStore, Role

TOKEN_BYTES = 32
VISITOR = Identity(Role.VISITOR, "visitor")


class Access:
    """The gate: all passes in memory, written through to the store."""

    def __init__(self, store: PassStore) -> None:
        self._store = store
        self._by_hash = _indexed(store.load())

    def identify(self, token: str | None) -> Identity | None:
        if token is None:
            return VISITOR
        found = self.find(token)
        return None if found is None else found.identity

    def find(self, token: str) -> Pass | None:
        return self._by_hash.get(token_hash(token))

    def has(self, pass_id: str) -> bool:
        return any(each.id == pass_id for each in self._by_hash.values())

    def passes(self) -> list[Pass]:
        """Oldest first."""
        return sorted(self._by_hash.values(), key=lambda found: (found.made_at, found.id))

    def give(self, role: Role, holder: str, place: str | None, now: int) -> tuple[Pass, str]:
        """A new pass and its token, which nobody can read again."""
        token = token_urlsafe(TOKEN_BYTES)
        given = Pass(token_hex(4), role, holder, place, now, token_hash(token))
        self.admit(given)
        return given, token

    def admit(self, given: Pass) -> None:
        """Keep a pass whose token is with its holder already."""
        self._store.add(given)
        self._by_hash = _indexed([*self._by_hash.values(), given])

    def revoke(self, pass_id: str) -> None:
        """Take a pass back at once. It may be a manager's last one: a manager has a password besides."""
        if not self.has(pass_id):
            raise Refusal("unknown_pass", id=pass_id)
        self._store.remove(pass_id)
        self._by_hash = _indexed(each for each in self._by_hash.values() if each.id != pass_id)


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _indexed(passes: Iterable[Pass]) -> dict[str, Pass]:
    return {each.token_hash: each for each in passes}
