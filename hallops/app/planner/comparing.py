"""What the verb compare uses, in one place, so that it loads it only when it is asked for; and its table."""

from rich.box import SIMPLE_HEAD
from rich.table import Table

from hallops.app.tables import written
from hallops.app.voice import Voice
from hallops.measures.share import UNKNOWN
from simulation.analytic.offered_load import overload
from simulation.comparing.comparison import Comparison, Figures, compare
from simulation.kernel.compiled import is_kept
from simulation.outcome.intervals import Interval
from simulation.run import Engine, usable
from simulation.scenario.scenario_file import read_scenario

__all__ = ["Engine", "compare", "is_kept", "notes", "overload", "read_scenario", "table", "usable"]

SHARES = ("share_within_target", "share_left", "utilisation")  # told in percent
ROWS = {
    "tickets_a_day": "compare_tickets",
    "mean_wait_minutes": "compare_mean",
    "p90_wait_minutes": "compare_p90",
    "share_within_target": "compare_within",
    "share_left": "compare_left",
    "utilisation": "compare_busy",
    "window_hours": "compare_hours",
}
OF_A_SERVICE = ("mean_wait_minutes", "share_within_target")


def table(found: Comparison, voice: Voice) -> str:
    """A line a figure: each scenario's, and what it differs from the first one's."""
    title = voice.phrase("compare_title", days=found.days, seed=found.seed)
    shown = Table(box=SIMPLE_HEAD, title=title, title_justify="left")
    shown.add_column("")
    for place, each in enumerate(found.compared):
        shown.add_column(each.name, justify="right")
        if place:
            shown.add_column(voice.phrase("compare_difference"), justify="right")
    for name, saying in ROWS.items():
        pairs = [(each.figures, each.differences) for each in found.compared]
        shown.add_row(voice.phrase(saying), *_cells(name, pairs))
    for code in found.common if len(found.common) > 1 else ():
        shown.add_section()
        for name in OF_A_SERVICE:
            label = voice.phrase("compare_of_service", service=code, figure=voice.phrase(ROWS[name]))
            shown.add_row(label, *_cells(name, [each.services[code] for each in found.compared]))
    return written(shown)


def notes(found: Comparison, voice: Voice) -> list[str]:
    """What is common to the scenarios, and how to read the table."""
    base, *others = found.compared
    said = []
    for each in others:
        saying = "compare_same_people" if each.same_people else "compare_other_people"
        said.append(voice.phrase(saying, scenario=each.name, base=base.name))
    for each in found.compared:
        if each.own_services:
            services, common = ", ".join(each.own_services), ", ".join(found.common)
            said.append(voice.phrase("compare_services", scenario=each.name, services=services, common=common))
    return [*said, voice.phrase("compare_notes")]


def _cells(name: str, pairs: list[tuple[Figures, Figures]]) -> list[str]:
    scale = 100 if name in SHARES else 1
    cells = []
    for place, (figures, differences) in enumerate(pairs):
        cells.append(number(figures[name], scale))
        if place:
            cells.append(number(differences[name], scale, sign="+"))
    return cells


def number(interval: Interval, scale: int = 1, *, sign: str = "") -> str:
    """A value and half its interval, to a tenth."""
    if interval.value is None:
        return UNKNOWN
    value = f"{round(interval.value * scale, 1) + 0.0:{sign}.1f}".replace("-", "−")
    return value if interval.half_width is None else f"{value} ±{interval.half_width * scale:.1f}"
