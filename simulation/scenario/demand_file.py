"""A service's demand in a scenario file: arrivals, distributions, bookings."""

from collections.abc import Mapping
from typing import Any

from hallops.domain.rules import MINUTE
from hallops.files.fields import Fields, listed_nodes, take
from hallops.files.hall_parts import present
from hallops.files.kinds import CLOCK, choice, clock_text, in_unit, number, span, whole
from hallops.files.yaml_file import Node
from simulation.scenario.distribution import Distribution, Family
from simulation.scenario.scenario import Bookings, ServiceDemand

WEEK = 7 * 24 * 60
SHARE = number(0, 1)
RATE = number(0, 1_000_000)
MINUTES = span(MINUTE, 0, WEEK)
SOME_MINUTES = span(MINUTE, 1 / MINUTE, WEEK)  # 1 ms at least
MEAN = number(1 / MINUTE, WEEK)
SAMPLE = number(0, WEEK)
CV = number(0, 100)
COUNT = whole(0, 100_000)
OFFSET = number(-WEEK, WEEK)


def read_service(code: str, fields: Fields, intervals: int) -> ServiceDemand:
    with fields:
        return ServiceDemand(
            code=code,
            target=fields.need("target_minutes", SOME_MINUTES),
            arrivals=_arrivals(fields, intervals),
            service=_distribution(fields, "service"),
            patience=_distribution(fields, "patience") if "patience" in fields else None,
            wrap_up=fields.may("wrap_up_minutes", MINUTES, 0),
            no_show=fields.may("no_show", SHARE, 0.0),
            no_show_time=fields.may("no_show_minutes", MINUTES, 0),
            transfer=_transfer(fields),
            bookings=_bookings(fields),
        )


def write_service(service: ServiceDemand) -> dict[str, Any]:
    rates = service.arrivals
    options = {
        "patience": service.patience and _write_distribution(service.patience),
        "wrap_up_minutes": in_unit(service.wrap_up, MINUTE),
        "no_show": service.no_show,
        "no_show_minutes": in_unit(service.no_show_time, MINUTE),
        "transfer": dict(service.transfer),
    }
    return {
        "target_minutes": in_unit(service.target, MINUTE),
        "arrivals": rates[0] if len(set(rates)) == 1 else list(rates),
        "service": _write_distribution(service.service),
        **present(options),
        **(_write_bookings(service.bookings) if service.bookings else {}),
    }


def _arrivals(fields: Fields, intervals: int) -> tuple[float, ...]:
    """One number for every interval, or one number an interval."""
    if "arrivals" not in fields:
        fields.missing("arrivals")
        return ()
    node = fields.node.at("arrivals")
    if not isinstance(node.value, tuple):
        return (take(node, RATE, fields.report, 0.0),) * intervals
    if len(node.value) != intervals:
        fields.problem(node, "wrong_count", found=len(node.value), expected=intervals)
    return tuple(take(item, RATE, fields.report, 0.0) for item in listed_nodes(node, fields.report))


def _distribution(fields: Fields, key: str) -> Distribution:
    if key not in fields:
        fields.missing(key)
        return Distribution(Family.DETERMINISTIC)
    with fields.section(key) as shape:
        if "dist" not in shape:
            shape.missing("dist")
        family = shape.may("dist", choice(Family), None)
        if family is None:
            return _unread(shape)
        if family is Family.EMPIRICAL:
            samples = shape.values("samples", SAMPLE)
            if not samples:
                shape.problem(shape.node.at("samples"), "no_samples")
            return Distribution(family, samples=samples)
        return Distribution(family, shape.need("mean_minutes", MEAN), shape.need("cv", CV) if family.has_cv else 0.0)


def _unread(shape: Fields) -> Distribution:
    """Without its kind nothing can be said of the rest, which is passed over."""
    for key in ("mean_minutes", "cv", "samples"):
        key in shape  # noqa: B015 - known
    return Distribution(Family.DETERMINISTIC)


def _write_distribution(shape: Distribution) -> dict[str, Any]:
    if shape.family is Family.EMPIRICAL:
        return {"dist": shape.family.value, "samples": list(shape.samples)}
    spread = {"cv": shape.cv} if shape.family.has_cv else {}
    return {"dist": shape.family.value, "mean_minutes": shape.mean_minutes, **spread}


def _transfer(fields: Fields) -> Mapping[str, float]:
    shares = {to: share for to, share in fields.table("transfer", SHARE).items() if share > 0}
    if sum(shares.values()) > 1:
        fields.problem(fields.node.at("transfer"), "shares_over_one", total=f"{sum(shares.values()):g}")
    return shares


def _bookings(fields: Fields) -> Bookings | None:
    show = fields.may("show", SHARE, 1.0)
    with fields.section("punctual") as punctual:
        early = punctual.may("mean_minutes", OFFSET, 0.0)
        spread = punctual.may("sd_minutes", SAMPLE, 0.0)
    if "bookings" not in fields:
        return None
    booked: dict[int, int] = {}
    for clock, node in fields.pairs("bookings").items():
        minute = take(Node(clock, node.line, node.path), CLOCK, fields.report, None)
        if minute is not None:
            booked[minute] = take(node, COUNT, fields.report, 0)
    return Bookings(booked, show, early, spread)


def _write_bookings(bookings: Bookings) -> dict[str, Any]:
    return {
        "bookings": {clock_text(minute): count for minute, count in bookings.booked.items()},
        "show": bookings.show,
        "punctual": {"mean_minutes": bookings.early_minutes, "sd_minutes": bookings.spread_minutes},
    }
