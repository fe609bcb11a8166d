"""Proving who one is: a try is counted, the secret is held against its hash, one for a single use is changed."""

import asyncio
from dataclasses import dataclass

from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.hub.parts import Hub
from hallops.hub.patience import answered
from hallops.ports.access import Pass
from hallops.ports.accounts import Account, Session, Standing
from hallops.services.gatehouse import Gatehouse, place_of
from hallops.services.secrets import LONGEST_PASSWORD, require_good


@dataclass(frozen=True, slots=True)
class Credentials:
    """A staff id with its PIN, or a name with its password; `new` takes the secret's place."""

    staff: str | None = None
    pin: str | None = None
    name: str | None = None
    password: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class _Claim:
    """Who somebody says to be, and the account that it would be."""

    name: str
    secret: str
    account: Account | None


class SignIn:
    """One sign-in at one device or, without a pass, from one address."""

    def __init__(self, hub: Hub, gatehouse: Gatehouse, device: Pass | None, address: str) -> None:
        self._hub = hub
        self._gatehouse = gatehouse
        self._device = device
        self._where = address if device is None else device.holder

    async def carry_out(self, said: Credentials) -> tuple[Session, str]:
        """The session and its token.

        Raises:
            Refusal: wrong, too soon, locked, or the secret has to be changed first.
        """
        if said.staff is not None and said.pin is not None:
            return await self._staff(said.staff, said.pin, said.new)
        if said.name is not None and said.password is not None:
            return await self._office(said.name, said.password, said.new)
        raise Refusal("malformed_request", problem="staff and pin, or name and password")

    async def _staff(self, staff: str, pin: str, new: str | None) -> tuple[Session, str]:
        is_staff = await answered(self._hub.keeper.ask(lambda day: self._is_staff(staff, day)))
        account = self._account(staff, frozenset({Standing.STAFF}))
        if is_staff and account is None:
            raise Refusal("pin_missing", staff=staff)
        proved = await self._prove(_Claim(staff, pin, account if is_staff else None), new)

        def opened(day: HallDay) -> tuple[Session, str]:
            if self._device is None:
                raise Refusal("pairing_needed")
            return self._gatehouse.open_place(proved, self._device, day)

        return await answered(self._hub.keeper.ask(opened))

    def _is_staff(self, staff: str, day: HallDay) -> bool:
        place_of(self._device, day)
        return staff in day.hall.staff

    async def _office(self, name: str, password: str, new: str | None) -> tuple[Session, str]:
        account = self._account(name, frozenset({Standing.MANAGER, Standing.PLANNER}))
        proved = await self._prove(_Claim(name, password, account), new)
        device = self._device.id if self._device else None
        return await answered(self._hub.keeper.ask(lambda _: self._gatehouse.open_office(proved, device)))

    def _account(self, name: str, standings: frozenset[Standing]) -> Account | None:
        found = self._gatehouse.accounts.find(name)
        return found if found is not None and found.standing in standings else None

    async def _prove(self, claim: _Claim, new: str | None) -> Account:
        """The account, once its secret fits and is the person's own."""
        tries, ask = self._gatehouse.tries, self._hub.keeper.ask
        begun = tries.begin(claim.name[:LONGEST_PASSWORD], self._where, self._hub.parts.clock.now())
        account = claim.account
        secret_hash = self._gatehouse.hasher.nobody if account is None else account.secret_hash
        fits = await asyncio.wrap_future(self._gatehouse.hasher.fits(secret_hash, claim.secret[:LONGEST_PASSWORD]))
        if account is None or not fits:
            await answered(ask(lambda _: tries.wrong(begun, known=account is not None)))
            raise Refusal("wrong_secret")
        await answered(ask(lambda _: tries.right(begun.account, begun.device)))
        return await self._own(account, claim.secret, new)

    async def _own(self, account: Account, secret: str, new: str | None) -> Account:
        if new is None:
            if account.given_by is not None:
                raise Refusal("secret_one_time")
            return account
        require_good(account.standing, account.name, new, secret)
        fresh = await asyncio.wrap_future(self._gatehouse.hasher.hash(new))
        return await answered(self._hub.keeper.ask(lambda _: self._gatehouse.choose_secret(account, fresh)))
