"""Pairing: a fresh screen asks to belong to the hall, shows a code, and waits until the manager has compared it.

The screen makes nothing up: it gets a code for people's eyes and a secret for itself. When the manager approves, the
secret becomes the device's token, so that nobody but the screen that asked ever holds one, and the hub never keeps it.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from hallops.domain.refusal import Refusal
from hallops.domain.rules import MINUTE
from hallops.ports.access import Pass, Role
from hallops.services.access import TOKEN_BYTES, Access, token_hash

KINDS = ("dispenser", "board", "pad", "console", "guide", "kiosk", "desktop", "other")
AT_A_PLACE = frozenset({"pad", "console", "guide"})
ALPHABET = "ACDEFGHJKMNPQRTUVWXY3479"  # no B 8, I 1 L, O 0, S 5, Z 2, 6 G
CODE = 8  # characters
LIFE = 10 * MINUTE
MOST = 60  # that wait at once
LONGEST_NAME = 40  # characters


class State(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a screen wants to be; the manager may correct it."""

    kind: str
    name: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Pairing:
    """One that asked. `address` is where it asked from, for the manager to compare too."""

    id: str
    code: str
    secret_hash: str
    wish: Wish
    address: str
    asked_at: int
    state: State = State.WAITING
    pass_id: str | None = None

    @property
    def expires_at(self) -> int:
        return self.asked_at + LIFE


class Pairings:
    """Those that wait, in memory: after a restart a screen asks again."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._by_id: dict[str, Pairing] = {}

    def ask(self, wish: Wish, address: str, now: int) -> tuple[Pairing, str]:
        """A new pairing and its secret.

        Raises:
            Refusal: too many wait already, or it is not a device of a hall.
        """
        require_wish(wish)
        self._drop_old(now)
        if len(self.waiting(now)) >= MOST:
            raise Refusal("too_many_pairings", most=MOST, seconds=60)
        secret = secrets.token_urlsafe(TOKEN_BYTES)
        asked = Pairing(secrets.token_hex(8), self._new_code(), token_hash(secret), wish, address, now)
        self._by_id[asked.id] = asked
        return asked, secret

    def _new_code(self) -> str:
        taken = {each.code for each in self._by_id.values()}
        while (code := "".join(secrets.choice(ALPHABET) for _ in range(CODE))) in taken:
            pass
        return code

    def _drop_old(self, now: int) -> None:
        for each in list(self._by_id.values()):
            if now >= each.expires_at + LIFE:  # a screen may still ask what became of it
                del self._by_id[each.id]

    def waiting(self, now: int) -> list[Pairing]:
        """Oldest first."""
        return [each for each in self._by_id.values() if state_of(each, now) is State.WAITING]

    def of_holder(self, pairing_id: str, secret: str | None) -> Pairing:
        """Raises Refusal: there is none, or the secret is not its own, which nobody can tell apart."""
        found = self._by_id.get(pairing_id)
        own = found.secret_hash if found else ""
        if found is None or not secrets.compare_digest(own, token_hash(secret or "")):
            raise Refusal("unknown_pairing")
        return found

    def approve(self, wishes: Mapping[str, Wish | None], places: frozenset[str], now: int) -> list[Pass]:
        """Approve all or none of them; a wish is what the manager made of it.

        Raises:
            Refusal: one has expired or was answered, or its place is none of the hall.
        """
        chosen = [(self._waiting(each, now), wish) for each, wish in wishes.items()]
        settled = [(pairing, wish or pairing.wish) for pairing, wish in chosen]
        for _, wish in settled:
            require_wish(wish)
            require_place(wish, places)
        return [self._admit(pairing, wish, now) for pairing, wish in settled]

    def refuse(self, ids: list[str], now: int) -> None:
        for pairing in [self._waiting(each, now) for each in ids]:
            self._by_id[pairing.id] = replace(pairing, state=State.REFUSED)

    def _waiting(self, pairing_id: str, now: int) -> Pairing:
        found = self._by_id.get(pairing_id)
        if found is None or state_of(found, now) is not State.WAITING:
            raise Refusal("pairing_over", pairing=found.code if found else pairing_id)
        return found

    def _name(self, wish: Wish) -> str:
        """A name that no other holder has: limits and locks go by it."""
        name = wish.name or f"{wish.kind} {wish.place or ''}".strip()
        return numbered(name, {each.holder for each in self._access.passes()})

    def _admit(self, pairing: Pairing, wish: Wish, now: int) -> Pass:
        made = Pass(
            secrets.token_hex(4), Role.DEVICE, self._name(wish), wish.place, now, pairing.secret_hash, wish.kind
        )
        self._access.admit(made)
        self._by_id[pairing.id] = replace(pairing, wish=wish, state=State.APPROVED, pass_id=made.id)
        return made


def numbered(name: str, taken: Collection[str]) -> str:
    """Pad 3, else pad 3 (2), pad 3 (3) ..."""
    return next(one for number in count(1) if (one := name if number == 1 else f"{name} ({number})") not in taken)


def state_of(pairing: Pairing, now: int) -> State:
    over = pairing.state is State.WAITING and now >= pairing.expires_at
    return State.EXPIRED if over else pairing.state


def require_wish(wish: Wish) -> None:
    """Raises Refusal: no kind of device, or nothing that could be read."""
    if wish.kind not in KINDS:
        raise Refusal("unknown_kind", kind=wish.kind[:LONGEST_NAME], known=", ".join(KINDS))
    require_names(wish.name, wish.place)


def require_names(*texts: str | None) -> None:
    """Raises Refusal: a name or place that nobody could read."""
    if any(len(text) > LONGEST_NAME or not text.isprintable() for text in texts if text):
        raise Refusal("device_name", most=LONGEST_NAME)


def require_place(wish: Wish, places: frozenset[str]) -> None:
    if wish.kind in AT_A_PLACE and not wish.place:
        raise Refusal("pairing_place", kind=wish.kind)
    if wish.place and wish.place not in places:
        raise Refusal("unknown_place", place=wish.place, known=", ".join(sorted(places)))
