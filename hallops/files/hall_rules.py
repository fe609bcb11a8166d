"""A hall's rules in its file: one table says key, unit and range, and serves reading and writing alike."""

from dataclasses import dataclass
from typing import Any

from hallops.domain.rules import DAY, HOUR, MINUTE, SECOND, EndOfDay, Rules
from hallops.files.fields import Fields
from hallops.files.kinds import FLAG, Kind, choice, in_unit, span, whole


@dataclass(frozen=True, slots=True)
class Setting:
    """How one field of the rules stands in the file; `unit` is 0 for what is not a time."""

    key: str
    kind: Kind[Any]
    unit: int = 0


def _minutes(key: str, low: float, high: float) -> Setting:
    return Setting(f"{key}_minutes", span(MINUTE, low, high), MINUTE)


def _seconds(key: str, low: float, high: float) -> Setting:
    return Setting(f"{key}_seconds", span(SECOND, low, high), SECOND)


SETTINGS: dict[str, Setting] = {
    "overflow": Setting("overflow", whole(1000, 100_000)),
    "transfer_head_start": _minutes("transfer_head_start", 0, 600),
    "booked_head_start": _minutes("booked_head_start", 0, 600),
    "start_on_call": Setting("start_on_call", FLAG),
    "automatic_call": Setting("automatic_call", FLAG),
    "recall_limit": Setting("recall_limit", whole(0, 100)),
    "recall_gap": _seconds("recall_gap", 0, 600),
    "missed_after_calls": Setting("missed_after_calls", whole(1, 100)),
    "missed_limit": Setting("missed_limit", whole(0, 100)),
    "reinsert_after_calls": Setting("reinsert_after_calls", whole(0, 1000)),
    "reinsert_after": _minutes("reinsert_after", 0, 600),
    "undo_within": _seconds("undo_within", 0, 600),
    "last_ticket": _minutes("last_ticket", 0, 600),
    "person_limit": Setting("person_limit", whole(1, 1000)),
    "booking_early": _minutes("booking_early", 0, 600),
    "booking_late": _minutes("booking_late", 0, 600),
    "booking_seats": Setting("booking_seats", whole(1, 1000)),
    "rating_within": Setting("rating_within_hours", span(HOUR, 0, 24 * 30), HOUR),
    "open_before": _minutes("open_before", 0, 600),
    "close_after": _minutes("close_after", 0, 600),
    "alert_worse": Setting("alert_worse", whole(1000, 100_000)),
    "alert_again": _minutes("alert_again", 0, 600),
    "end_of_day": Setting("end_of_day", choice(EndOfDay)),
    "keep_personal": Setting("keep_personal_days", span(DAY, 1, 3660), DAY),
}


def read_rules(fields: Fields) -> Rules:
    """The rules; a key that is absent has the default of the suite."""
    with fields:
        given = {name: fields.may(setting.key, setting.kind, None) for name, setting in SETTINGS.items()}
    return Rules(**{name: value for name, value in given.items() if value is not None})


def write_rules(rules: Rules) -> dict[str, Any]:
    """Every rule, defaults too: a file says what holds, whatever the suite's defaults become."""
    values = {setting.key: _plain(setting, getattr(rules, name)) for name, setting in SETTINGS.items()}
    return {key: value for key, value in values.items() if value is not None}


def _plain(setting: Setting, value: Any) -> Any:
    if setting.unit:
        return in_unit(value, setting.unit)
    return value.value if isinstance(value, EndOfDay) else value
