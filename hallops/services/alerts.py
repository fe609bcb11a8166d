"""alerts(day, now, devices): what somebody should know now, by the hall's thresholds, and what was seen already.

Pure: whoever looks again as time passes sees alerts come and go by themselves. An alert that was acknowledged is quiet,
until its figure has grown by the hall's factor, or some minutes have passed, or its cause is a new one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hallops.domain.alerting import COUNTED, Acknowledgement, AlertRule, Listener
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.rules import MINUTE
from hallops.services.alert_measures import MEASURES, Devices, Finding, Floor

WORSE = 1000  # thousandths


@dataclass(frozen=True, slots=True)
class Alert:
    """`value` and `threshold` are counts, or whole minutes."""

    id: str  # stays the same as long as the cause does
    rule: AlertRule
    found: Finding
    threshold: int
    acknowledged: Acknowledgement | None = None
    quiet: bool = False


def alerts(day: HallDay, now: int, devices: Devices | None = None, role: Listener | None = None) -> tuple[Alert, ...]:
    """All alerts, or those for a role; the ones to be heard first."""
    if day.phase is not Phase.OPEN:
        return ()
    floor = Floor(day, now, devices or {})
    rules = [rule for rule in day.hall.alerts if role is None or role in rule.who]
    found = [alert for rule in rules for alert in _of(floor, rule)]
    return tuple(sorted(found, key=lambda alert: alert.quiet))


def _of(floor: Floor, rule: AlertRule) -> Iterator[Alert]:
    threshold = rule.threshold if rule.kind in COUNTED else rule.threshold // MINUTE
    for found in MEASURES[rule.kind](floor, rule):
        alert_id = f"{rule.kind}:{found.subject}:{rule.threshold}"
        seen = floor.day.acknowledged.get(alert_id)
        yield Alert(alert_id, rule, found, threshold, seen, seen is not None and _is_quiet(floor, found, seen))


def _is_quiet(floor: Floor, found: Finding, seen: Acknowledgement) -> bool:
    rules = floor.day.hall.rules
    is_new = found.since is not None and found.since > seen.at
    is_worse = found.value * WORSE >= max(1, seen.value) * rules.alert_worse
    return not is_new and not is_worse and floor.now < seen.at + rules.alert_again
