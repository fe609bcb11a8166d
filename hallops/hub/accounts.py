"""Accounts over HTTP, for the manager: who has a secret, new ones for one use, locks, and wrong tries."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.hub.answers import json
from hallops.hub.entry import checked, gatehouse_of, read
from hallops.hub.parts import Hub
from hallops.hub.patience import answered
from hallops.ports.accounts import Standing, WrongTry
from hallops.services.accounts import require_name
from hallops.services.gatehouse import Gatehouse
from hallops.services.secrets import one_time

router = APIRouter()

OFFICE = (Standing.MANAGER, Standing.PLANNER)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An account of the office that the manager makes."""

    name: str
    standing: str


@router.get("/v1/accounts", summary="List the accounts")
async def accounts(request: Request) -> Response:
    """Everybody who may sign in or could, the places of the hall, and the newest wrong tries."""
    hub, _ = checked(request)
    gatehouse, now = gatehouse_of(hub), hub.parts.clock.now()
    return json(await answered(hub.keeper.ask(lambda day: _overview(gatehouse, day, now))))


@router.post("/v1/accounts", summary="Make an account")
async def make(request: Request) -> Response:
    """For a manager or planner; the password for one use is shown once."""
    hub, who = checked(request)
    wanted = await read(request, Wanted)
    name = wanted.name.strip()
    require_name(name)
    if wanted.standing not in OFFICE:
        raise Refusal("unknown_standing", kind=wanted.standing[:40], known=", ".join(OFFICE))
    if gatehouse_of(hub).accounts.find(name) is not None:
        raise Refusal("account_exists", name=name)
    return await _give(hub, name, Standing(wanted.standing), who.id, is_new=True)


@router.post("/v1/accounts/{name}/secret", summary="Give a new secret")
async def renew(name: str, request: Request) -> Response:
    """A password or PIN for one use, shown once. Whoever is signed in to the account is signed out."""
    hub, who = checked(request)
    known = gatehouse_of(hub).accounts.find(name)
    is_staff = await answered(hub.keeper.ask(lambda day: name in day.hall.staff))
    if known is None and not is_staff:
        raise Refusal("unknown_account", name=name[:40])
    return await _give(hub, name, known.standing if known else Standing.STAFF, who.id, is_new=False)


@router.delete("/v1/accounts/{name}", summary="Remove an account")
async def remove(name: str, request: Request) -> Response:
    """Ends its sessions too. The last manager's stays."""
    hub, _ = checked(request)
    gatehouse = gatehouse_of(hub)
    await answered(hub.keeper.ask(lambda _: gatehouse.remove_account(name)))
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.post("/v1/accounts/{name}/unlock", summary="Unlock an account")
async def unlock(name: str, request: Request) -> Response:
    """Its next try is heard at once, at every device."""
    hub, _ = checked(request)
    gatehouse = gatehouse_of(hub)
    gatehouse.accounts.known(name)
    await answered(hub.keeper.ask(lambda _: gatehouse.tries.unlock(name)))
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def _give(hub: Hub, name: str, standing: Standing, given_by: str, *, is_new: bool) -> Response:
    gatehouse, secret = gatehouse_of(hub), one_time(standing)
    secret_hash = await asyncio.wrap_future(gatehouse.hasher.hash(secret))
    await answered(hub.keeper.ask(lambda _: gatehouse.give_secret(name, standing, secret_hash, given_by)))
    body = {"name": name, "standing": standing.value, "secret": secret}
    return json(body, HTTPStatus.CREATED if is_new else HTTPStatus.OK, {"Cache-Control": "no-store"})


def _overview(gatehouse: Gatehouse, day: HallDay, now: int) -> dict[str, Any]:
    staff = day.hall.staff
    known = {each.name: each for each in gatehouse.accounts.all()}
    office = [name for name, each in known.items() if each.standing is not Standing.STAFF]
    gone = [name for name, each in known.items() if each.standing is Standing.STAFF and name not in staff]
    windows = [{"id": str(number), "name": None} for number in day.hall.windows]
    posts = [{"id": post.id, "name": {"zh": post.name.zh, "en": post.name.en}} for post in day.hall.posts.values()]
    return {
        "at": now,
        "accounts": [_row(gatehouse, name, day, now) for name in (*office, *staff, *gone)],
        "places": [*windows, *posts],
        "tries": [_try(each) for each in gatehouse.tries.recent()],
    }


def _row(gatehouse: Gatehouse, name: str, day: HallDay, now: int) -> dict[str, Any]:
    account, person = gatehouse.accounts.find(name), day.hall.staff.get(name)
    standing = account.standing if account else Standing.STAFF
    return {
        "name": name,
        "person": person.name if person and standing is Standing.STAFF else None,
        "standing": standing.value,
        "is_in_hall": standing is not Standing.STAFF or person is not None,
        "secret": "none" if account is None else "own" if account.given_by is None else "one_time",
        "locked_until": gatehouse.tries.locked_until(name, now),
    }


def _try(each: WrongTry) -> dict[str, Any]:
    return {
        "at": each.at,
        "account": each.account,
        "device": each.device,
        "tries": each.tries,
        "until": each.until,
    }
