"""The wait that a visitor who came now would have, as views write it."""

from hallops.domain.hall_day import HallDay
from hallops.services.estimate import estimate_wait
from hallops.services.views.names import Json


def estimate_of(day: HallDay, service: str) -> Json:
    estimate = estimate_wait(day, service)
    return {"low": estimate.low, "high": estimate.high}
