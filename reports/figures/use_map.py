"""How busy each window is in each half hour: a map of windows and time, each cell with its number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.figures.style import INK, MUTED, NO_LEGEND, PAPER, SHADES, clock_axis, picture
from reports.figures.words import word

DARK = 68  # percent from which white numbers are easier to read than dark ones
ROW, FRAME, LEAST = 0.3, 1.3, 2.2  # inches


@dataclass(frozen=True, slots=True)
class Use:
    """Percent of the open time by window and half hour; None where it is not planned to be open."""

    edges: Sequence[int]
    windows: Sequence[int]
    percent: Sequence[Sequence[float | None]]


def use_map(use: Use, language: str) -> Figure:
    cells = np.array([[np.nan if cell is None else cell for cell in row] for row in use.percent], float)
    with picture("figure_use", language, high=max(LEAST, FRAME + ROW * len(use.windows)), gap=NO_LEGEND) as (
        figure,
        axes,
    ):
        rows = np.arange(len(use.windows) + 1)
        drawn = axes.pcolormesh(
            use.edges, rows, np.ma.masked_invalid(cells), cmap=SHADES, vmin=0, vmax=100, edgecolor=PAPER, linewidth=1.5
        )
        _numbers(axes, use)
        clock_axis(axes, use.edges[0], use.edges[-1])
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        axes.set_yticks(rows[:-1] + 0.5, [word("figure_window", language, number=number) for number in use.windows])
        axes.invert_yaxis()
        scale = figure.colorbar(drawn, ax=axes, pad=0.01, aspect=30)
        scale.outline.set_visible(False)
        scale.ax.tick_params(labelfontfamily=axes.title.get_fontfamily(), color=MUTED, length=3)
    return figure


def _numbers(axes: Axes, use: Use) -> None:
    middles = [(low + high) / 2 for low, high in zip(use.edges, use.edges[1:], strict=False)]
    for row, cells in enumerate(use.percent):
        for at, cell in zip(middles, cells, strict=True):
            if cell is not None:
                ink = PAPER if cell >= DARK else INK
                axes.text(at, row + 0.5, f"{cell:.0f}", ha="center", va="center", fontsize="small", color=ink)
