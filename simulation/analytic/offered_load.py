"""How much work comes when: the offered load of each interval, in windows.

The load of an interval (SIPP) is rate × mean service. Work outlasts the interval it came in: lagged SIPP takes the rate
of one mean service earlier, and MOL the mean number that would be in service if windows were without number.
"""

from collections.abc import Callable, Sequence
from math import exp, inf

from hallops.domain.rules import MINUTE
from simulation.scenario.scenario import Scenario

Method = Callable[[Sequence[float], float, float], list[float]]


def rates(scenario: Scenario) -> dict[str, list[float]]:
    """Expected arrivals of each service by interval, bookings included, and transfers, who come in the interval too."""
    found = {code: list(service.arrivals) for code, service in scenario.services.items()}
    for code, service in scenario.services.items():
        for minute, count in (service.bookings.booked if service.bookings else {}).items():
            place = min((minute - scenario.opening) // scenario.interval, scenario.intervals - 1)
            found[code][place] += count * (service.bookings.show if service.bookings else 1)
    first = {code: tuple(own) for code, own in found.items()}
    for code, service in scenario.services.items():
        for to, share in service.transfer.items():
            sent = share * (1 - service.no_show)
            found[to] = [own + sent * come for own, come in zip(found[to], first[code], strict=True)]
    return found


def busy_minutes(scenario: Scenario, code: str) -> float:
    """A window's mean time for one ticket: service and wrap-up, or the absent."""
    service = scenario.services[code]
    served = service.service.mean + service.wrap_up / MINUTE
    return (1 - service.no_show) * served + service.no_show * service.no_show_time / MINUTE


def sipp(rate: Sequence[float], busy: float, length: float) -> list[float]:
    """Load by the rates of the interval itself; `rate` is expected arrivals an interval, times are minutes."""
    return [own * busy / length for own in rate]


def lagged_sipp(rate: Sequence[float], busy: float, length: float) -> list[float]:
    """Load by the rates of one mean service earlier."""
    lag = busy / length
    return [busy / length * (_until(rate, place + 1 - lag) - _until(rate, place - lag)) for place in range(len(rate))]


def mol(rate: Sequence[float], busy: float, length: float) -> list[float]:
    """The modified offered load, services taken as exponential: m' = rate − m ÷ mean service; means of intervals."""
    kept, present, found = exp(-length / busy), 0.0, []
    for own in rate:
        level = own * busy / length
        found.append(level + (present - level) * (1 - kept) * busy / length)
        present = level + (present - level) * kept
    return found


def offered_load(scenario: Scenario, method: Method = mol) -> list[float]:
    """Windows' worth of work in each interval, over all services."""
    come = rates(scenario)
    loads = [method(come[code], busy_minutes(scenario, code), scenario.interval) for code in scenario.services]
    return [sum(parts) for parts in zip(*loads, strict=True)]


def overload(scenario: Scenario) -> dict[float, list[str]]:
    """Work ÷ open time where it is above 1, with the services concerned.

    Held against the open time of a service's windows is the work of all services that have no others.
    """
    work = {code: sum(come) * busy_minutes(scenario, code) for code, come in rates(scenario).items()}
    serves = {code: frozenset(w.number for w in scenario.windows if code in w.rank) for code in scenario.services}
    found: dict[float, list[str]] = {}
    for mine in dict.fromkeys(serves.values()):
        minutes = sum(p.end - p.start for w in scenario.windows if w.number in mine for p in w.open)
        bound = [code for code, its in serves.items() if its <= mine]
        needed = sum(work[code] for code in bound)
        if needed > minutes:
            found[needed / minutes if minutes else inf] = bound
    return found


def _until(rate: Sequence[float], place: float) -> float:
    """Expected arrivals from the first interval until a place counted in intervals."""
    whole = min(max(int(place), 0), len(rate))
    part = rate[whole] * (place - whole) if place > 0 and whole < len(rate) else 0.0
    return sum(rate[:whole]) + part
