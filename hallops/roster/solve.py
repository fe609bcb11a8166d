"""Solving a problem in a child process: its crash or kill never takes the caller along, and the best so far stays.

The child is a new interpreter (spawn): it shares no memory and no thread with the caller, which needs no OR-tools.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection

from hallops.roster.problem import Problem, Roster
from hallops.roster.progress import STOP, Progress, Settings, Solved, Status

PATIENCE = 0.2  # s between two looks at whether to stop
GRACE = 10.0  # s that a child has to end after its time


def solve(
    problem: Problem,
    settings: Settings,
    start: Roster | None = None,
    watch: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Solved:
    """Search for the best roster.

    `watch` hears each better roster, `stopped` is asked several times a second. A search from `start` never ends worse.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_work, args=(theirs, problem, start or {}, settings), daemon=True)
    child.start()
    theirs.close()
    try:
        return _Following(ours, start or {}, watch, stopped).follow()
    finally:
        ours.close()
        child.join(GRACE)
        if child.is_alive():
            child.kill()
            child.join()


def _work(pipe: Connection, problem: Problem, start: Roster, settings: Settings) -> None:
    """In the child: only here OR-tools is loaded."""
    import_module("hallops.roster.worker").work(pipe, problem, start, settings)


class _Following:
    """What the child says, until its last word or its end."""

    def __init__(
        self, pipe: Connection, start: Roster, watch: Callable[[Progress], None], stopped: Callable[[], bool]
    ) -> None:
        self._pipe = pipe
        self._watch = watch
        self._stopped = stopped
        self._begun = time.monotonic()
        self._best = Solved(Status.LOST, start)

    def follow(self) -> Solved:
        asked = False
        try:
            while True:
                if not asked and self._stopped():
                    self._pipe.send(STOP)
                    asked = True
                if self._pipe.poll(PATIENCE):
                    said = self._pipe.recv()
                    if isinstance(said, Solved):
                        return replace(said, trace=self._best.trace)
                    self._take(said)
        except (EOFError, OSError):
            return self._best  # the child is gone

    def _take(self, found: Progress) -> None:
        trace = (*self._best.trace, (round(time.monotonic() - self._begun, 2), found.cost, found.short))
        self._best = Solved(Status.LOST, found.roster, trace=trace)
        self._watch(found)
