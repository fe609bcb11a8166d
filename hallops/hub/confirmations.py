"""What visitors confirm, over HTTP: the window's console brings a text, the window's pad reads it and signs it.

Text and signature go into tables beside the log and are shown to that window's console and pad only, not even to a
manager. The command that goes into the log carries an id and a hash. Each step may be repeated with its key: what was
kept before is found again.
"""

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from typing import TypeVar

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.domain.commands import Command
from hallops.domain.hall_day import HallDay
from hallops.domain.personal_commands import AskConfirm, Confirm, DeclineConfirm
from hallops.domain.refusal import Refusal, Term
from hallops.hub.answers import json
from hallops.hub.commands import key_of
from hallops.hub.parts import Hub, hub_of
from hallops.hub.patience import answered
from hallops.hub.roles import check_command, check_command_name
from hallops.ports.access import Identity, Role
from hallops.ports.personal import KeptText, SignedText, Strokes
from hallops.services.personal import check_strokes, check_text, seal
from hallops.wire.events import event_body

router = APIRouter()
T = TypeVar("T")

ID = 24  # characters
READERS = frozenset({Role.WINDOW, Role.DEVICE})


class Ask(msgspec.Struct):
    """A text for the visitor at a window."""

    window: int
    title: str
    lines: tuple[str, ...] = ()
    ticket: str | None = None


class Verdict(msgspec.Struct):
    """The visitor's answer; without a signature it is not right."""

    strokes: Strokes | None = None


@router.post("/v1/confirmations", summary="Ask a visitor to confirm a text")
async def ask(request: Request) -> Response:
    """Keeps the text beside the log and shows it on the window's pad."""
    hub, who, key = _caller(request, AskConfirm.__name__)
    said = _read(await request.body(), Ask)
    text = SignedText(said.title, said.lines)
    check_text(text)
    confirmation = sha256(key.encode()).hexdigest()[:ID]  # the same key is the same confirmation
    command = AskConfirm(who.id, said.window, said.ticket, confirmation=confirmation)
    check_command(who, command)
    now = hub.parts.clock.now()

    def keep(day: HallDay) -> None:
        found = hub.personal.find_text(confirmation)
        if found is None:
            desk = day.desk_at(said.window)
            ticket = (desk.ticket if desk is not None else None) or ""
            kept = KeptText(confirmation, day.day.isoformat(), said.window, ticket, text, now)
            hub.personal.keep_text(kept)
        elif (found.text, found.window) != (text, said.window):
            raise Refusal("key_reused", key=key)

    def drop(day: HallDay) -> None:
        if confirmation not in day.confirmations:
            hub.personal.drop_text(confirmation)

    await answered(hub.keeper.ask(keep))
    return await _carry_out(hub, command, key, drop)


@router.get("/v1/confirmations/{confirmation}", summary="Read what is to be confirmed")
async def read(confirmation: str, request: Request) -> Response:
    """For the pad and the console of its window."""
    hub = hub_of(request)
    who = hub.caller(request)
    kept = await _find(hub, confirmation)
    if who.role not in READERS or who.place != str(kept.window):
        raise Refusal("view_not_allowed", role=Term(who.role), view="confirmation")

    def verdict(day: HallDay) -> str | None:
        found = day.confirmations.get(confirmation)
        return None if found is None else found.verdict.value

    shown = {
        "id": kept.id,
        "day": kept.day,
        "window": kept.window,
        "title": kept.text.title,
        "lines": kept.text.lines,
        "state": await answered(hub.keeper.ask(verdict)),
    }
    return json(shown, headers={"Cache-Control": "no-store"})


@router.post("/v1/confirmations/{confirmation}/answer", summary="Sign, or say that it is not right")
async def answer(confirmation: str, request: Request) -> Response:
    """From the window's pad only. The signature is on disk before the log says that there is one."""
    hub, who, key = _caller(request, Confirm.__name__)
    said = _read(await request.body(), Verdict)
    kept = await _find(hub, confirmation)
    if said.strokes is None:
        declined = DeclineConfirm(who.id, kept.window, kept.id, kept.day)
        check_command(who, declined)
        return await _carry_out(hub, declined, key)
    strokes = said.strokes
    check_strokes(strokes)
    mark = seal(kept.text, strokes)
    command = Confirm(who.id, kept.window, kept.id, mark, kept.day)
    check_command(who, command)
    if kept.hash is None:
        await answered(hub.keeper.ask(lambda _: hub.personal.keep_strokes(kept.id, strokes, mark)))
        return await _carry_out(hub, command, key, lambda _: hub.personal.drop_strokes(kept.id))
    return await _carry_out(hub, command, key)


async def _carry_out(
    hub: Hub, command: Command, key: str, take_back: Callable[[HallDay], None] = lambda _: None
) -> Response:
    """The command, into the log; what was kept for it goes again if the hall refuses it."""
    try:
        done = await answered(hub.keeper.submit(command, key))
    except Refusal:
        await answered(hub.keeper.ask(take_back))
        raise
    events = [event_body(event) for event in done.events]
    body = {"events": events, "first": done.first, "repeated": done.repeated}
    return json({"id": getattr(command, "confirmation", ""), **body}, HTTPStatus.OK)


def _caller(request: Request, command: str) -> tuple[Hub, Identity, str]:
    hub = hub_of(request)
    who = hub.caller(request)
    check_command_name(who, command)
    hub.rates.spend(who, command)
    return hub, who, key_of(request.headers)


def _read(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("malformed_request", problem=str(error)) from error


async def _find(hub: Hub, confirmation: str) -> KeptText:
    kept = await answered(hub.keeper.ask(lambda _: hub.personal.find_text(confirmation)))
    if kept is None:
        raise Refusal("unknown_confirmation", confirmation=confirmation[:ID])
    return kept
