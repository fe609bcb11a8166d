"""How busy each window is in each half hour: a map of windows and time, each cell with its number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.figures.style import INK, MUTED, PAPER, SHADES, clock_axis, picture
from reports.figures.words import word

DARK = 60  # percent from which numbers are white
ROW, FRAME = 0.3, 1.7  # inches


@dataclass(frozen=True, slots=True)
class Use:
    """Percent of the open time by window and half hour; None where the window is closed."""

    edges: Sequence[int]
    windows: Sequence[int]
    percent: Sequence[Sequence[float | None]]


def use_map(use: Use, language: str) -> Figure:
    cells = np.array([[np.nan if cell is None else cell for cell in row] for row in use.percent], float)
    with picture("figure_use", language, high=max(3.0, FRAME + ROW * len(use.windows))) as (figure, axes):
        axes.title.set_y(1.0)
        rows = np.arange(len(use.windows) + 1)
        drawn = axes.pcolormesh(
            use.edges, rows, np.ma.masked_invalid(cells), cmap=SHADES, vmin=0, vmax=100, edgecolor=PAPER, linewidth=1.5
        )
        _numbers(axes, use)
        clock_axis(axes, use.edges[0], use.edges[-1])
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        axes.set_yticks(rows[:-1] + 0.5, [str(window) for window in use.windows])
        axes.invert_yaxis()
        axes.set_xlabel(word("figure_time_of_day", language))
        axes.set_ylabel(word("figure_window_numbers", language))
        scale = figure.colorbar(drawn, ax=axes, pad=0.01, aspect=30)
        scale.outline.set_visible(False)
        scale.ax.tick_params(labelfontfamily=axes.yaxis.label.get_fontfamily(), color=MUTED, length=3)
        scale.set_label(word("figure_use_scale", language))
    return figure


def _numbers(axes: Axes, use: Use) -> None:
    middles = [(low + high) / 2 for low, high in zip(use.edges, use.edges[1:], strict=False)]
    for row, cells in enumerate(use.percent):
        for at, cell in zip(middles, cells, strict=True):
            if cell is not None:
                ink = PAPER if cell >= DARK else INK
                axes.text(at, row + 0.5, f"{cell:.0f}", ha="center", va="center", fontsize="small", color=ink)
