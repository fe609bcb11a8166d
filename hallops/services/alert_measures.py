"""What each kind of alert looks at: the day as it stands now, against one threshold.

A finding has a subject that stays the same as long as its cause does, and a figure in the threshold's own unit.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from hallops.domain.alerting import AlertKind, AlertRule, DeviceState
from hallops.domain.calling import Waiting
from hallops.domain.hall import Window
from hallops.domain.hall_day import HallDay
from hallops.domain.rules import MINUTE
from hallops.services.views.places import open_windows

Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A device that is not well, and since when."""

    state: DeviceState
    since: int


Devices = Mapping[str, Trouble]


@dataclass(frozen=True, slots=True)
class Finding:
    """`value` is a count, or whole minutes; `since` when its cause began, where that is known."""

    subject: str
    value: int
    since: int | None = None
    facts: Facts = field(default_factory=dict)


@dataclass(slots=True)
class Floor:
    """The day, once looked at for all rules. A re-inserted ticket that must let others pass does not count."""

    day: HallDay
    now: int
    devices: Devices
    open: list[int] = field(init=False)
    lines: dict[str, list[Waiting]] = field(init=False)

    def __post_init__(self) -> None:
        self.open = open_windows(self.day)
        self.lines = defaultdict(list)
        for waiting in self.day.lines:
            self.lines[waiting.service].append(waiting)

    def waiting(self, service: str | None) -> list[Waiting]:
        if service is not None:
            return self.lines.get(service, [])
        return [waiting for line in self.lines.values() for waiting in line]

    def per_window(self, service: str | None) -> int:
        windows = self.day.hall.windows
        serving = [n for n in self.open if service is None or (n in windows and service in windows[n].rank)]
        return len(self.waiting(service)) // max(1, len(serving))


def _services(floor: Floor, rule: AlertRule) -> list[str]:
    """The rule's own service, else all that have no rule of this kind for themselves."""
    if rule.service is not None:
        return [rule.service]
    own = {other.service for other in floor.day.hall.alerts if other.kind is rule.kind}
    return [code for code in floor.lines if code not in own]


def _line(floor: Floor, rule: AlertRule) -> Iterator[Finding]:
    for code in _services(floor, rule):
        if (count := len(floor.waiting(code))) >= rule.threshold:
            yield Finding(code, count, facts={"service": code})


def _per_window(floor: Floor, rule: AlertRule) -> Iterator[Finding]:
    if (count := floor.per_window(rule.service)) >= rule.threshold:
        yield Finding(rule.service or "hall", count, facts={"service": rule.service or ""})


def _longest(floor: Floor, rule: AlertRule) -> Iterator[Finding]:
    for code in _services(floor, rule):
        first = min(floor.waiting(code), key=lambda waiting: waiting.joined, default=None)
        if first is not None and floor.now - first.joined >= rule.threshold:
            number = floor.day.tickets[first.ticket].spoken
            yield Finding(code, (floor.now - first.joined) // MINUTE, facts={"service": code, "ticket": number})


def _mean(floor: Floor, rule: AlertRule) -> Iterator[Finding]:
    waits = [max(0, floor.now - waiting.joined) for waiting in floor.waiting(rule.service)]
    mean = sum(waits) // max(1, len(waits))
    if waits and mean >= rule.threshold:
        yield Finding(rule.service or "hall", mean // MINUTE, facts={"service": rule.service or ""})


def _paused(floor: Floor, rule: AlertRule) -> Iterator[Finding]:
    for desk in floor.day.desks.values():
        since = floor.day.duty[desk.duty].since
        if desk.paused is None or rule.window not in {None, desk.window} or floor.now - since < rule.threshold:
            continue
        yield Finding(desk.place, (floor.now - since) // MINUTE, since, {"place": desk.place, "reason": desk.paused})


def _help(floor: Floor, rule: AlertRule) -> Iterator[Finding]:
    for call in floor.day.open_helps():
        if call.answered is None and floor.now - call.asked >= rule.threshold:
            facts = {"place": call.place, "help": call.kind}
            yield Finding(str(call.number), (floor.now - call.asked) // MINUTE, call.asked, facts)


def _not_open(floor: Floor, rule: AlertRule) -> Iterator[Finding]:
    """All such windows are one alert; another window is another alert."""
    missing = {n: since for n, since in _missing(floor).items() if rule.window in {None, n}}
    late = {n: since for n, since in missing.items() if floor.now - since >= rule.threshold}
    if late:
        since = min(late.values())
        subject = ".".join(map(str, late))[:60]
        yield Finding(subject, (floor.now - since) // MINUTE, since, {"windows": " ".join(map(str, late))})


def _missing(floor: Floor) -> dict[int, int]:
    """Windows that the mode counts on and nobody sits at, since when; a tidal one is opened on alert only."""
    day = floor.day
    segment = next((found for found in day.plan.segments if found.start <= floor.now < found.end), None)
    if segment is None:
        return {}
    numbers = segment.mode.windows
    planned = [w.number for w in day.hall.windows.values() if w.number in numbers] if numbers else _every(floor)
    left = {duty.place: duty.until for duty in day.duty if duty.until is not None}
    return {n: max(segment.start, left.get(str(n)) or 0) for n in planned if day.desk_at(n) is None}


def _every(floor: Floor) -> list[int]:
    return [window.number for window in floor.day.hall.windows.values() if not window.tidal]


def _tidal(floor: Floor, rule: AlertRule) -> Iterator[Finding]:
    """Which closed window would help most: one that can serve the longest line that there is one for, tidal first."""
    count = floor.per_window(rule.service)
    if count < rule.threshold or not floor.lines or floor.day.plan.mode_at(floor.now) is None:
        return
    longest = sorted(floor.lines, key=lambda code: -len(floor.lines[code]))
    for service in [rule.service] if rule.service is not None else longest:
        window = _spare(floor.day, service)
        if window is not None:
            yield Finding(f"{service}.{window.number}", count, facts={"service": service, "window": window.number})
            return


def _spare(day: HallDay, service: str) -> Window | None:
    closed = [window for window in day.hall.windows.values() if day.desk_at(window.number) is None]
    able = [window for window in closed if service in window.rank]
    return min(able, key=lambda window: _readiness(window, service), default=None)


def _readiness(window: Window, service: str) -> tuple[bool, int, int]:
    return not window.tidal, window.rank[service], window.number


def _device(floor: Floor, rule: AlertRule) -> Iterator[Finding]:
    for device, trouble in floor.devices.items():
        lasted = floor.now - trouble.since
        if trouble.state is not DeviceState.OK and lasted >= rule.threshold:
            facts = {"device": device, "state": trouble.state.value}
            yield Finding(device, lasted // MINUTE, trouble.since, facts)


MEASURES: Mapping[AlertKind, Callable[[Floor, AlertRule], Iterator[Finding]]] = {
    AlertKind.LINE: _line,
    AlertKind.PER_WINDOW: _per_window,
    AlertKind.LONGEST: _longest,
    AlertKind.MEAN: _mean,
    AlertKind.PAUSED: _paused,
    AlertKind.HELP: _help,
    AlertKind.NOT_OPEN: _not_open,
    AlertKind.TIDAL: _tidal,
    AlertKind.DEVICE: _device,
}
