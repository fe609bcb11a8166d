"""The gatehouse: passes of devices, accounts of people, their sessions, and who waits to be paired, as one gate.

A token is a session's or a pass's. What changes any of them is written in the keeper's thread; who a token stands for
is answered from memory, by whoever asks. A session ends with the pass of the device it was opened at.
"""

from dataclasses import dataclass

from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.ports.access import Identity, Pass, PassStore, Role
from hallops.ports.accounts import Account, AccountStore, Session, SessionStore, Standing, TryStore
from hallops.ports.clock import Clock
from hallops.services.access import VISITOR, Access
from hallops.services.accounts import FIRST_MANAGER, FIRST_START, Accounts, require_name
from hallops.services.pairing import Pairings
from hallops.services.secrets import Hasher, one_time
from hallops.services.sessions import IDLE, LONGEST_OFFICE, Sessions, shift_end
from hallops.services.tries import Tries

OFFICE = {Standing.MANAGER: Role.MANAGER, Standing.PLANNER: Role.PLANNER}


@dataclass(frozen=True, slots=True)
class Stores:
    """Where it is all kept."""

    passes: PassStore
    accounts: AccountStore
    sessions: SessionStore
    tries: TryStore


class Gatehouse:
    """The hub's gate."""

    def __init__(self, stores: Stores, clock: Clock, hasher: Hasher) -> None:
        now = clock.now()
        self._clock = clock
        self.hasher = hasher
        self.access = Access(stores.passes)
        self.accounts = Accounts(stores.accounts)
        self.sessions = Sessions(stores.sessions, now)
        self.tries = Tries(stores.tries, now)
        self.pairings = Pairings(self.access)
        self.seen: dict[str, int] = {}  # by pass: when it last asked for anything

    def identify(self, token: str | None) -> Identity | None:
        if token is None:
            return VISITOR
        session = self.session(token)
        if session is not None:
            return session.identity
        found = self.access.find(token)
        if found is None:
            return None
        self.seen[found.id] = self._clock.now()
        return found.identity

    def session(self, token: str) -> Session | None:
        """The session that a token is of, while it and its device's pass last."""
        found = self.sessions.find(token, self._clock.now())
        if found is None or (found.device is not None and not self.access.has(found.device)):
            return None
        return found

    # what follows runs in the keeper's thread

    def saw(self, session: Session, now: int, _: HallDay) -> None:
        """Its owner did something."""
        self.sessions.saw(session, now)

    def revoke(self, pass_id: str) -> None:
        """Take a pass back, and end what was opened with it."""
        self.access.revoke(pass_id)
        self.sessions.end(lambda each: each.device == pass_id)

    def open_office(self, account: Account, device: str | None) -> tuple[Session, str]:
        """A manager or planner signs in."""
        now = self._clock.now()
        who = Identity(OFFICE[account.standing], account.name)
        self._require_unchanged(account)
        return self.sessions.open(who, device, now, idle=IDLE, expires_at=now + LONGEST_OFFICE)

    def open_place(self, account: Account, device: Pass, day: HallDay) -> tuple[Session, str]:
        """Staff sign in at the window or post of a device; at a window, or at that device, nobody else stays."""
        now = self._clock.now()
        place = place_of(device, day)
        self._require_unchanged(account)
        at_window = place not in day.hall.posts
        who = Identity(Role.WINDOW if at_window else Role.GUIDE, account.name, place)
        self.sessions.end(lambda each: each.device == device.id or (at_window and each.place == place))
        return self.sessions.open(who, device.id, now, idle=0, expires_at=shift_end(day.plan.latest, now))

    def _require_unchanged(self, account: Account) -> None:
        """A secret may be taken back while it is being looked at."""
        if self.accounts.find(account.name) != account:
            raise Refusal("wrong_secret")

    def give_secret(self, name: str, standing: Standing, secret_hash: str, given_by: str) -> Account:
        """A new secret for one use: whoever knew the old one is out."""
        given = self.accounts.give(name, standing, secret_hash, given_by, self._clock.now())
        self.sessions.end(lambda each: each.holder == name)
        self.tries.unlock(name)
        return given

    def choose_secret(self, account: Account, secret_hash: str) -> Account:
        """The person's own. Whoever signed in with the old one is out."""
        self._require_unchanged(account)
        self.sessions.end(lambda each: each.holder == account.name)
        return self.accounts.choose(account, secret_hash, self._clock.now())

    def remove_account(self, name: str) -> None:
        self.accounts.remove(name)
        self.sessions.end(lambda each: each.holder == name)


def place_of(device: Pass | None, day: HallDay) -> str:
    """The window or post that a device stands at.

    Raises:
        Refusal: it is not paired, or stands nowhere in this hall.
    """
    if device is None:
        raise Refusal("pairing_needed")
    place = device.place
    if place is None or not (place in day.hall.posts or place in {str(number) for number in day.hall.windows}):
        raise Refusal("device_nowhere", name=device.holder)
    return place


def first_password(gatehouse: Gatehouse) -> tuple[str, bool] | None:
    """At the start of a hub: the first manager's one-time password, and whether it replaces one that nobody used.

    None where a manager has chosen a password, or was given one by hand.
    """
    if not gatehouse.accounts.needs_first:
        return None
    again = gatehouse.accounts.find(FIRST_MANAGER) is not None
    return new_secret(gatehouse, FIRST_MANAGER, Standing.MANAGER, FIRST_START), again


def new_secret(gatehouse: Gatehouse, name: str, standing: Standing, given_by: str) -> str:
    """A one-time secret where no hub is running."""
    require_name(name)
    secret = one_time(standing)
    gatehouse.give_secret(name, standing, gatehouse.hasher.hash(secret).result(), given_by)
    return secret
