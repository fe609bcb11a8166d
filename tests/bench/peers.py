"""Other simulators in their best styles, on the bench's models. Each function returns how many customers it played."""

import random
from collections import deque
from collections.abc import Generator
from importlib import import_module
from typing import Any

import simpy

from simulation.drawing.draws import NONE, Draws
from simulation.scenario.scenario import Scenario

RATE, SERVERS = 1.8, 2
Wait = Generator[Any, Any, None]


def simpy_resource(n: int) -> int:
    """M/M/2, a process for each customer."""
    env, chance = simpy.Environment(), random.Random(1)
    windows = simpy.Resource(env, SERVERS)

    def customer() -> Wait:
        with windows.request() as place:
            yield place
            yield env.timeout(chance.expovariate(1))

    def source() -> Wait:
        for _ in range(n):
            yield env.timeout(chance.expovariate(RATE))
            env.process(customer())

    env.process(source())
    env.run()
    return n


def simpy_hall(scenario: Scenario, draws: Draws) -> int:
    """The hall as SimPy users mostly write it: windows in a store, patience, transfers; no class, no roster."""
    serves = [frozenset(window.rank) for window in scenario.windows]
    for day in draws.each_day():
        env = simpy.Environment()
        windows = simpy.FilterStore(env)
        windows.items.extend(serves)
        rows = zip(
            day.arrival.tolist(),
            day.service.tolist(),
            day.service_time.tolist(),
            day.patience.tolist(),
            day.transfer_to.tolist(),
            day.second_time.tolist(),
            strict=True,
        )
        env.process(_arrivals(env, windows, list(rows), list(draws.services)))
        env.run()
    return draws.customers


def _arrivals(
    env: simpy.Environment, windows: simpy.FilterStore, rows: list[tuple[int, ...]], codes: list[str]
) -> Wait:
    for at, service, time, patience, to, second in rows:
        yield env.timeout(at - env.now)
        env.process(
            _customer(env, windows, (codes[service], time, patience), None if to == NONE else (codes[to], second))
        )


def _customer(
    env: simpy.Environment, windows: simpy.FilterStore, first: tuple[str, int, int], then: tuple[str, int] | None
) -> Wait:
    service, time, patience = first
    place = windows.get(lambda window: service in window)
    if patience == NONE:
        yield place
    else:
        yield place | env.timeout(patience)
        if not place.triggered:
            place.cancel()
            return
    yield env.timeout(time)
    windows.put(place.value)
    if then is not None:
        env.process(_customer(env, windows, (*then, NONE), None))


def ciw_queue(n: int) -> int:
    """M/M/2."""
    ciw: Any = import_module("ciw")
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=RATE)],
        service_distributions=[ciw.dists.Exponential(rate=1.0)],
        number_of_servers=[SERVERS],
    )
    ciw.seed(1)
    ciw.Simulation(network).simulate_until_max_customers(n, method="Finish")
    return n


def salabim_queue(n: int) -> int:
    """M/M/2 in server style: a component for each window, none for customers."""
    sim: Any = import_module("salabim")
    sim.yieldless(False)
    chance, line = random.Random(1), deque[float]()

    class Window(sim.Component):  # type: ignore[misc]
        def process(self) -> Wait:
            while True:
                while not line:
                    yield self.passivate()
                line.popleft()
                yield self.hold(chance.expovariate(1))

    class Source(sim.Component):  # type: ignore[misc]
        def process(self) -> Wait:
            for _ in range(n):
                yield self.hold(chance.expovariate(RATE))
                line.append(env.now())
                for window in windows:
                    if window.ispassive():
                        window.activate()
                        break

    env = sim.Environment(trace=False)
    windows = [Window() for _ in range(SERVERS)]
    Source()
    env.run()
    return n
