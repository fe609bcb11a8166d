"""Commands over HTTP: who asks is known from the token, the key makes a retry safe, the answer is on disk."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import APIRouter, Request
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from hallops.domain.commands import Command
from hallops.domain.refusal import Refusal, Term
from hallops.hub.answers import json
from hallops.hub.metrics import CARRIED_OUT
from hallops.hub.parts import Hub, hub_of
from hallops.hub.patience import answered
from hallops.hub.roles import KEPT_BESIDE, check_command, check_command_name
from hallops.services.batch import Answer
from hallops.wire.commands import KINDS, read_command_by
from hallops.wire.events import OTHERS_OWN, event_body

router = APIRouter()

PREFIX = "/v1/commands/"

KEY = "Idempotency-Key"
SHORTEST_KEY, LONGEST_KEY = 8, 100  # characters; a UUID has 36


@router.post(PREFIX + "{name}", summary="Give a command")
async def command(name: str, request: Request) -> Response:
    """Carries a command out whole or refuses it. The same key and body get the same answer."""
    hub = hub_of(request)
    with _counted(hub, name):
        found = await _read(hub, name, request)
        answer = await answered(hub.keeper.submit(found, key_of(request.headers)))
    return _told(answer)


async def carry_out(hub: Hub, command: Command, key: str) -> Response:
    """The answer to a command that the hub made itself, for whoever asked for it another way."""
    with _counted(hub, type(command).__name__):
        answer = await answered(hub.keeper.submit(command, key))
    return _told(answer)


@contextmanager
def _counted(hub: Hub, name: str) -> Iterator[None]:
    with hub.metrics.command():
        try:
            yield
        except Exception as error:
            hub.metrics.count(name, _outcome(error))
            raise
    hub.metrics.count(name, CARRIED_OUT)


def _told(answer: Answer) -> Response:
    """Whoever gave the command may have all of it, the token of a new ticket too."""
    events = [event_body(event, OTHERS_OWN) for event in answer.events]
    return json({"events": events, "first": answer.first, "repeated": answer.repeated})


async def _read(hub: Hub, name: str, request: Request) -> Command:
    """Cheap questions first: a caller who may not is not read."""
    who = hub.caller(request)
    if name not in KINDS:
        raise Refusal("unknown_command", command=name[:LONGEST_KEY])
    check_command_name(who, name)
    if name in KEPT_BESIDE:
        raise Refusal("own_address", asked=Term(name), address=KEPT_BESIDE[name])
    hub.rates.spend(who, name)
    key_of(request.headers)
    found = read_command_by(name, await request.body(), who.id)
    check_command(who, found)
    return found


class CommandDoor:
    """ASGI middleware: the way of a command, the one way in that is hot, without the search for its route."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope.get("path", "")
        if scope["type"] == "http" and scope["method"] == "POST" and path.startswith(PREFIX):
            answer = await command(path.removeprefix(PREFIX), Request(scope, receive))
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def key_of(headers: Headers) -> str:
    """Raises Refusal: there is no key, or none that can be kept."""
    key = headers.get(KEY, "")
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY or not (key.isascii() and key.isprintable() and " " not in key):
        raise Refusal("key_malformed", least=SHORTEST_KEY, most=LONGEST_KEY)
    return key


def _outcome(error: Exception) -> str:
    return error.code if isinstance(error, Refusal) else type(error).__name__
