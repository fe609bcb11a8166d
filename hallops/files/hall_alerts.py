"""The alerts of a hall in its file: what is measured, from which figure, who hears it and how loud."""

from typing import Any

from hallops.domain.alerting import COUNTED, DESK, AlertKind, AlertRule, Listener, Loud, default_alerts
from hallops.domain.rules import MINUTE
from hallops.files.fields import Fields, Placed
from hallops.files.hall_checks import Draft
from hallops.files.hall_policies import Targets
from hallops.files.kinds import CODE, choice, in_unit, number, whole

FIGURE = number(0, 10_000)
WINDOW = whole(1, 999)


def read_alerts(root: Fields, targets: Targets) -> Placed[AlertRule]:
    """The hall's own list; without one, that of the suite with the hall's targets. An empty list is none at all."""
    if "alerts" not in root:
        return [(root.node, rule) for rule in default_alerts(targets.alert_waiting, targets.alert_wait)]
    return root.rows("alerts", _read)


def check_alerts(alerts: Placed[AlertRule], draft: Draft, root: Fields) -> None:
    """Report services and windows that are not there."""
    windows = {window.number for _, window in draft.windows}
    for node, rule in alerts:
        if rule.service is not None and rule.service not in draft.codes:
            root.problem(node.at("service"), "unknown_service", service=rule.service)
        if rule.window is not None and rule.window not in windows:
            root.problem(node.at("window"), "unknown_window", window=rule.window)


def write_alerts(alerts: tuple[AlertRule, ...]) -> list[dict[str, Any]]:
    return [_write(rule) for rule in alerts]


def _read(fields: Fields) -> AlertRule:
    kind = fields.need("kind", choice(AlertKind))
    figure = fields.need("threshold", FIGURE)
    return AlertRule(
        kind=kind,
        threshold=round(figure if kind in COUNTED else figure * MINUTE),
        service=fields.may("service", CODE, None),
        window=fields.may("window", WINDOW, None),
        who=frozenset(fields.values("who", choice(Listener))) or DESK,
        loud=fields.may("loud", choice(Loud), Loud.ONCE),
    )


def _write(rule: AlertRule) -> dict[str, Any]:
    figure = rule.threshold if rule.kind in COUNTED else in_unit(rule.threshold, MINUTE)
    options = {"service": rule.service, "window": rule.window}
    return {
        "kind": rule.kind.value,
        "threshold": figure,
        **{key: value for key, value in options.items() if value is not None},
        "who": [who.value for who in Listener if who in rule.who],
        "loud": rule.loud.value,
    }
