"""backtest(log, until): fit until a date, then simulate each later day with the windows that were really open on it.

The fit knows nothing of the days that it is tried on but their date and their windows: not who came, nor how many.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from hallops.measures.reading import readings
from hallops.measures.spread import Spread
from simulation.backtesting.compared import Calibration, Compared, DayScore
from simulation.fitting.fit import Fit, fit
from simulation.fitting.gaps import WindowDay, window_times
from simulation.fitting.log import Log, PastDay
from simulation.fitting.opening import real
from simulation.outcome.counting import spread_of
from simulation.outcome.tickets import Tickets
from simulation.run import Engine, simulate
from simulation.scenario.scenario import Scenario

RUNS, SEED = 200, 1


@dataclass(frozen=True, slots=True)
class Trials:
    """How each real day is simulated: so many times, from this seed on, by this engine."""

    engine: Engine
    runs: int = RUNS
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Backtest:
    """What was fitted, the days it was tried on, and those that could not be simulated."""

    fit: Fit
    until: date
    scores: tuple[DayScore, ...]
    skipped: tuple[date, ...]

    @property
    def calibration(self) -> Calibration | None:
        """None where no day could be simulated."""
        return Calibration.of(self.scores) if self.scores else None

    def as_dict(self) -> dict[str, object]:
        calibration = self.calibration
        return {
            "fit_until": self.until.isoformat(),
            "days": [score.as_dict() for score in self.scores],
            "skipped": [day.isoformat() for day in self.skipped],
            "calibration": None if calibration is None else calibration.as_dict(),
        }


def backtest(
    log: Log, until: date, trials: Trials, watch: Callable[[int, int], None] = lambda _done, _all: None
) -> Backtest:
    """`watch` is told how many of the real days are done. Every day has draws of its own."""
    past, later = log.until(until), log.after(until)
    found = fit(past)
    windows = window_times(later, frozenset(), found.typical_time).days
    scores, skipped = [], []
    for place, day in enumerate(later.days):
        scenario = scenario_of(found, day, windows[place])
        score = None if scenario is None else score_of(day, found, scenario, replace(trials, seed=trials.seed + place))
        if score is None:
            skipped.append(day.day)
        else:
            scores.append(score)
        watch(place + 1, len(later.days))
    return Backtest(found, until, tuple(scores), tuple(skipped))


def scenario_of(found: Fit, day: PastDay, windows: tuple[WindowDay, ...]) -> Scenario | None:
    """The day as the fit would have it, with its real windows; None where nothing is known of it, or none was open."""
    try:
        hours = found.hours([day], [day.group])
    except KeyError:
        return None
    scenario = found.scenario_with([day.group], hours, real(day.midnight, windows, hours))
    return scenario if scenario.services else None


def score_of(day: PastDay, found: Fit, scenario: Scenario, trials: Trials) -> DayScore | None:
    """None where nobody was really served."""
    targets = {code: service.target for code, service in found.log.hall.services.items()}
    waits = [one.wait for one in readings((logged.ticket for logged in day.tickets), targets) if one.wait is not None]
    draws, paths = simulate(scenario, trials.runs, trials.seed, trials.engine)
    tickets = Tickets.of(scenario, draws, paths)
    spreads = _spreads(tickets, draws.days)
    means = np.array([round(spread.mean or 0) for spread in spreads], np.int64)
    p90s = np.array([spread.p90 or 0 for spread in spreads], np.int64)
    spread = Spread.of(waits)
    if spread.mean is None or spread.p90 is None:
        return None
    return DayScore(
        day=day.day,
        tickets=len(day.tickets),
        served=spread.n,
        simulated_tickets=len(tickets.day) / draws.days,
        mean=Compared.of(spread.mean, means),
        p90=Compared.of(spread.p90, p90s),
        means=means,
    )


def _spreads(tickets: Tickets, days: int) -> list[Spread]:
    """The waits of the served of each simulated day."""
    served = tickets.is_served
    day, wait = tickets.day[served], tickets.wait[served]
    ends = np.cumsum(np.bincount(day, minlength=days))
    return [spread_of(part) for part in np.split(wait, ends[:-1])]
