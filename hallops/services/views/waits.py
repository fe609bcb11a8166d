"""The wait that a visitor who came now would have, as views write it."""

from hallops.domain.commands import Estimate
from hallops.domain.hall_day import HallDay
from hallops.services.estimate import Waits
from hallops.services.views.names import Json


def estimate_of(day: HallDay, service: str, now: int, waits: Waits) -> Json:
    return interval_of(waits.of_service(day, service, now))


def interval_of(estimate: Estimate) -> Json:
    return {"low": estimate.low, "high": estimate.high}
