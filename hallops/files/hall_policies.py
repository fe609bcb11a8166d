"""What a hall has and aims at besides its queue: devices, targets and the deadlines after a bad rating."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from hallops.domain.rules import MINUTE
from hallops.files.fields import Fields
from hallops.files.kinds import CODE, in_unit, number, span, whole

COUNT = whole(0, 10_000)
DAYS = whole(1, 366)
SOME_MINUTES = span(MINUTE, 0.1, 1440)


@dataclass(frozen=True, slots=True)
class Targets:
    """What the hall wants to reach, and from when the manager is alerted. Times are ms."""

    time_in_hall: int = 20 * MINUTE
    wait: int = 10 * MINUTE
    wait_share: float = 0.8  # of the visitors who wait no longer than `wait`
    alert_waiting: int = 10  # per open window
    alert_wait: int = 15 * MINUTE


@dataclass(frozen=True, slots=True)
class RatingPolicy:
    """Deadlines after a bad rating, which places set differently, so that none is the rule. Working days."""

    contact_workdays: int = 1
    repair_workdays: int = 5
    complex_workdays: int = 15
    unrated_after_days: int | None = None  # calendar days after which no rating counts as satisfied; None: never


def read_devices(fields: Fields) -> Mapping[str, int]:
    """How many devices of each kind the hall has."""
    fields.pairs("devices", CODE)
    return fields.table("devices", COUNT)


def read_targets(fields: Fields) -> Targets:
    default = Targets()
    with fields.section("targets") as targets:
        return Targets(
            time_in_hall=targets.may("time_in_hall_minutes", SOME_MINUTES, default.time_in_hall),
            wait=targets.may("wait_minutes", SOME_MINUTES, default.wait),
            wait_share=targets.may("wait_share", number(0, 1), default.wait_share),
            alert_waiting=targets.may("alert_waiting", COUNT, default.alert_waiting),
            alert_wait=targets.may("alert_wait_minutes", SOME_MINUTES, default.alert_wait),
        )


def write_targets(targets: Targets) -> dict[str, Any]:
    return {
        "time_in_hall_minutes": in_unit(targets.time_in_hall, MINUTE),
        "wait_minutes": in_unit(targets.wait, MINUTE),
        "wait_share": targets.wait_share,
        "alert_waiting": targets.alert_waiting,
        "alert_wait_minutes": in_unit(targets.alert_wait, MINUTE),
    }


def read_rating_policy(fields: Fields) -> RatingPolicy:
    default = RatingPolicy()
    with fields.section("ratings") as ratings:
        return RatingPolicy(
            contact_workdays=ratings.may("contact_workdays", DAYS, default.contact_workdays),
            repair_workdays=ratings.may("repair_workdays", DAYS, default.repair_workdays),
            complex_workdays=ratings.may("complex_workdays", DAYS, default.complex_workdays),
            unrated_after_days=ratings.may("unrated_after_days", DAYS, default.unrated_after_days),
        )


def write_rating_policy(policy: RatingPolicy) -> dict[str, Any]:
    return {key: value for key, value in asdict(policy).items() if value is not None}
