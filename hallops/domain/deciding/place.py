"""Decisions about windows and posts: who sits there, and whether they call."""

from hallops.domain.commands import Continue, Pause, SignIn, SignOut
from hallops.domain.deciding.day import end_by_force
from hallops.domain.deciding.guards import find_desk, require_nobody, require_open, require_place, require_reason
from hallops.domain.events import Continued, Event, Paused, SignedIn, SignedOut
from hallops.domain.hall import Reason
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal


def sign_in(day: HallDay, command: SignIn, now: int) -> list[Event]:
    require_open(day, command)
    place, staff = command.place, command.staff
    is_post = place in day.hall.posts
    require_place(day, place)
    if staff not in day.hall.staff:
        raise Refusal("unknown_staff", staff=staff)
    if place in day.desks:
        raise Refusal("place_taken", ("SignOut",), place=place, staff=day.desks[place].staff)
    if staff in day.place_of:
        raise Refusal("staff_elsewhere", ("SignOut",), staff=staff, place=day.place_of[staff])
    return [SignedIn(now, command.by, place, staff, planned=is_post or _is_planned(day, int(place), now))]


def _is_planned(day: HallDay, window: int, now: int) -> bool:
    """Whether the mode of this time counts on the window; before opening, whether the first one does."""
    segments = day.plan.segments
    mode = day.plan.mode_at(max(now, segments[0].start)) if segments else None
    return mode is not None and (mode.windows is None or window in mode.windows)


def sign_out(day: HallDay, command: SignOut, now: int) -> list[Event]:
    """Leave a place. A visitor there is finished first, by the clerk or, forced, by the manager."""
    require_open(day, command)
    desk = find_desk(day, command.place)
    out = SignedOut(now, command.by, desk.place, forced=command.forced)
    if not command.forced:
        require_nobody(day, command, desk)
    if desk.ticket is None:
        return [out]
    return [end_by_force(day.tickets[desk.ticket], command.by, now), out]


def pause(day: HallDay, command: Pause, now: int) -> list[Event]:
    require_open(day, command)
    require_reason(day, Reason.PAUSE, command.reason)
    desk = find_desk(day, command.place)
    if desk.paused is not None:
        raise Refusal("paused_already", ("Continue",), place=desk.place, reason=desk.paused)
    require_nobody(day, command, desk)
    return [Paused(now, command.by, desk.place, command.reason)]


def resume_place(day: HallDay, command: Continue, now: int) -> list[Event]:
    require_open(day, command)
    desk = find_desk(day, command.place)
    if desk.paused is None:
        raise Refusal("not_paused", ("Pause",), place=desk.place)
    return [Continued(now, command.by, desk.place)]
