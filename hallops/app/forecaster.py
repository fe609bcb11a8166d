"""Makes forecasts in a process of its own, so that the hub neither waits for them nor holds the compiler in memory.

The process begins with the first question and goes with the hub, whatever becomes of that: its pipe ends then.
"""

import os
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from simulation.kernel.compiled import AVAILABLE
from simulation.now.queue import Forecast, Question

LONGEST = 120.0  # seconds; the first answer may have to compile
COURTESY = 10  # how much the hub goes before


class Forecaster:
    """One question at a time."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "forecast")
        self._child: SpawnProcess | None = None
        self._pipe: Connection | None = None

    @property
    def process(self) -> int | None:
        """The child's id; None while there is none."""
        return None if self._child is None else self._child.pid

    def ask(self, question: Question) -> "Future[Forecast]":
        return self._pool.submit(self._answer, question)

    def close(self) -> None:
        """Whoever still waits for an answer gets none."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._end()

    def _answer(self, question: Question) -> Forecast:
        """In the pool's thread."""
        try:
            found = _asked(self._begun(), question)
        except Exception:
            self._end()
            raise
        if isinstance(found, Exception):
            raise found
        return found

    def _begun(self) -> Connection:
        if self._pipe is None:
            context = get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._child = context.Process(target=_work, args=(theirs,), name="forecast", daemon=True)
            self._child.start()
            theirs.close()
        return self._pipe

    def _end(self) -> None:
        pipe, child, self._pipe, self._child = self._pipe, self._child, None, None
        if child is not None and child.pid is not None:
            child.kill()
            child.join()
        if pipe is not None:
            pipe.close()


def is_possible() -> bool:
    """Whether the compiled simulation is there: the other one is too slow for a queue that moves on."""
    return AVAILABLE


def _asked(pipe: Connection, question: Question) -> Forecast | Exception:
    pipe.send(question)
    if not pipe.poll(LONGEST):
        raise TimeoutError
    found: Forecast | Exception = pipe.recv()
    return found


def _work(pipe: Connection) -> None:
    """The child: answers until the hub is gone. Ctrl+C is the hub's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(COURTESY)
    from simulation.now.foresee import foresee  # noqa: PLC0415 - the compiler is loaded here alone

    with suppress(EOFError, OSError):
        while True:
            question = pipe.recv()
            try:
                answer: Forecast | Exception = foresee(question)
            except Exception as error:  # noqa: BLE001 - whoever asked must hear of it
                answer = error
            pipe.send(answer)
