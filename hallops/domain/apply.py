"""apply(day, event): the only way a HallDay changes. It asks no questions; `decide` asked them before."""

from collections.abc import Callable
from typing import Any

from hallops.domain import events as e
from hallops.domain import personal_events as p
from hallops.domain.alerting import AlertAcknowledged
from hallops.domain.events import Event, TicketEvent
from hallops.domain.folding import confirmations, floor, places, tickets, windows
from hallops.domain.hall_day import HallDay, IllegalEventError
from hallops.domain.help import HelpAnswered, HelpAsked, HelpEnded
from hallops.domain.notice import NoticeGiven

_FOLDS: dict[type[Event], Callable[[HallDay, Any], None]] = {
    e.DayOpened: places.opened,
    e.DayClosed: places.closed,
    e.HallChanged: places.hall_changed,
    e.NumbersSkipped: places.numbers_skipped,
    e.SignedIn: places.signed_in,
    e.SignedOut: places.signed_out,
    e.Paused: places.paused,
    e.Continued: places.continued,
    e.WindowAsked: places.asked,
    e.TicketIssued: tickets.issued,
    e.TicketPrinted: tickets.printed,
    e.PriorityChanged: tickets.priority_changed,
    e.NeedsChanged: tickets.needs_changed,
    e.TicketReinserted: tickets.reinserted,
    e.TicketRequeued: tickets.requeued,
    e.TicketLeft: tickets.left,
    e.TicketCancelled: tickets.cancelled,
    e.TicketExpired: tickets.expired,
    e.NoShow: tickets.no_show,
    e.Rated: tickets.rated,
    e.TicketCalled: windows.called,
    e.TicketRecalled: windows.recalled,
    e.ServiceStarted: windows.started,
    e.ServiceFinished: windows.finished,
    e.TicketMissed: windows.missed,
    e.TicketHeld: windows.held,
    e.TicketResumed: windows.resumed,
    e.TicketTransferred: windows.transferred,
    p.ConfirmAsked: confirmations.asked,
    p.Confirmed: confirmations.signed,
    p.ConfirmDeclined: confirmations.declined,
    p.ConfirmWithdrawn: confirmations.withdrawn,
    p.PersonalPurged: confirmations.purged,
    e.ActionUndone: windows.undone,
    HelpAsked: floor.help_asked,
    HelpAnswered: floor.help_answered,
    HelpEnded: floor.help_ended,
    NoticeGiven: floor.notice_given,
    AlertAcknowledged: floor.alert_acknowledged,
}


def apply(day: HallDay, event: Event) -> None:
    """Fold one event into the day.

    Raises:
        IllegalEventError: the event can not follow what is there.
    """
    if event.at < day.now:
        message = f"{event}: before the event before it"
        raise IllegalEventError(message)
    try:
        point = None
        if isinstance(event, TicketEvent) and type(event) in windows.UNDOABLE:
            point = windows.undo_point(day, event)
        _FOLDS[type(event)](day, event)
    except KeyError as missing:
        message = f"{event}: nothing known of {missing}"
        raise IllegalEventError(message) from missing
    day.now = event.at
    if point is not None:
        windows.keep_undo_point(day, point)
