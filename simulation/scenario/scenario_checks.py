"""What must hold between the parts of a scenario: hours fit the intervals, windows the hours, services have windows."""

from collections.abc import Iterable, Iterator

from hallops.files.fields import Fields, Placed
from hallops.files.hall_demand import SHARE_ERROR
from hallops.files.hall_modes import hours_text
from hallops.files.kinds import clock_text
from hallops.files.yaml_file import Node
from simulation.scenario.modes_file import check_modes
from simulation.scenario.scenario import PlannedWindow, Scenario, inside


def check(root: Fields, scenario: Scenario, windows: Placed[PlannedWindow]) -> None:
    """Report whatever does not fit together."""
    for key in ("services", "windows"):
        if not root.node.at(key).value:
            root.problem(root.node.at(key), "none_at_all", key=key)
    if (scenario.closing - scenario.opening) % scenario.interval:
        start, end = clock_text(scenario.opening), clock_text(scenario.closing)
        root.problem(root.node.at("hours"), "hours_not_interval", start=start, end=end, minutes=scenario.interval)
    _check_windows(root, scenario, windows)
    _check_services(root, scenario)
    check_modes(root, scenario)
    total = sum(visitors.share for visitors in scenario.classes.values())
    if abs(total - 1) > SHARE_ERROR:
        root.problem(root.node.at("classes"), "shares_not_one", total=f"{total:g}")


def _check_windows(root: Fields, scenario: Scenario, windows: Placed[PlannedWindow]) -> None:
    lines: dict[int, int] = {}
    for node, window in windows:
        at = node.at("window")
        if window.number in lines and at is not node:
            root.problem(at, "id_twice", id=str(window.number), line=lines[window.number])
        lines.setdefault(window.number, at.line)
        if not window.rank:
            root.problem(node, "no_rank", window=window.number)
        _known(root, node.at("rank"), window.rank, scenario)
        for period in window.open:
            if not inside(period, scenario.hours):
                root.problem(node.at("open"), "outside_hours", period=hours_text(period))


def _check_services(root: Fields, scenario: Scenario) -> None:
    served = {code for window in scenario.windows for code in window.rank}
    for code, service in scenario.services.items():
        node = root.node.at("services", code)
        if code not in served:
            root.problem(node, "service_unserved", service=code)
        _known(root, node.at("transfer"), service.transfer, scenario)
        for minute in _strays(scenario, service.bookings.booked if service.bookings else ()):
            period = clock_text(minute)
            root.problem(node.at("bookings", period), "outside_hours", period=period)


def _strays(scenario: Scenario, minutes: Iterable[int]) -> Iterator[int]:
    """Booked times when the hall is not open."""
    for minute in minutes:
        if not scenario.opening <= minute <= scenario.closing:
            yield minute


def _known(root: Fields, node: Node, used: Iterable[str], scenario: Scenario) -> None:
    for code in used:
        if code not in scenario.services:
            root.problem(node.at(code), "unknown_service", service=code)
