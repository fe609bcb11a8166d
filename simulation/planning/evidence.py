"""The `plan:` block of a plan file: what was asked, on which days it was found and judged, and what binds where."""

from collections.abc import Iterator
from typing import Any

from hallops.files.kinds import clock_text
from simulation.planning.goal import CellName
from simulation.planning.plan import Plan, Row


def evidence(plan: Plan, version: str) -> dict[str, Any]:
    """Plain values, the same for the file and for --json."""
    settings = plan.settings
    goal = settings.goal
    return {
        "version": version,
        "asked": {
            "share": goal.share,
            "within": "target" if goal.within is None else goal.within / 60_000,
            "step_minutes": settings.step,
        },
        "kept": plan.is_kept,
        "window_hours": plan.window_hours,
        "window_hours_before": plan.before,
        "searched": {"days": settings.searched, "seed": settings.seed, "days_played": plan.days_played},
        "judged": {"days": plan.reached.days, "seed": plan.fresh_seed or settings.seed, "fresh": plan.is_possible},
        "curve": [_row(row) for row in plan.rows],
        "half_hours": list(_cells(plan, by_service=False)),
        "services": list(_cells(plan, by_service=True)),
        "taken_away": {
            "tried": len(plan.single),
            "missed": sum(_missed(plan)),
            "too_close": len(plan.single) - sum(_missed(plan)),
        },
    }


def _missed(plan: Plan) -> list[bool]:
    """For each window of each slot, whether the goal was plainly missed without it."""
    return [float(one.share[one.worst]) < plan.settings.goal.share for one in plan.single.values()]


def _row(row: Row) -> dict[str, Any]:
    without = row.without
    binds: dict[str, Any] = {"cover": row.slot.mode} if row.cover else {}
    if without is not None:
        binds |= {"without": without.window, **named(without.cell), "share": round(without.share, 4)}
    return {
        "from": clock_text(row.slot.start),
        "to": clock_text(row.slot.end),
        "mode": row.slot.mode,
        "windows": list(row.windows),
        "formula": row.formula,
        "binds": binds,
    }


def _cells(plan: Plan, *, by_service: bool) -> Iterator[dict[str, Any]]:
    seen = plan.reached.seen
    for number, name in enumerate(plan.cells):
        if (name.service is not None) == by_service and seen[number]:
            share = plan.reached.interval(number).as_dict()
            judged = {} if number not in plan.unjudged else {"judged": False}
            yield {**named(name), "visitors": round(float(seen[number]) / plan.reached.days, 2), **share, **judged}


def named(cell: CellName) -> dict[str, str]:
    """A cell's name as keys."""
    if cell.half_hour is not None:
        return {"half_hour": clock_text(cell.half_hour)}
    return {"service": str(cell.service), "mode": str(cell.mode)}
