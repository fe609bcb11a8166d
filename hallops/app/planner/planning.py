"""What `hallops plan` uses, in one place, so that it is loaded only when it is asked for; and the plan as a table."""

from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from hallops.app.voice import Voice
from hallops.domain.rules import MINUTE
from hallops.files.kinds import clock_text
from hallops.measures.share import UNKNOWN
from simulation.analytic.offered_load import overload
from simulation.kernel.compiled import AVAILABLE, is_kept
from simulation.planning.evidence import evidence
from simulation.planning.goal import HALF, CellName, Goal
from simulation.planning.plan import Plan, Row, Settings, plan
from simulation.scenario.scenario import Scenario
from simulation.scenario.scenario_file import read_scenario
from simulation.scenario.scenario_write import write_scenario

__all__ = [
    "AVAILABLE",
    "MINUTE",
    "Goal",
    "Settings",
    "evidence",
    "is_kept",
    "lacking",
    "overload",
    "plan",
    "read_scenario",
    "table",
    "write_scenario",
]

WIDTH = 140
BAR = "█"


def table(plan: Plan, voice: Voice) -> str:
    """The curve: a line each slot, with the windows open, what the formula asked for, the share, and what binds."""
    shown = Table(box=SIMPLE_HEAD, title=_title(plan, voice), title_justify="left")
    shown.add_column("")
    for head, side in (("plan_open", "right"), ("plan_curve", "left"), ("plan_formula", "right")):
        shown.add_column(voice.phrase(head), justify="right" if side == "right" else "left")
    shown.add_column(voice.phrase("plan_share"), justify="right")
    shown.add_column(voice.phrase("plan_binds"))
    for row in plan.rows:
        first = row.slot.start % HALF == 0
        share = _share(plan, CellName(half_hour=row.slot.start)) if first else ""
        bar = BAR * len(row.windows)
        shown.add_row(
            clock_text(row.slot.start), str(len(row.windows)), bar, str(row.formula), share, _binds(plan, row, voice)
        )
    stream = StringIO()
    Console(file=stream, width=WIDTH, color_system=None).print(shown)
    return "\n".join([*(line.rstrip() for line in stream.getvalue().splitlines()), *_notes(plan, voice)])


def lacking(plan: Plan, voice: Voice) -> str:
    """The cells below the goal, with their shares and what bounds them."""
    cells = sorted(plan.lacking, key=lambda cell: plan.reached.share[cell])
    return "\n".join(
        voice.phrase(
            "plan_lacks",
            cell=_cell(plan.scenario, plan.cells[cell], voice),
            share=f"{plan.reached.share[cell]:.1%}",
        )
        for cell in cells
    )


def _title(plan: Plan, voice: Voice) -> str:
    hours = {"hours": f"{plan.window_hours:g}", "before": f"{plan.before:g}"}
    return voice.phrase("plan_title" if plan.before else "plan_title_new", **hours)


def _share(plan: Plan, name: CellName) -> str:
    cell = plan.cells.index(name) if name in plan.cells else None
    if cell is None or not plan.reached.seen[cell]:
        return UNKNOWN
    found = plan.reached.interval(cell)
    half = "" if found.half_width is None else f" ±{100 * found.half_width:.1f}"
    return UNKNOWN if found.value is None else f"{found.value:.1%}{half}"


def _binds(plan: Plan, row: Row, voice: Voice) -> str:
    if row.cover:
        return voice.phrase("plan_cover", mode=row.slot.mode)
    if row.without is None:
        return ""
    cell = _cell(plan.scenario, row.without.cell, voice)
    return voice.phrase("plan_without", window=row.without.window, cell=cell, share=f"{row.without.share:.1%}")


def _cell(scenario: Scenario, name: CellName, voice: Voice) -> str:
    """A cell in words; of a service, with the windows that have a rank for it and may be open then."""
    if name.half_hour is not None:
        return clock_text(name.half_hour)
    mode = scenario.modes.get(str(name.mode))
    serving = [w.number for w in scenario.windows if name.service in w.rank and (not mode or mode.may_open(w.number))]
    windows = ", ".join(map(str, serving))
    return voice.phrase("plan_cell", service=str(name.service), mode=str(name.mode), windows=windows)


def _notes(plan: Plan, voice: Voice) -> list[str]:
    """How the services fare, what it rests on, and what the words of the table mean."""
    services = [n for n, name in enumerate(plan.cells) if name.service is not None and n not in plan.unjudged]
    seen = [number for number in services if plan.reached.seen[number]]
    lowest = min(seen, key=lambda number: plan.reached.share[number])
    counted = evidence(plan, "")["taken_away"]
    return [
        voice.phrase(
            "plan_service",
            cell=_cell(plan.scenario, plan.cells[lowest], voice),
            share=f"{plan.reached.share[lowest]:.1%}",
        ),
        voice.phrase("plan_days", fresh=plan.reached.days, searched=plan.settings.searched),
        voice.phrase("plan_taken", tried=counted["tried"], missed=counted["missed"], close=counted["too_close"]),
        voice.phrase("plan_notes"),
    ]
