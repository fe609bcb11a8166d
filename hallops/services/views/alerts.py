"""Alerts and help calls as the faces show them, each alert with its sentence in both languages."""

from collections.abc import Mapping

from hallops.domain.alerting import AlertKind, Listener
from hallops.domain.hall import Hall, Reason
from hallops.domain.hall_day import HallDay
from hallops.domain.help import URGENT, Help
from hallops.domain.refusal import Fact, Refusal, Term
from hallops.language import LANGUAGES, listed, sentence
from hallops.services.alert_measures import Devices
from hallops.services.alerts import Alert
from hallops.services.alerts import alerts as alerts_of
from hallops.services.views.asked import asked_window
from hallops.services.views.names import Json, place_name, reason_of, reasons_of, service_name, staff_of

SENTENCES: Mapping[AlertKind, str] = {
    AlertKind.LINE: "{service}: {value} people wait (alert from {threshold}).",
    AlertKind.PER_WINDOW: "{service}: {value} people wait for each open window (alert from {threshold}).",
    AlertKind.LONGEST: "{service}: number {ticket} has waited {value} min (alert from {threshold}).",
    AlertKind.MEAN: "{service}: the mean wait is {value} min (alert from {threshold}).",
    AlertKind.PAUSED: "{place} has been paused for {value} min: {reason}.",
    AlertKind.HELP: "{place} called for help {value} min ago, nobody has answered: {help}.",
    AlertKind.NOT_OPEN: "Planned, but not open for {value} min: {windows}.",
    AlertKind.TIDAL: "{value} people wait for each open window: open window {window}, for {service}.",
    AlertKind.DEVICE: "Device {device}: {state} for {value} min.",
}


def alerts(day: HallDay, now: int, devices: Devices, *, role: str | None = None, window: str | None = None) -> Json:
    """Those for a role, all without one; a window hears what concerns it."""
    return {"alerts": alert_rows(day, now, devices, role, window)}


def help_calls(day: HallDay, now: int, *, place: str = "") -> Json:
    """The open calls of a place, and what may be asked for. Public: nobody's name."""
    shown = [call for call in day.open_helps() if call.place == place]
    return {"place": place, "calls": [_public(day.hall, call) for call in shown], "kinds": help_kinds(day.hall)}


def help_kinds(hall: Hall) -> list[Json]:
    return reasons_of(hall, Reason.HELP)


def help_rows(day: HallDay, now: int, place: str | None = None) -> list[Json]:
    """Open calls for staff: urgent ones first, then the oldest."""
    shown = [call for call in day.open_helps() if place in {None, call.place}]
    limit = min((rule.threshold for rule in day.hall.alerts if rule.kind is AlertKind.HELP), default=None)
    return [_row(day, call, now, limit) for call in sorted(shown, key=lambda call: (call.kind != URGENT, call.asked))]


def alert_rows(
    day: HallDay, now: int, devices: Devices, role: str | None = None, window: str | None = None
) -> list[Json]:
    if role is not None and role not in set(Listener):
        raise Refusal("unknown_role", role=role, known=", ".join(Listener))
    number = None if window is None else asked_window(day, window).number
    found = alerts_of(day, now, devices, role=None if role is None else Listener(role))
    return [_alert(day, alert) for alert in found if number is None or _concerns(day, alert, number)]


def _concerns(day: HallDay, alert: Alert, window: int) -> bool:
    facts = alert.found.facts
    if "place" in facts:
        return facts["place"] == str(window)
    service = facts.get("service")
    return not service or service in day.hall.windows[window].rank


def _alert(day: HallDay, alert: Alert) -> Json:
    seen = alert.acknowledged
    return {
        "id": alert.id,
        "kind": alert.rule.kind.value,
        "value": alert.found.value,
        "threshold": alert.threshold,
        "since": alert.found.since,
        "loud": alert.rule.loud.value,
        "quiet": alert.quiet,
        "seen": None if seen is None else {"at": seen.at, "staff": staff_of(day.hall, seen.by)},
        "window": alert.found.facts.get("window"),
        "sentence": {language: _sentence(day, alert, language) for language in LANGUAGES},
    }


def _sentence(day: HallDay, alert: Alert, language: str) -> str:
    found = alert.found
    facts: dict[str, Fact] = {**found.facts, "value": found.value, "threshold": alert.threshold}
    for key, names in _named(day.hall, found.facts).items():
        facts[key] = names[language]
    if "state" in facts:
        facts["state"] = Term(str(facts["state"]))
    return sentence(SENTENCES[alert.rule.kind], facts, language, day.hall.timezone, day.day)


def _named(hall: Hall, facts: Mapping[str, str | int]) -> dict[str, dict[str, str]]:
    """Codes that have a name; no service stands for the whole hall."""
    named = {}
    if "service" in facts:
        code = str(facts["service"])
        named["service"] = service_name(hall, code) if code else {"zh": hall.name.zh, "en": hall.name.en}
    if "place" in facts:
        named["place"] = place_name(hall, str(facts["place"]))
    if "windows" in facts:
        numbers = str(facts["windows"]).split()
        named["windows"] = {language: listed(numbers, language) for language in LANGUAGES}
    for key, kind in (("reason", Reason.PAUSE), ("help", Reason.HELP)):
        reason = reason_of(hall, kind, str(facts[key])) if key in facts else None
        if reason is not None:
            named[key] = reason["name"]
    return named


def _public(hall: Hall, call: Help) -> Json:
    return {"help": call.number, "kind": reason_of(hall, Reason.HELP, call.kind)} | {
        "asked": call.asked,
        "answered": call.answered,
    }


def _row(day: HallDay, call: Help, now: int, limit: int | None) -> Json:
    waits = call.answered is None and limit is not None and now - call.asked >= limit
    return {
        **_public(day.hall, call),
        "place": call.place,
        "place_name": place_name(day.hall, call.place),
        "staff": None if call.answered_by is None else staff_of(day.hall, call.answered_by),
        "urgent": call.kind == URGENT,
        "overdue": waits,
    }
