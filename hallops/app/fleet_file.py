"""A fleet of simulated devices, schema hallops-fleet/1: read whole, with all its problems at once, or not at all."""

from devices.printing.profile import PROFILES
from devices.registry import DRIVERS
from devices.sim.faults import Fault, Planned
from devices.sim.fleet import Fleet, SimDevice
from hallops.files.fields import Fields, Placed
from hallops.files.kinds import CODE, MAX_CODE, TEXT, Kind, choice, number, text, whole
from hallops.files.problems import Report, Wrong
from hallops.files.yaml_file import Value, read_yaml

SCHEMA = "hallops-fleet/1"
SEED = whole(0, 2**31)
PORT = whole(1, 65_535)
COUNT = whole(1, 500)
SECONDS = number(0, 7 * 24 * 3600)


def read_fleet(data: bytes, name: str = "fleet.yaml") -> Fleet:
    """Read a fleet file; raises Problems."""
    report = Report(name)
    with Fields(read_yaml(data, report), report) as root:
        root.need("schema", Kind(_schema, SCHEMA))
        seed = root.may("seed", SEED, 1)
        rows = root.rows("devices", _read_devices)
        _check(root, rows)
    report.raise_if_any()
    return Fleet(tuple(device for _, devices in rows for device in devices), seed)


def _schema(value: Value) -> str:
    schema = text(value)
    if schema != SCHEMA:
        raise Wrong("unknown_schema", found=schema, known=SCHEMA)
    return schema


def _driver(value: Value) -> str:
    return _one_of(value, tuple(DRIVERS))


def _profile(value: Value) -> str:
    return _one_of(value, tuple(PROFILES))


def _one_of(value: Value, known: tuple[str, ...]) -> str:
    word = text(value)
    if word not in known:
        raise Wrong("not_one_of", found=word, known=", ".join(known))
    return word


def _read_devices(fields: Fields) -> tuple[SimDevice, ...]:
    """A row; with `count` several of one kind, whose ids and ports count up."""
    id_, count = fields.need("id", CODE), fields.may("count", COUNT, None)
    device = SimDevice(
        id=id_,
        driver=fields.need("driver", Kind(_driver, next(iter(DRIVERS)))),
        place=fields.may("place", TEXT, ""),
        port=fields.may("port", PORT, 0),
        serial=fields.may("serial", TEXT, ""),
        profile=fields.may("profile", Kind(_profile, next(iter(PROFILES))), ""),
        faults=tuple(planned for _, planned in fields.rows("faults", _read_fault)),
    )
    if count is None:
        return (device,)
    return tuple(_copy(device, number_) for number_ in range(count))


def _copy(device: SimDevice, number_: int) -> SimDevice:
    return SimDevice(
        f"{device.id}-{number_ + 1}"[-MAX_CODE:],
        device.driver,
        device.place,
        device.port + number_ if device.port else 0,
        f"{device.serial}-{number_ + 1}" if device.serial else "",
        device.profile,
        device.faults,
    )


def _read_fault(fields: Fields) -> Planned:
    return Planned(
        fields.need("fault", choice(Fault)), fields.need("at", SECONDS), fields.may("seconds", SECONDS, None)
    )


def _check(root: Fields, rows: Placed[tuple[SimDevice, ...]]) -> None:
    if not rows:
        root.problem(root.node.at("devices"), "none_at_all", key="devices")
    seen: dict[str, int] = {}
    for node, devices in rows:
        for device in devices:
            if device.id in seen:
                root.problem(node, "id_twice", id=device.id, line=seen[device.id])
            seen.setdefault(device.id, node.line)
