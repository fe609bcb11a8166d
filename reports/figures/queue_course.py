"""How many people wait through the day: median, P90 and the longest line of all days."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from reports.figures.style import BLUE, INK, LINE, MUTED, SKY, clock_axis, count_axis, legend, picture
from reports.figures.words import word


@dataclass(frozen=True, slots=True)
class Queue:
    """People, an entry a half hour. `edges` are one more, minutes of the day."""

    edges: Sequence[int]
    median: Sequence[int]
    p90: Sequence[int]
    longest: Sequence[int]


def queue_course(queue: Queue, language: str) -> Figure:
    with picture("figure_queue", language) as (figure, axes):
        axes.stairs(queue.p90, queue.edges, fill=True, color=SKY, alpha=0.45)
        lines = (
            (queue.longest, MUTED, (0, (1, 1.5)), "figure_queue_longest"),
            (queue.p90, BLUE, "solid", "figure_queue_p90"),
            (queue.median, INK, (0, (2, 1)), "figure_queue_median"),
        )
        for values, colour, dashes, label in lines:
            axes.stairs(
                values,
                queue.edges,
                baseline=None,
                color=colour,
                linewidth=LINE,
                linestyle=dashes,
                label=word(label, language),
            )
        count_axis(axes, max(queue.longest, default=0))
        clock_axis(axes, queue.edges[0], queue.edges[-1])
        legend(axes)
    return figure
