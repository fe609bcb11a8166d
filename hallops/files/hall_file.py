"""The hall file, schema hallops-hall/1: a hall's description, and what only the suite around its queue needs.

A file is read whole or not at all. Writing and reading again gives the same hall; comments do not survive.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hallops.domain.catalogue import Level
from hallops.domain.hall import Hall
from hallops.domain.names import Name
from hallops.files.fields import Fields
from hallops.files.hall_alerts import check_alerts, read_alerts, write_alerts
from hallops.files.hall_calendar import NamedCalendar, read_calendar, write_calendar
from hallops.files.hall_checks import Draft, check
from hallops.files.hall_demand import Demand, read_demand, write_demand
from hallops.files.hall_modes import read_mode, write_mode
from hallops.files.hall_parts import (
    present,
    read_class,
    read_confirmation,
    read_notice,
    read_post,
    read_reasons,
    read_service,
    read_staff,
    read_window,
    read_zone,
    write_class,
    write_confirmation,
    write_name,
    write_post,
    write_reasons,
    write_service,
    write_staff,
    write_window,
    write_zone,
)
from hallops.files.hall_policies import (
    RatingPolicy,
    Targets,
    read_devices,
    read_rating_policy,
    read_targets,
    write_rating_policy,
    write_targets,
)
from hallops.files.hall_rules import read_rules, write_rules
from hallops.files.kinds import ADDRESS, CODE, TEXT, TIMEZONE, Kind, choice, text, whole
from hallops.files.problems import Report, Wrong
from hallops.files.yaml_file import Value, read_yaml, write_yaml

SCHEMA = "hallops-hall/1"
SEATS = whole(1, 100_000)


@dataclass(frozen=True, slots=True)
class HallFile:
    """What a hall file says."""

    hall: Hall
    level: Level = Level.STREET
    day_names: Mapping[date, Name] = field(default_factory=dict)  # of the days in the calendar
    devices: Mapping[str, int] = field(default_factory=dict)
    ratings: RatingPolicy = field(default_factory=RatingPolicy)
    targets: Targets = field(default_factory=Targets)
    demand: Demand | None = None


def read_hall(data: bytes, name: str = "hall.yaml") -> HallFile:
    """Read a hall file, or raise all its problems."""
    report = Report(name)
    with Fields(read_yaml(data, report), report) as root:
        root.need("schema", Kind(_schema, SCHEMA))
        draft = _read_draft(root)
        check(draft, root)
        read = _read_rest(root, draft)
    report.raise_if_any()
    return read


def write_hall(described: HallFile) -> str:
    """The text of a hall file."""
    hall = described.hall
    return write_yaml(
        {
            "schema": SCHEMA,
            "hall": _write_header(described),
            "zones": [write_zone(zone) for zone in hall.zones.values()],
            "services": [write_service(service) for service in hall.services.values()],
            "windows": [write_window(window) for window in hall.windows.values()],
            "classes": [write_class(priority) for priority in hall.classes.values()],
            "posts": [write_post(post) for post in hall.posts.values()],
            "staff": [write_staff(staff) for staff in hall.staff.values()],
            "modes": [write_mode(mode) for mode in hall.modes],
            "reasons": write_reasons(hall.reasons),
            "rules": write_rules(hall.rules),
            "calendar": write_calendar(NamedCalendar(hall.calendar, described.day_names)),
            "devices": dict(described.devices),
            "ratings": write_rating_policy(described.ratings),
            "targets": write_targets(described.targets),
            "alerts": write_alerts(hall.alerts),
            **present(
                {
                    "notices": [write_name(notice) for notice in hall.notices],
                    "confirmations": [write_confirmation(text) for text in hall.confirmations.values()],
                }
            ),
            **present({"demand": described.demand and write_demand(described.demand)}),
        }
    )


def _schema(value: Value) -> str:
    schema = text(value)
    if schema != SCHEMA:
        raise Wrong("unknown_schema", found=schema, known=SCHEMA)
    return schema


def _read_draft(root: Fields) -> Draft:
    return Draft(
        zones=root.rows("zones", read_zone),
        services=root.rows("services", read_service),
        windows=root.rows("windows", read_window),
        classes=root.rows("classes", read_class),
        posts=root.rows("posts", read_post),
        staff=root.rows("staff", read_staff),
        modes=root.rows("modes", read_mode),
        notices=root.rows("notices", read_notice),
        confirmations=root.rows("confirmations", read_confirmation),
        demand=read_demand(root),
    )


def _read_rest(root: Fields, draft: Draft) -> HallFile:
    calendar = read_calendar(root)
    targets = read_targets(root)
    with root.section("hall") as header:
        return HallFile(
            hall=_hall(root, header, draft, calendar, targets),
            level=header.may("level", choice(Level), Level.STREET),
            day_names=calendar.names,
            devices=read_devices(root),
            ratings=read_rating_policy(root),
            targets=targets,
            demand=draft.demand,
        )


def _hall(root: Fields, header: Fields, draft: Draft, calendar: NamedCalendar, targets: Targets) -> Hall:
    alerts = read_alerts(root, targets)
    check_alerts(alerts, draft, root)
    return Hall(
        id=header.need("id", CODE),
        name=header.name(),
        timezone=header.need("timezone", TIMEZONE),
        seats=header.may("seats", SEATS, None),
        services={service.code: service for _, service in draft.services},
        windows={window.number: window for _, window in draft.windows},
        classes={priority.code: priority for _, priority in draft.classes},
        modes=tuple(mode for _, mode in draft.modes),
        staff={staff.id: staff for _, staff in draft.staff},
        posts={post.id: post for _, post in draft.posts},
        zones={zone.id: zone for _, zone in draft.zones},
        reasons=read_reasons(root.section("reasons")),
        calendar=calendar.table,
        rules=read_rules(root.section("rules")),
        alerts=tuple(rule for _, rule in alerts),
        address=_name(header, "address"),
        phone=header.may("phone", TEXT, None),
        public_url=header.may("public_url", ADDRESS, None),
        guidance=_guidance(header, draft),
        online=_name(header, "online"),
        notices=tuple(notice for _, notice in draft.notices),
        confirmations={text.code: text for _, text in draft.confirmations},
    )


def _guidance(header: Fields, draft: Draft) -> str | None:
    """The service that helps with what is done online; it is served by people."""
    guidance = header.may("guidance", CODE, None)
    found = next((service for _, service in draft.services if service.code == guidance), None)
    if guidance is not None and found is None:
        header.problem(header.node.at("guidance"), "unknown_service", service=guidance)
    elif found is not None and found.online_only:
        header.problem(header.node.at("guidance"), "guidance_online", service=found.code)
    return guidance


def _name(header: Fields, key: str) -> Name | None:
    """A name that a hall may do without."""
    if key not in header:
        return None
    with header.section(key) as found:
        return found.name()


def _write_header(described: HallFile) -> dict[str, object]:
    hall = described.hall
    header = {
        "id": hall.id,
        **write_name(hall.name),
        "level": described.level.value,
        "timezone": hall.timezone,
    }
    optional = {
        "seats": hall.seats,
        "address": hall.address and write_name(hall.address),
        "phone": hall.phone,
        "public_url": hall.public_url,
        "guidance": hall.guidance,
        "online": hall.online and write_name(hall.online),
    }
    return header | present(optional)
