"""hallops access password | list | revoke: who may come in, from the machine where the data is."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from hallops.app.clocks import SystemClock
from hallops.app.failures import Stop
from hallops.app.gate import make_gatehouse
from hallops.app.places import add_place, opened, place_of
from hallops.app.verbs.verb import add_group, add_option, add_verb
from hallops.app.voice import Voice
from hallops.domain.hall import Hall
from hallops.domain.refusal import Moment, Refusal, Term
from hallops.ports.access import Pass
from hallops.ports.accounts import Account, Standing
from hallops.services.accounts import COMMAND_LINE, FIRST_MANAGER
from hallops.services.gatehouse import Gatehouse, new_secret
from hallops.store.accounts import SqlAccounts
from hallops.store.backup import known_hall, looking
from hallops.store.halls import NoHallError
from hallops.store.lease import HallTakenError
from hallops.store.passes import SqlPasses

NONE = "—"


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = add_group(verbs, "access", "say who may come in")
    about = "a new password or PIN for one use, where one is lost"
    renewing = add_verb(group, "password", renew, about, "hallops access password manager")
    add_option(renewing, "name", "the account (default: manager)", nargs="?", default=FIRST_MANAGER, metavar="NAME")
    add_place(renewing)
    add_place(add_verb(group, "list", show, "list devices, passes and accounts", "hallops access list"))
    revoking = add_verb(group, "revoke", revoke, "take a pass back", "hallops access revoke 1f2e3d4c")
    add_option(revoking, "id", "the pass, as the list names it", metavar="ID")
    add_place(revoking)


def renew(args: argparse.Namespace, voice: Voice) -> int:
    with _gatehouse(args, voice) as (gatehouse, hall):
        secret = new_secret(gatehouse, args.name, _standing(gatehouse, hall, args.name), COMMAND_LINE)
    voice.say("new_password", name=args.name, password=secret)
    voice.give({"name": args.name, "secret": secret})
    return 0


def _standing(gatehouse: Gatehouse, hall: Hall, name: str) -> Standing:
    """Of an account that is there, of staff, or of the first manager, who can always be made again."""
    known = gatehouse.accounts.find(name)
    if known is not None:
        return known.standing
    if name in hall.staff:
        return Standing.STAFF
    if name == FIRST_MANAGER:
        return Standing.MANAGER
    raise Refusal("unknown_account", name=name)


def revoke(args: argparse.Namespace, voice: Voice) -> int:
    with _gatehouse(args, voice) as (gatehouse, _):
        gatehouse.revoke(args.id)
    voice.say("pass_revoked", id=args.id)
    voice.give({"revoked": args.id})
    return 0


@contextmanager
def _gatehouse(args: argparse.Namespace, voice: Voice) -> Iterator[tuple[Gatehouse, Hall]]:
    """A running hub keeps all of this in memory: it is not changed behind its back."""
    try:
        with opened(args) as store:
            hall = store.halls.hall(store.halls.versions()[-1].version)
            yield make_gatehouse(store, SystemClock()), hall
    except HallTakenError as error:
        raise Stop(voice.phrase("access_running", hall=error.hall, where=error.where)) from error


def show(args: argparse.Namespace, voice: Voice) -> int:
    """Only looks, so also beside a running hub."""
    place = place_of(args)
    if place.database is not None and not place.database.exists():
        raise NoHallError(place.name)
    with looking(place.url) as (_, connection):
        hall = known_hall(connection, args.hall, place.name)
        passes, accounts = SqlPasses(connection, hall).load(), SqlAccounts(connection, hall).load()
    _speak(passes, accounts, voice)
    voice.give({"passes": [_pass(each) for each in passes], "accounts": [_account(each) for each in accounts]})
    return 0


def _speak(passes: list[Pass], accounts: list[Account], voice: Voice) -> None:
    for given in passes:
        kind, place = given.kind or Term(given.role), given.place or NONE
        voice.say("pass_line", id=given.id, kind=kind, holder=given.holder, place=place, made=Moment(given.made_at))
    if not passes:
        voice.say("no_passes")
    for account in accounts:
        secret = voice.phrase("secret_own" if account.given_by is None else "secret_once")
        voice.say("account_line", name=account.name, standing=Term(account.standing), secret=secret)
    if not accounts:
        voice.say("no_accounts")


def _pass(given: Pass) -> dict[str, object]:
    return {
        "id": given.id,
        "role": given.role.value,
        "kind": given.kind,
        "holder": given.holder,
        "place": given.place,
        "made_at": given.made_at,
    }


def _account(account: Account) -> dict[str, object]:
    return {"name": account.name, "standing": account.standing.value, "one_time": account.given_by is not None}
