"""The parts of a hall: zones, services, windows, classes, posts, staff, reasons; each read and written."""

from collections.abc import Mapping
from typing import Any

from hallops.domain.hall import ConfirmText, Post, PriorityClass, Reason, Service, Staff, Window, Zone
from hallops.domain.names import Name
from hallops.domain.rules import MINUTE
from hallops.files.fields import Fields
from hallops.files.kinds import CODE, FLAG, FLOOR, LETTER, PHOTO, REASON_CODE, TEXT, in_unit, span, whole

WINDOW_NUMBER = whole(1, 999)
RANK = whole(1, 99)
LIMIT = whole(1, 100_000)
TARGET = span(MINUTE, 0.1, 600)
HEAD_START = span(MINUTE, 0, 600)

Plain = dict[str, Any]


def read_zone(fields: Fields) -> Zone:
    return Zone(id=fields.need("id", CODE), name=fields.name(), floor=fields.may("floor", FLOOR, None))


def write_zone(zone: Zone) -> Plain:
    return {"id": zone.id, **write_name(zone.name)} | present({"floor": zone.floor})


def read_service(fields: Fields) -> Service:
    return Service(
        code=fields.need("code", CODE),
        letter=fields.need("letter", LETTER),
        name=fields.name(),
        target=fields.need("target_minutes", TARGET),
        zone=fields.may("zone", CODE, None),
        daily_limit=fields.may("daily_limit", LIMIT, None),
        online_only=fields.may("online_only", FLAG, default=False),
    )


def write_service(service: Service) -> Plain:
    required = {
        "code": service.code,
        "letter": service.letter,
        **write_name(service.name),
        "target_minutes": in_unit(service.target, MINUTE),
    }
    options = {"zone": service.zone, "daily_limit": service.daily_limit, "online_only": service.online_only}
    return required | present(options)


def read_window(fields: Fields) -> Window:
    return Window(
        number=fields.need("window", WINDOW_NUMBER),
        rank=fields.table("rank", RANK),
        zone=fields.may("zone", CODE, None),
        accessible=fields.may("accessible", FLAG, default=False),
        tidal=fields.may("tidal", FLAG, default=False),
    )


def write_window(window: Window) -> Plain:
    options = {"zone": window.zone, "accessible": window.accessible, "tidal": window.tidal}
    return {"window": window.number, "rank": dict(window.rank)} | present(options)


def read_class(fields: Fields) -> PriorityClass:
    return PriorityClass(
        code=fields.need("code", CODE),
        name=fields.name(),
        head_start=fields.may("head_start_minutes", HEAD_START, 0),
        next_call=fields.may("next_call", FLAG, default=False),
        proof=_proof(fields),
    )


def write_class(priority: PriorityClass) -> Plain:
    options = {
        "head_start_minutes": in_unit(priority.head_start, MINUTE),
        "next_call": priority.next_call,
        "proof": priority.proof and write_name(priority.proof),
    }
    return {"code": priority.code, **write_name(priority.name)} | present(options)


def read_post(fields: Fields) -> Post:
    return Post(id=fields.need("id", CODE), name=fields.name(), zone=fields.may("zone", CODE, None))


def write_post(post: Post) -> Plain:
    return {"id": post.id, **write_name(post.name)} | present({"zone": post.zone})


def read_staff(fields: Fields) -> Staff:
    photo = fields.may("photo", PHOTO, None)
    return Staff(id=fields.need("id", CODE), name=fields.need("name", TEXT), photo=photo)


def write_staff(staff: Staff) -> Plain:
    return {"id": staff.id, "name": staff.name} | present({"photo": staff.photo})


def read_notice(fields: Fields) -> Name:
    """A line for the boards."""
    return fields.name()


def read_confirmation(fields: Fields) -> ConfirmText:
    lines = tuple(line for _, line in fields.rows("lines", read_notice))
    return ConfirmText(code=fields.need("code", REASON_CODE), title=fields.name(), lines=lines)


def write_confirmation(text: ConfirmText) -> Plain:
    lines = [write_name(line) for line in text.lines]
    return {"code": text.code, **write_name(text.title)} | present({"lines": lines})


def read_reasons(fields: Fields) -> Mapping[Reason, Mapping[str, Name]]:
    """The lists of reasons; every kind of reason has one, if only an empty one."""
    with fields:
        return {kind: _reason_list(fields, kind) for kind in Reason}


def write_reasons(reasons: Mapping[Reason, Mapping[str, Name]]) -> Plain:
    return {
        kind.value: {code: write_name(name) for code, name in names.items()} for kind, names in reasons.items() if names
    }


def write_name(name: Name) -> Plain:
    return {"zh": name.zh, "en": name.en}


def present(options: Plain) -> Plain:
    """The options that say something: absent, false and zero are what an absent key means."""
    return {key: value for key, value in options.items() if value}


def _proof(fields: Fields) -> Name | None:
    if "proof" not in fields:
        return None
    with fields.section("proof") as proof:
        return proof.name()


def _reason_list(fields: Fields, kind: Reason) -> Mapping[str, Name]:
    names: dict[str, Name] = {}
    for code, node in fields.pairs(kind, REASON_CODE).items():
        with Fields(node, fields.report) as texts:
            names[code] = texts.name()
    return names
