"""What would help: a window opened, a pause ended, a window that helps out; each played on the same replications.

Only where a service misses its target, and only what gains so much that somebody should walk for it.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from hallops.domain.modes import Hours
from hallops.domain.rules import DAY, HOUR, MINUTE
from simulation.drawing.draws import Ints
from simulation.now.now import HIGH, STEP, UNSEEN, Replications
from simulation.now.queue import Advice, Change, ChangeKind, Options
from simulation.scenario.scenario import PlannedWindow, Scenario, merged

MOST = 3  # pieces of advice
TRIED = 2  # windows for a kind of change
WORST = 2  # services that somebody may help with
ROUND = 5 * MINUTE  # a change begins at such a time
LEAST = 30 * MINUTE  # and is not made for less
MATERIAL = 3 * MINUTE  # of the P90, at least,
PART = 0.1  # and of what it was
HELPS_OUT = 2  # rank


def advise(drawn: Replications, coming: Ints, options: Options) -> tuple[Advice, ...]:
    """The best few changes, the greatest gain first; `coming` are the waits of the probes as things are."""
    tried = (_tried(drawn, coming, change) for change in _changes(drawn, coming, options))
    best: dict[tuple[ChangeKind, str], Advice] = {}
    for advice in sorted((one for one in tried if one is not None), key=_gain, reverse=True):
        best.setdefault((advice.change.kind, advice.change.service), advice)
    return tuple(best.values())[:MOST]


def _gain(advice: Advice) -> int:
    return (UNSEEN if advice.before is None else advice.before) - advice.after


def _late(drawn: Replications, coming: Ints, options: Options) -> list[str]:
    """The services that miss their target within an hour, the worst first; one that nobody wants is none."""
    hour = _within(drawn, min(options.until, drawn.steps[0] + HOUR))
    ratio = {}
    for number, (code, service) in enumerate(drawn.scenario.services.items()):
        waits = _high(coming[:, number, hour])
        if waits > service.target and _is_wanted(drawn, code):
            ratio[code] = waits / service.target
    return sorted(ratio, key=lambda code: -ratio[code])


def _is_wanted(drawn: Replications, code: str) -> bool:
    return any(one.service == code for one in drawn.queue.visitors) or sum(drawn.scenario.services[code].arrivals) > 0


def _changes(drawn: Replications, coming: Ints, options: Options) -> Iterator[Change]:
    """Windows for the worst of their own services, and helpers for the worst of all."""
    late = _late(drawn, coming, options)
    ranks = {window.number: window.rank for window in drawn.scenario.windows}
    for kind, numbers in ((ChangeKind.OPEN, options.closed), (ChangeKind.CONTINUE, options.paused)):
        able = [number for number in numbers if any(service in ranks[number] for service in late)]
        for number in able[:TRIED]:
            service = next(service for service in late if service in ranks[number])
            yield from _change(drawn, coming, options, Change(kind, number, service, 0, 0))
    for service in late[:WORST]:
        for number in _idlest(drawn, coming, options, service)[:TRIED]:
            yield from _change(drawn, coming, options, Change(ChangeKind.HELP, number, service, 0, 0))


def _change(drawn: Replications, coming: Ints, options: Options, change: Change) -> Iterator[Change]:
    """With its time: from now until the line is short enough again, unless these hours end too soon."""
    since = -(-drawn.steps[0] // ROUND) * ROUND
    until = min(options.until, max(since + LEAST, _late_until(drawn, coming, change.service)))
    if until - since >= LEAST:
        yield replace(change, since=since, until=until)


def _late_until(drawn: Replications, coming: Ints, service: str) -> int:
    """The end of the last step that misses the target."""
    number = list(drawn.scenario.services).index(service)
    target = drawn.scenario.services[service].target
    late = [step for place, step in enumerate(drawn.steps) if _high(coming[:, number, place]) > target]
    return max(late, default=drawn.steps[0]) + STEP


def _within(drawn: Replications, until: int) -> list[int]:
    """The places of the steps of a period that begins now."""
    return [place for place, step in enumerate(drawn.steps) if step <= until]


def _idlest(drawn: Replications, coming: Ints, options: Options, service: str) -> list[int]:
    """Open windows that do not serve it, those first whose own lines wait least."""
    codes, within = list(drawn.scenario.services), _within(drawn, options.until)

    def pressed(window: PlannedWindow) -> float:
        return max(
            _high(coming[:, codes.index(code), within]) / drawn.scenario.services[code].target for code in window.rank
        )

    able = [one for one in drawn.scenario.windows if one.number in options.opened and service not in one.rank]
    return [window.number for window in sorted(able, key=pressed) if pressed(window) < 1]


def _tried(drawn: Replications, coming: Ints, change: Change) -> Advice | None:
    """What it changes; None where it is not worth it, or helps one line by as much as it harms the others."""
    changed, _ = drawn.waits(_with(drawn.scenario, change), drawn.queue.standing)
    number = list(drawn.scenario.services).index(change.service)
    within = _within(drawn, change.until)
    before, after = _high(coming[:, number, within]), _high(changed[:, number, within])
    if after >= UNSEEN or before - after < max(MATERIAL, PART * before):
        return None
    if before < UNSEEN and _total(drawn, changed, within) >= _total(drawn, coming, within):
        return None
    return Advice(change, None if before >= UNSEEN else before, after)


def _total(drawn: Replications, coming: Ints, within: list[int]) -> float:
    """The mean waits of all services, weighted by who comes; who is never called counts as a day."""
    means = np.minimum(coming[:, :, within], DAY).mean(axis=(0, 2))
    return float(
        sum(sum(one.arrivals) * mean for one, mean in zip(drawn.scenario.services.values(), means, strict=True))
    )


def _with(scenario: Scenario, change: Change) -> Scenario:
    return replace(scenario, windows=tuple(_changed(window, change) for window in scenario.windows))


def _changed(window: PlannedWindow, change: Change) -> PlannedWindow:
    if window.number != change.window:
        return window
    if change.kind is ChangeKind.HELP:
        return replace(window, rank={**window.rank, change.service: HELPS_OUT})
    period = Hours(change.since // MINUTE, change.until // MINUTE)
    return replace(window, open=merged((*window.open, period)))


def _high(waits: Ints) -> int:
    return int(np.quantile(waits, HIGH, method="inverted_cdf"))
