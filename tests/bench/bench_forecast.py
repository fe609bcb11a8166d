"""Forecast of a bank's calls in intervals of five minutes, the last 20 days held out: errors, and the time it takes."""

import os
from collections.abc import Iterator
from pathlib import Path

from simulation.forecasting.forecast import forecast
from simulation.forecasting.history import Marks, history_of
from tests.bench.figure import Figure
from tests.bench.spent import spending
from tests.outside import BESIDE, SETTING
from tests.simulation.test_forecast import bank_calls

DATA = "bank_calls_5min.csv.gz"
BAR = 8.5  # % of all calls; the baseline's own error, day by day


def measure(_folder: Path, _rounds: int) -> Iterator[Figure]:
    file = Path(os.environ.get(SETTING, BESIDE)) / DATA
    if not file.exists():
        return
    history = history_of(bank_calls(file), Marks())
    for lead in (1, 20):
        with spending(1) as spent:
            found = forecast(history, lead)
        beside = f"baseline {found.score.baseline:.2%}, {found.method}, {found.score.coverage:.0%} inside"
        bar = BAR if lead == 1 else None
        yield Figure(f"forecast: WAPE, {lead} days ahead", 100 * found.score.wape, "%", bar, detail=beside)
        yield Figure(f"forecast: time, {lead} days ahead", spent.cpu, "s", detail="CPU")
