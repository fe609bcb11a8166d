"""Decisions about help calls: one open call for a place and kind, answered by one, ended once."""

from collections.abc import Iterator

from hallops.domain.commands import Command
from hallops.domain.deciding.guards import asked, require_open, require_reason
from hallops.domain.events import Event
from hallops.domain.hall import Reason
from hallops.domain.hall_day import HallDay
from hallops.domain.help import AnswerHelp, AskHelp, EndHelp, Help, HelpAnswered, HelpAsked, HelpEnded
from hallops.domain.refusal import Moment, Refusal


def ask_help(day: HallDay, command: AskHelp, now: int) -> list[Event]:
    require_open(day, command)
    require_reason(day, Reason.HELP, command.kind)
    place = _place(day, command)
    open_call = next((call for call in day.open_helps() if (call.place, call.kind) == (place, command.kind)), None)
    if open_call is not None:
        raise Refusal("help_on_its_way", place=place, asked=Moment(open_call.asked))
    return [HelpAsked(now, command.by, len(day.helps) + 1, place, command.kind)]


def answer_help(day: HallDay, command: AnswerHelp, now: int) -> list[Event]:
    require_open(day, command)
    call = _find(day, command, command.help)
    if call.answered_by is not None:
        raise Refusal("help_answered", ("EndHelp",), help=call.number, staff=call.answered_by)
    return [HelpAnswered(now, command.by, call.number)]


def end_help(day: HallDay, command: EndHelp, now: int) -> list[Event]:
    """Done with; a call that nobody had to answer, such as a press by mistake, too."""
    require_open(day, command)
    return [HelpEnded(now, command.by, _find(day, command, command.help).number)]


def end_helps(day: HallDay, by: str, now: int) -> Iterator[Event]:
    """The day closes over what is open."""
    for call in day.open_helps():
        yield HelpEnded(now, by, call.number)


def _find(day: HallDay, command: Command, number: int) -> Help:
    call = day.helps.get(number)
    if call is None:
        raise Refusal("unknown_help", help=number, day=day.day.isoformat())
    if not call.is_open:
        raise Refusal("help_ended", help=number, asked=asked(command))
    return call


def _place(day: HallDay, command: AskHelp) -> str:
    known = {*map(str, day.hall.windows), *day.hall.posts, *day.hall.zones}
    if not command.place:
        return day.place_of.get(command.by, command.by)
    if command.place not in known:
        raise Refusal("unknown_place", place=command.place, known=", ".join(sorted(known)))
    return command.place
