"""What must hold between a hall's parts: names used are there, everybody can be served, no hours collide."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations

from hallops.domain.hall import ConfirmText, Post, PriorityClass, Service, Staff, Window, Zone
from hallops.domain.modes import ServiceMode
from hallops.domain.names import Name
from hallops.files.fields import Fields, Placed
from hallops.files.hall_demand import Demand
from hallops.files.hall_modes import hours_text, meet
from hallops.files.yaml_file import Node


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts as they stand in the file, each with its node, doubles included."""

    zones: Placed[Zone]
    services: Placed[Service]
    windows: Placed[Window]
    classes: Placed[PriorityClass]
    posts: Placed[Post]
    staff: Placed[Staff]
    modes: Placed[ServiceMode]
    notices: Placed[Name]
    confirmations: Placed[ConfirmText]
    demand: Demand | None

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(service.code for _, service in self.services)


def check(draft: Draft, root: Fields) -> None:
    """Report whatever does not fit together."""
    for key in ("services", "windows", "modes"):
        if not root.node.at(key).value:
            root.problem(root.node.at(key), "none_at_all", key=key)
    _check_once(draft, root)
    _check_zones(draft, root)
    _check_windows(draft, root)
    _check_classes(draft, root)
    _check_modes(draft, root)
    _check_hours(draft, root)
    _check_demand(draft, root)


def _check_once(draft: Draft, root: Fields) -> None:
    _once(root, "id", ((node, zone.id) for node, zone in draft.zones))
    _once(root, "code", ((node, service.code) for node, service in draft.services))
    _once(root, "letter", ((node, service.letter) for node, service in draft.services))
    _once(root, "window", ((node, window.number) for node, window in draft.windows))
    _once(root, "code", ((node, priority.code) for node, priority in draft.classes))
    _once(root, "id", ((node, post.id) for node, post in draft.posts))
    _once(root, "id", ((node, staff.id) for node, staff in draft.staff))
    _once(root, "id", ((node, mode.id) for node, mode in draft.modes))
    _once(root, "code", ((node, text.code) for node, text in draft.confirmations))


def _once(root: Fields, key: str, ids: Iterable[tuple[Node, Hashable]]) -> None:
    lines: dict[Hashable, int] = {}
    for node, id_ in ids:
        at = node.at(key)
        if id_ in lines and at is not node:  # an absent id is reported already
            root.problem(at, "id_twice", id=str(id_), line=lines[id_])
        lines.setdefault(id_, at.line)


def _check_zones(draft: Draft, root: Fields) -> None:
    zones = {zone.id for _, zone in draft.zones}
    placed: list[tuple[Node, Service | Window | Post]] = [*draft.services, *draft.windows, *draft.posts]
    for node, thing in placed:
        if thing.zone is not None and thing.zone not in zones:
            root.problem(node.at("zone"), "unknown_zone", zone=thing.zone)
    for node, mode in draft.modes:
        for zone in sorted(mode.zones - zones):
            root.problem(node.at("zones"), "unknown_zone", zone=zone)


def _check_windows(draft: Draft, root: Fields) -> None:
    for node, window in draft.windows:
        if not window.rank:
            root.problem(node, "no_rank", window=window.number)
        _known_services(root, node.at("rank"), window.rank, draft)
    served = {code for _, window in draft.windows for code in window.rank}
    accessible = {code for _, window in draft.windows if window.accessible for code in window.rank}
    for node, service in draft.services:
        if service.online_only:
            continue
        if service.code not in served:
            root.problem(node, "no_window", service=service.code)
        elif service.code not in accessible:
            root.problem(node, "no_accessible_window", service=service.code)


def _check_classes(draft: Draft, root: Fields) -> None:
    if not draft.classes:
        root.problem(root.node.at("classes"), "no_class")
        return
    (node, first), *others = draft.classes
    if first.proof or first.head_start or first.next_call:
        root.problem(node, "no_everybody")
    for other, priority in others:
        if priority.proof is None:
            root.problem(other, "no_proof", priority=priority.code)


def _check_modes(draft: Draft, root: Fields) -> None:
    numbers = {window.number for _, window in draft.windows}
    for node, mode in draft.modes:
        for number in sorted((mode.windows or frozenset()) - numbers):
            root.problem(node.at("windows"), "unknown_window", window=number)
        _known_services(root, node.at("services"), sorted(mode.services or ()), draft)
        if mode.valid_from and mode.valid_to and mode.valid_to < mode.valid_from:
            first, last = mode.valid_from.isoformat(), mode.valid_to.isoformat()
            root.problem(node.at("valid_to"), "days_end_first", first=first, last=last)


def _check_hours(draft: Draft, root: Fields) -> None:
    for node, mode in draft.modes:
        if any(a.overlaps(b) for a, b in combinations(mode.hours, 2)):
            root.problem(node.at("hours"), "hours_overlap_self", mode=mode.id)
    for (_, mode), (node, other) in combinations(draft.modes, 2):
        clash = next((b for a in mode.hours for b in other.hours if a.overlaps(b)), None)
        if clash and meet(mode, other):
            facts = {"hours": hours_text(clash), "mode": other.id, "other": mode.id}
            root.problem(node.at("hours"), "hours_overlap", **facts)


def _check_demand(draft: Draft, root: Fields) -> None:
    if draft.demand is None:
        return
    node, demand = root.node.at("demand"), draft.demand
    _known_services(root, node.at("services"), demand.services, draft)
    _known_services(root, node.at("transfers"), demand.transfers, draft)
    for code, shares in demand.transfers.items():
        _known_services(root, node.at("transfers", code), shares, draft)
    classes = {priority.code for _, priority in draft.classes}
    for code in demand.classes:
        if code not in classes:
            root.problem(node.at("classes", code), "unknown_class", priority=code)


def _known_services(root: Fields, node: Node, used: Iterable[str], draft: Draft) -> None:
    for code in used:
        if code not in draft.codes:
            root.problem(node.at(code), "unknown_service", service=code)
