"""The hub as it runs: `hallops serve` in a process, its callers in a second and its screens in a third and fourth.

Every round has the raw floor beside it. Rates are held as ratios; times in ms can only be trusted on a machine that is
otherwise idle, so each says how busy it was, and what the hub's own process spent.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hallops.app.clocks import SystemClock
from hallops.domain.commands import Command, Issue, KeepTime
from hallops.services.batch import Answer, Asked
from hallops.services.keeper import Keeper, command_hash
from hallops.store.place import Place
from hallops.store.store import Store
from tests.bench.captured import capturing, raw, repeat
from tests.bench.figure import Figure, floor
from tests.bench.http_load import SERVICES
from tests.bench.hub_process import HubProcess, fresh, hub_at_work, make_hall, open_hall, prepare
from tests.bench.opened_pages import pages
from tests.bench.spent import Spent, spending
from tests.rules.tree import ROOT

CALLERS, ISSUES, RAW_ISSUES = 16, 1500, 600
RATE, LASTING = 50, 250  # issues a second, and of a round
FEEDS, VIEWS = 200, 30
RATIO, ISSUE_MS, FEED_MS, READY_SECONDS, AGAIN_SECONDS = 0.35, 25.0, 50.0, 1.5, 3.0


@dataclass(frozen=True, slots=True)
class Answers:
    """What a load process was answered, and what the hub spent on it."""

    wall: float
    seconds: Sequence[float]
    cpu: float

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.wall

    @property
    def cpu_us(self) -> float:
        return self.cpu * 1e6 / len(self.seconds)


def measure(folder: Path, rounds: int) -> Iterator[Figure]:
    rounds = min(rounds, 3)
    tokens = prepare(folder)
    pairs, ready, spent = [], [], []
    for number in range(rounds):
        under = _raw(folder / f"raw-{number}")
        with hub_at_work(fresh(folder, f"fast-{number}")) as hub:
            ready.append(hub.ready)
            spent.append(hub.cpu)
            pairs.append((under, _ask(hub, tokens, "--callers", str(CALLERS), "--count", str(ISSUES))))
    yield _ratio(pairs)
    yield Figure(
        "hub ready after its start",
        min(ready),
        "s",
        READY_SECONDS,
        detail=f"worst {max(ready):.2f}; CPU {min(spent):.2f} s; {_busy()}",
    )
    yield from _with_screens(folder, tokens, rounds)
    yield _after_a_kill(folder, tokens, rounds)
    yield from pages(fresh(folder, "pages"), tokens, _busy)


def _ratio(pairs: Sequence[tuple[Spent, Answers]]) -> Figure:
    """Of the best round; a rate is only divided by the floor of its own round."""
    ratios = [found.rate / under.rate for under, found in pairs]
    under, found = pairs[ratios.index(max(ratios))]
    return floor(
        f"issue over HTTP, {CALLERS} callers ÷ raw",
        max(ratios),
        RATIO,
        f"worst {min(ratios):.2f}; {found.rate:.0f}/s ÷ {under.rate:.0f}/s; "
        f"hub CPU {found.cpu_us:.0f} ÷ {under.cpu_us:.0f} us; {_busy()}",
    )


def _with_screens(folder: Path, tokens: Path, rounds: int) -> Iterator[Figure]:
    """Issues at a steady rate while 200 clients read the feed; and once while thirty screens watch views besides."""
    alone = [_heard(fresh(folder, f"feeds-{number}"), tokens, 0) for number in range(rounds)]
    issues, feeds = [each.issue_ms for each in alone], [each.feed_ms for each in alone]
    spent = f"hub CPU {min(each.cpu_us for each in alone):.0f} us an issue with all it sets off"
    detail = f"{RATE}/s, {FEEDS} feed clients; worst {max(issues):.0f}; {spent}; {_busy()}"
    yield Figure("issue p99 with feed clients", min(issues), "ms", ISSUE_MS, detail=detail)
    detail = f"the commit included; worst {max(feeds):.0f}; {_busy()}"
    yield Figure("decision to last of 200 clients p99", min(feeds), "ms", FEED_MS, detail=detail)
    more = _heard(fresh(folder, "views"), tokens, VIEWS)
    detail = f"to the last feed client {more.feed_ms:.0f} ms; hub CPU {more.cpu_us:.0f} us; {_busy()}"
    yield Figure(f"issue p99, and {VIEWS} screens of views", more.issue_ms, "ms", detail=detail)


@dataclass(frozen=True, slots=True)
class Heard:
    """p99 of an issue and of its way to the last feed client, and the hub's CPU for one with all that it sets off."""

    issue_ms: float
    feed_ms: float
    cpu_us: float


def _heard(folder: Path, tokens: Path, views: int) -> Heard:
    with ExitStack() as stack:
        hub = stack.enter_context(hub_at_work(folder))
        if views:
            stack.enter_context(_listening(hub, tokens, "--views", views))
        heard = stack.enter_context(_listening(hub, tokens, "--feeds", FEEDS))
        found = _ask(hub, tokens, "--rate", str(RATE), "--count", str(LASTING))
    assert heard["whole"] >= LASTING, f"{heard['whole']} of {LASTING} events reached all clients"
    return Heard(_p99(found.seconds) * 1000, _p99(heard["ms"]), found.cpu_us)


def _after_a_kill(folder: Path, tokens: Path, rounds: int) -> Figure:
    """kill -9, a new process at once, and the first ticket that it answers."""
    times, folder = [], fresh(folder, "killed")
    for _ in range(rounds):
        hub = HubProcess(folder)
        hub.wait_until_ready()
        begun = time.perf_counter()
        hub.kill()
        again = HubProcess(folder)
        again.wait_until_ready()
        _ask(again, tokens, "--callers", "1", "--count", "1")
        times.append(time.perf_counter() - begun)
        again.stop()
    detail = f"best of {rounds}, worst {max(times):.2f}; {_busy()}"
    return Figure("kill to first ticket", min(times), "s", AGAIN_SECONDS, detail=detail)


def _ask(hub: HubProcess, tokens: Path, *how: str) -> Answers:
    command = [sys.executable, "-m", "tests.bench.http_load", hub.address, str(tokens), *how]
    cpu = hub.cpu
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    assert not told["failed"], told["failed"][0]
    return Answers(told["wall"], told["seconds"], hub.cpu - cpu)


@contextmanager
def _listening(hub: HubProcess, tokens: Path, kind: str, many: int) -> Iterator[dict[str, Any]]:
    """Screens of a kind meanwhile; what they got is in the mapping afterwards."""
    command = [sys.executable, "-m", "tests.bench.listeners", hub.address, str(tokens), kind, str(many)]
    found: dict[str, Any] = {}
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield found
        found.update(json.loads(process.communicate(timeout=20)[0]))


def _p99(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[-1]


def _raw(folder: Path) -> Spent:
    """The statements of as many issues, by one caller, without the hub and the store."""
    make_hall(folder)
    with _keeping(folder) as (_, keeper):
        _carry_out(keeper, [KeepTime("calendar")])
    shutil.copytree(folder / "data", folder / "copy")
    issues = [Issue("D1", SERVICES[number % len(SERVICES)]) for number in range(RAW_ISSUES)]
    with _keeping(folder) as (store, keeper), capturing(store) as found:
        _carry_out(keeper, issues)
    connection = raw(store, Place.in_folder(folder / "copy"))
    with spending(RAW_ISSUES) as spent:
        repeat(connection, found.transactions[-RAW_ISSUES:])
    connection.close()
    return spent


@contextmanager
def _keeping(folder: Path) -> Iterator[tuple[Store, Keeper]]:
    """A keeper that is used in this thread."""
    store = open_hall(folder)
    yield store, Keeper(store.journal, store.halls, SystemClock())
    store.close()


def _carry_out(keeper: Keeper, commands: Sequence[Command]) -> None:
    for number, command in enumerate(commands):
        asked = Asked(command, f"{type(command).__name__}-{number}", command_hash(command), Future[Answer]())
        keeper._carry_out([asked])
        asked.future.result()


def _busy() -> str:
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    return f"load {load:.1f} on {cores} cores" + (", BUSY" if load > cores else "")
