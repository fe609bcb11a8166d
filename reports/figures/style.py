"""The one style of all pictures: colours that colour-blind people tell apart and that print, sizes, an empty picture.

Colours are those of Okabe and Ito; nothing is told by colour alone. At 96 dots an inch text is 14 px high.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator
from matplotlib.typing import RcKeyType

from reports.figures.fonts import families
from reports.figures.words import word

INK, MUTED, GRID, PAPER = "#1f2933", "#52606d", "#d9dee3", "#ffffff"
BLUE, SKY, ORANGE, RED = "#0072b2", "#56b4e9", "#e69f00", "#d55e00"
PALE = "#e8eef4"
SHADES = "Blues"  # light where little, dark where much; the same to every eye
TEXT, TITLE = 10.5, 13.0  # points
WIDE, HIGH, MARGIN = 9.0, 4.4, 0.08  # inches
LINE = 1.8
LEGEND, NO_LEGEND = 30, 10  # points under the title
HOUR = 60

_SETTINGS: dict[RcKeyType, Any] = {
    "font.size": TEXT,
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.titlesize": TITLE,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": False,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "hatch.linewidth": 0.8,
}


@contextmanager
def picture(title: str, language: str, *, high: float = HIGH, gap: float = LEGEND) -> Iterator[tuple[Figure, Axes]]:
    """An empty picture with its title, so many points above the axes; what is drawn inside the block has the style."""
    fonts = families(language)
    with rc_context({**_SETTINGS, "font.family": fonts}):
        figure = Figure(
            figsize=(WIDE, high), layout=ConstrainedLayoutEngine(w_pad=MARGIN, h_pad=MARGIN), facecolor=PAPER
        )
        axes = figure.add_subplot()
        axes.set_title(word(title, language), pad=gap)
        axes.tick_params(labelfontfamily=fonts, length=3)  # labels are made when the picture is drawn
        yield figure, axes


def clock_axis(axes: Axes, first: int, last: int) -> None:
    """Time of day from left to right, in minutes, a label an hour."""
    hours = range(-(-first // HOUR) * HOUR, last + 1, HOUR)
    axes.set_xlim(first, last)
    axes.set_xticks(list(hours), [f"{at // HOUR}:00" for at in hours])
    axes.grid(axis="y", color=GRID, linewidth=0.8)


def legend(axes: Axes) -> None:
    """In a row under the title, clear of the data."""
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=4,
        frameon=False,
        borderpad=0,
        borderaxespad=0.4,
        handlelength=1.6,
        columnspacing=1.6,
    )


def count_axis(axes: Axes, most: float) -> None:
    """From 0 in whole steps, with room above the greatest value."""
    axes.set_ylim(0, max(most * 1.08, 1))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10], integer=True))
