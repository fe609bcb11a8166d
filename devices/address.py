"""A device's address as people write it: `escpos+tcp://10.0.0.5:9100`, `cd5220+serial:/dev/ttyUSB0?baud=9600`.

`driver+way:place?options`. A bare `10.0.0.5` or `10.0.0.5:9100` is a ticket printer. `+sim:name` is a simulated device.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from devices.errors import AddressWrong

RAW_PRINTING = 9100  # the TCP port of printers that take bytes as they are
WAYS = ("tcp", "serial", "sim")
_BARE = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?|\[[0-9A-Fa-f:.]+(%[\w.-]+)?\](:[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a device is and which driver speaks with it; `port` is 0 for everything but TCP."""

    driver: str
    way: str
    place: str
    port: int = 0
    options: Mapping[str, str] = field(default_factory=dict)


def read_address(text: str) -> Address:
    """Read an address, or raise AddressWrong."""
    if _BARE.fullmatch(text):
        text = f"escpos+tcp://{text}"
    try:
        parts = urlsplit(text)
        number = parts.port
    except ValueError as error:
        raise AddressWrong("address_wrong", address=text) from error
    driver, _, way = parts.scheme.partition("+")
    if not driver:
        raise AddressWrong("address_wrong", address=text)
    if way not in WAYS:
        raise AddressWrong("address_way", address=text, known=", ".join(f"{driver}+{known}:" for known in WAYS))
    place = (parts.hostname or "") if way == "tcp" else parts.netloc + parts.path
    if not place:
        raise AddressWrong("address_wrong", address=text)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    return Address(driver, way, place, (number or RAW_PRINTING) if way == "tcp" else 0, options)
