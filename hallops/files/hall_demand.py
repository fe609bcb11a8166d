"""Who comes to the hall, as far as it is known: the demo draws visitors from it, the queue never reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hallops.domain.rules import MINUTE
from hallops.files.fields import Fields
from hallops.files.hall_parts import present
from hallops.files.kinds import CLOCK, CODE, clock_text, in_unit, number, span

WORKDAYS = 5
GRADES = 5
SHARE_ERROR = 1e-6  # shares are written in decimals
SHARE = number(0, 1)
WEIGHT = number(0, 1000)
VISITS = number(0, 100_000)
MINUTES = span(MINUTE, 0, 1440)
SOME_MINUTES = span(MINUTE, 0.1, 1440)


@dataclass(frozen=True, slots=True)
class ServiceDemand:
    """A service's share of the visits and its handling time: mean in ms, cv = standard deviation / mean."""

    share: float
    mean: int
    cv: float


@dataclass(frozen=True, slots=True)
class Demand:
    """Visits of a mean day and how they spread. Shares of a group add up to 1; times are ms."""

    workday_visits: float
    weekend_visits: float
    day_factor_cv: float
    weights_start: int  # minutes since midnight of the first half hour
    half_hour_weights: tuple[float, ...]  # shares of a workday's visits
    weekday_factors: tuple[float, ...]  # Monday to Friday
    services: Mapping[str, ServiceDemand]
    classes: Mapping[str, float]
    accessible_share: float
    no_show: float
    patience: int  # mean of an exponential
    wrap_up: int
    transfers: Mapping[str, Mapping[str, float]]  # from a service to others
    grade_mix: tuple[float, ...]  # from very satisfied to very dissatisfied
    rating_share: float  # of the services that are rated


def read_demand(fields: Fields) -> Demand | None:
    """The section `demand`, if there is one."""
    if "demand" not in fields:
        return None
    with fields.section("demand") as demand:
        read = _read(demand)
        _check_sums(demand, read)
    return read


def write_demand(demand: Demand) -> dict[str, Any]:
    required = {
        "workday_visits": demand.workday_visits,
        "weekend_visits": demand.weekend_visits,
        "day_factor_cv": demand.day_factor_cv,
        "weights_start": clock_text(demand.weights_start),
        "half_hour_weights": list(demand.half_hour_weights),
        "weekday_factors": list(demand.weekday_factors),
        "services": {code: _write_service(service) for code, service in demand.services.items()},
        "classes": dict(demand.classes),
        "accessible_share": demand.accessible_share,
        "no_show": demand.no_show,
        "patience_minutes": in_unit(demand.patience, MINUTE),
        "wrap_up_minutes": in_unit(demand.wrap_up, MINUTE),
    }
    options = {
        "transfers": {code: dict(shares) for code, shares in demand.transfers.items()},
        "grade_mix": list(demand.grade_mix),
        "rating_share": demand.rating_share,
    }
    return required | present(options)


def _read(fields: Fields) -> Demand:
    return Demand(
        workday_visits=fields.need("workday_visits", VISITS),
        weekend_visits=fields.may("weekend_visits", VISITS, 0),
        day_factor_cv=fields.may("day_factor_cv", SHARE, 0),
        weights_start=fields.need("weights_start", CLOCK),
        half_hour_weights=fields.values("half_hour_weights", SHARE),
        weekday_factors=fields.values("weekday_factors", WEIGHT) or (1.0,) * WORKDAYS,
        services=_services(fields),
        classes=fields.table("classes", SHARE),
        accessible_share=fields.may("accessible_share", SHARE, 0),
        no_show=fields.may("no_show", SHARE, 0),
        patience=fields.need("patience_minutes", SOME_MINUTES),
        wrap_up=fields.may("wrap_up_minutes", MINUTES, 0),
        transfers=_transfers(fields),
        grade_mix=fields.values("grade_mix", SHARE),
        rating_share=fields.may("rating_share", SHARE, 0),
    )


def _services(fields: Fields) -> Mapping[str, ServiceDemand]:
    return {code: _service(Fields(node, fields.report)) for code, node in fields.pairs("services", CODE).items()}


def _service(fields: Fields) -> ServiceDemand:
    with fields:
        return ServiceDemand(
            share=fields.need("share", SHARE),
            mean=fields.need("mean_minutes", SOME_MINUTES),
            cv=fields.need("cv", number(0, 10)),
        )


def _write_service(service: ServiceDemand) -> dict[str, float]:
    return {"share": service.share, "mean_minutes": in_unit(service.mean, MINUTE), "cv": service.cv}


def _transfers(fields: Fields) -> Mapping[str, Mapping[str, float]]:
    with fields.section("transfers") as transfers:
        codes = fields.pairs("transfers", CODE)
        return {code: transfers.table(code, SHARE) for code in codes}


def _check_sums(fields: Fields, demand: Demand) -> None:
    _check_count(fields, "weekday_factors", demand.weekday_factors, WORKDAYS)
    _check_sum(fields, "half_hour_weights", demand.half_hour_weights)
    _check_sum(fields, "services", [service.share for service in demand.services.values()])
    _check_sum(fields, "classes", demand.classes.values())
    if "grade_mix" in fields:
        _check_count(fields, "grade_mix", demand.grade_mix, GRADES)
        _check_sum(fields, "grade_mix", demand.grade_mix)
    for code, shares in demand.transfers.items():
        if sum(shares.values()) > 1 + SHARE_ERROR:
            fields.problem(fields.node.at("transfers", code), "shares_over_one", total=f"{sum(shares.values()):g}")


def _check_sum(fields: Fields, key: str, shares: Iterable[float]) -> None:
    total = sum(shares)
    if abs(total - 1) > SHARE_ERROR:
        fields.problem(fields.node.at(key), "shares_not_one", total=f"{total:g}")


def _check_count(fields: Fields, key: str, found: tuple[float, ...], expected: int) -> None:
    if len(found) != expected:
        fields.problem(fields.node.at(key), "wrong_count", found=len(found), expected=expected)
