"""Wait by time of joining: a band from the median to P90, with the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

from matplotlib.figure import Figure

from reports.figures.style import BLUE, INK, LINE, RED, SKY, clock_axis, count_axis, legend, picture
from reports.figures.words import word


@dataclass(frozen=True, slots=True)
class Waits:
    """Minutes, an entry an interval; None where nobody was served. `edges` are one more, minutes of the day."""

    edges: Sequence[int]
    median: Sequence[float | None]
    p90: Sequence[float | None]
    targets: Sequence[float] = ()


def wait_band(waits: Waits, language: str) -> Figure:
    with picture("figure_wait", language) as (figure, axes):
        low, high = _numbers(waits.median), _numbers(waits.p90)
        axes.stairs(high, waits.edges, baseline=low, fill=True, color=SKY, alpha=0.45)
        axes.stairs(
            high, waits.edges, baseline=None, color=BLUE, linewidth=LINE, label=word("figure_wait_p90", language)
        )
        axes.stairs(
            low,
            waits.edges,
            baseline=None,
            color=INK,
            linewidth=LINE,
            linestyle=(0, (2, 1)),
            label=word("figure_wait_median", language),
        )
        for place, target in enumerate(sorted(set(waits.targets))):
            label = None if place else word("figure_target", language)
            axes.axhline(target, color=RED, linewidth=1.2, linestyle=(0, (6, 3)), label=label)
        most = [value for value in (*waits.p90, *waits.targets) if value is not None]
        count_axis(axes, max(most, default=0))
        clock_axis(axes, waits.edges[0], waits.edges[-1])
        axes.set_xlabel(word("figure_time", language))
        legend(axes)
    return figure


def _numbers(values: Sequence[float | None]) -> list[float]:
    return [nan if value is None else value for value in values]
