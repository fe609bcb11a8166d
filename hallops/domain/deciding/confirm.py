"""Decisions about what a visitor confirms at the pad, and the note that personal data is deleted."""

import re

from hallops.domain.confirmation import Confirmation, Verdict
from hallops.domain.deciding.guards import asked, find_current, require_open
from hallops.domain.events import Event
from hallops.domain.hall_day import HallDay
from hallops.domain.personal_commands import AskConfirm, Confirm, DeclineConfirm, PurgePersonal, WithdrawConfirm
from hallops.domain.personal_events import ConfirmAsked, ConfirmDeclined, Confirmed, ConfirmWithdrawn, PersonalPurged
from hallops.domain.refusal import Refusal, Term
from hallops.domain.ticket import State

_HASH = re.compile(r"[0-9a-f]{64}")  # SHA-256


def ask_confirm(day: HallDay, command: AskConfirm, now: int) -> list[Event]:
    """Of the visitor who is being served; one thing at a time."""
    require_open(day, command)
    ticket = find_current(day, command, State.SERVING)
    if command.confirmation in day.confirmations:
        raise _is_over(day.confirmations[command.confirmation], command)
    pending = pending_at(day, command.window)
    if pending is not None:
        raise Refusal("confirm_pending", ("WithdrawConfirm",), window=command.window, ticket=pending.ticket)
    return [ConfirmAsked(now, command.by, ticket.id, command.window, command.confirmation)]


def confirm(day: HallDay, command: Confirm, now: int) -> list[Event]:
    """Also after the service has ended: a pad that was away brings later what was signed before."""
    found = _find(day, command)
    if not _HASH.fullmatch(command.hash):
        raise Refusal("not_a_hash")
    return [Confirmed(now, command.by, found.ticket, found.window, found.id, command.hash)]


def decline(day: HallDay, command: DeclineConfirm, now: int) -> list[Event]:
    found = _find(day, command)
    return [ConfirmDeclined(now, command.by, found.ticket, found.window, found.id)]


def withdraw(day: HallDay, command: WithdrawConfirm, now: int) -> list[Event]:
    found = _find(day, command)
    return [ConfirmWithdrawn(now, command.by, found.ticket, found.window, found.id)]


def purge(_day: HallDay, command: PurgePersonal, now: int) -> list[Event]:
    return [PersonalPurged(now, command.by, command.before, command.confirmations, command.comments)]


def pending_at(day: HallDay, window: int) -> Confirmation | None:
    """What the visitor at a window has still to answer; nobody answers for one who has gone."""
    desk = day.desk_at(window)
    if desk is None or desk.ticket is None:
        return None
    newest = newest_of(day, desk.ticket, window)
    return newest if newest is not None and newest.verdict is Verdict.PENDING else None


def newest_of(day: HallDay, ticket: str, window: int) -> Confirmation | None:
    found = (one for one in reversed(day.confirmations.values()) if (one.ticket, one.window) == (ticket, window))
    return next(found, None)


def _find(day: HallDay, command: Confirm | DeclineConfirm | WithdrawConfirm) -> Confirmation:
    found = day.confirmations.get(command.confirmation)
    if found is None or found.window != command.window:
        raise Refusal("unknown_confirmation", confirmation=command.confirmation)
    if found.verdict is not Verdict.PENDING:
        raise _is_over(found, command)
    return found


def _is_over(found: Confirmation, command: AskConfirm | Confirm | DeclineConfirm | WithdrawConfirm) -> Refusal:
    return Refusal("confirm_over", ticket=found.ticket, state=Term(found.verdict), asked=asked(command))
