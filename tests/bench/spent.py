"""Wall and CPU time of a piece of work, and the best of several rounds, which other programs disturbed the least."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Spent:
    """Seconds for `count` things."""

    count: int = 0
    wall: float = 0.0
    cpu: float = 0.0

    @property
    def rate(self) -> float:
        """Things a second."""
        return self.count / self.wall

    @property
    def cpu_us(self) -> float:
        """Microseconds of CPU a thing."""
        return self.cpu * 1e6 / self.count


@contextmanager
def spending(count: int = 0) -> Iterator[Spent]:
    """Measure what happens inside; `count` may also be set there. All threads of the process count."""
    spent = Spent(count)
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    yield spent
    spent.wall, spent.cpu = time.perf_counter() - wall, time.process_time() - cpu


def best(rounds: list[Spent]) -> Spent:
    """The best rate and, for itself, the least CPU."""
    fastest = max(rounds, key=lambda spent: spent.rate)
    least = min(rounds, key=lambda spent: spent.cpu_us)
    return Spent(fastest.count, fastest.wall, least.cpu * fastest.count / least.count)
