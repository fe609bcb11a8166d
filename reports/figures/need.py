"""The work of each interval, in windows, against the windows that are open."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from reports.figures.style import BLUE, INK, LINE, PALE, RED, clock_axis, count_axis, legend, picture
from reports.figures.words import word


@dataclass(frozen=True, slots=True)
class Need:
    """Windows, an entry an interval. `edges` are one more, minutes of the day."""

    edges: Sequence[int]
    work: Sequence[float]
    open: Sequence[float]


def need_against_open(need: Need, language: str) -> Figure:
    with picture("figure_need", language) as (figure, axes):
        axes.stairs(need.open, need.edges, fill=True, color=PALE)
        axes.stairs(
            need.open, need.edges, baseline=None, color=BLUE, linewidth=LINE, label=word("figure_open", language)
        )
        axes.stairs(
            need.work,
            need.edges,
            baseline=None,
            color=INK,
            linewidth=LINE,
            linestyle=(0, (3, 1)),
            label=word("figure_need_line", language),
        )
        short = [max(work, opened) for work, opened in zip(need.work, need.open, strict=True)]
        if short != list(need.open):
            axes.stairs(
                short,
                need.edges,
                baseline=need.open,
                fill=True,
                facecolor="none",
                edgecolor=RED,
                linewidth=0,
                hatch="////",
                label=word("figure_short", language),
            )
        count_axis(axes, max((*need.work, *need.open), default=0))
        clock_axis(axes, need.edges[0], need.edges[-1])
        legend(axes)
    return figure
