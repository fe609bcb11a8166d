"""Decisions about notice slips and acknowledged alerts: only codes and figures come into the log."""

import re

from hallops.domain.alerting import AcknowledgeAlert, AlertAcknowledged, AlertKind
from hallops.domain.deciding.guards import find_ticket, require_open, require_reason, require_state
from hallops.domain.events import Event
from hallops.domain.hall import Reason
from hallops.domain.hall_day import HallDay
from hallops.domain.notice import GiveNotice, NoticeGiven
from hallops.domain.refusal import Refusal
from hallops.domain.ticket import State

_CODE = re.compile(r"[\w.-]{1,60}")
_POSITION = re.compile(r"\d{1,2}")
_ALERT = re.compile(r"([a-z_]+):[\w.-]{0,60}:\d{1,12}")
MOST_NEEDS = 40


def give_notice(day: HallDay, command: GiveNotice, now: int) -> list[Event]:
    """For the visitor at the window, or one whose ticket it holds."""
    require_open(day, command)
    ticket = find_ticket(day, command.ticket)
    require_state(ticket, command, State.CALLED, State.SERVING, State.HELD)
    if ticket.window != command.window:
        raise Refusal("ticket_elsewhere", ticket=ticket.id, window=ticket.window or 0)
    if command.item is not None and not _CODE.fullmatch(command.item):
        raise Refusal("unknown_item", item=command.item)
    needs = tuple(dict.fromkeys(command.needs))
    if not needs or len(needs) > MOST_NEEDS:
        raise Refusal("notice_empty", most=MOST_NEEDS)
    for need in needs:
        if command.item is None or not _POSITION.fullmatch(need):
            require_reason(day, Reason.NOTICE, need)
    return [NoticeGiven(now, command.by, ticket.id, command.window, command.item, needs)]


def acknowledge(day: HallDay, command: AcknowledgeAlert, now: int) -> list[Event]:
    require_open(day, command)
    found = _ALERT.fullmatch(command.alert)
    if found is None or found[1] not in set(AlertKind):
        raise Refusal("unknown_alert", alert=command.alert)
    return [AlertAcknowledged(now, command.by, command.alert, command.value)]
