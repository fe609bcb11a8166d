"""Ratings with a comment over HTTP. The rating goes into the log, the comment beside it; a manager alone reads it."""

from datetime import date
from http import HTTPStatus

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.domain.commands import Rate
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal, Term
from hallops.hub.answers import json
from hallops.hub.commands import key_of
from hallops.hub.parts import hub_of
from hallops.hub.patience import answered
from hallops.hub.roles import check_command
from hallops.ports.access import Role
from hallops.ports.personal import Comment
from hallops.services.personal import checked_comment
from hallops.wire.commands import read_command_by
from hallops.wire.events import event_body

router = APIRouter()


@router.post("/v1/ratings", summary="Rate a call and leave a comment")
async def rate(request: Request) -> Response:
    """The fields of the command Rate, and `comment`. The same key brings both once, however often it is sent."""
    hub = hub_of(request)
    who = hub.caller(request)
    key = key_of(request.headers)
    hub.rates.spend(who, Rate.__name__)
    fields, comment = _parted(await request.body())
    command = read_command_by(Rate.__name__, fields, who.id)
    check_command(who, command)
    now = hub.parts.clock.now()
    done = await answered(hub.keeper.submit(command, key))

    def keep(day: HallDay) -> None:
        at = getattr(command, "day", None) or day.day.isoformat()
        hub.personal.keep_comment(Comment(at, getattr(command, "call", 0), comment, now))

    if comment:
        await answered(hub.keeper.ask(keep))
    events = [event_body(event) for event in done.events]
    return json({"events": events, "first": done.first, "repeated": done.repeated}, HTTPStatus.OK)


@router.get("/v1/comments", summary="Read the comments of a day")
async def comments(request: Request, day: str) -> Response:
    """For managers, as long as the hall's rules keep them."""
    hub = hub_of(request)
    who = hub.caller(request)
    if who.role is not Role.MANAGER:
        raise Refusal("view_not_allowed", role=Term(who.role), view="comments")
    try:
        asked = date.fromisoformat(day).isoformat()
    except ValueError:
        raise Refusal("unknown_day", day=day[:20]) from None
    found = await answered(hub.keeper.ask(lambda _: hub.personal.comments(asked)))
    shown = [{"call": one.call, "comment": one.comment, "made_at": one.made_at} for one in found]
    return json({"day": asked, "comments": shown}, headers={"Cache-Control": "no-store"})


def _parted(body: bytes) -> tuple[bytes, str]:
    """The rating's fields and the comment of a body."""
    try:
        said = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
        comment = msgspec.json.decode(said.pop("comment", msgspec.Raw(b'""')), type=str)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("malformed_request", problem=str(error)) from error
    return msgspec.json.encode(said), checked_comment(comment)
