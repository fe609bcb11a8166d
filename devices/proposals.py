"""What announced itself, as proposals that a person may adopt: pure, times are the caller's seconds.

Anybody can announce anything. All texts are cut and cleaned, a flood can not starve what was there, and two that claim
one identity are both shown as such.
"""

import ipaddress
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

MOST = 256  # proposals at once
LONGEST = 64  # characters of a text that a device tells of itself
TXT_MOST = 1300  # bytes of TXT that are looked at; ours have 400 at most, and one packet holds no more
RAW_PRINTING = 9100
KINDS: Mapping[str, str] = {  # what announces itself under each service
    "_hallops-disp._tcp.local.": "dispenser",
    "_hallops-board._tcp.local.": "board",
    "_hallops-pad._tcp.local.": "pad",
    "_hallops-reader._tcp.local.": "reader",
    "_pdl-datastream._tcp.local.": "printer",
    "_printer._tcp.local.": "printer",
    "_ipp._tcp.local.": "printer",
}
_MAC = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[:-]?){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One announcement, as it was resolved: raw and hostile."""

    service: str
    name: str
    addresses: tuple[str, ...]
    port: int
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A device that could be adopted. `disputed`: another one claims to be the same."""

    id: str
    kind: str
    name: str
    address: str  # empty where it can not be spoken to
    model: str = ""
    firmware: str = ""
    place: str = ""
    boot: str = ""
    disputed: bool = False


class Proposals:
    """`drivers` are the names that an announcement may ask for."""

    def __init__(self, drivers: Collection[str]) -> None:
        self._drivers = drivers
        self._seen: dict[tuple[str, str], Proposal] = {}  # by service and name; a printer may have three services

    def see(self, sighting: Sighting) -> Proposal | None:
        """Take an announcement in, new or again; None where it is left out: of another kind, or one too many."""
        kind, source = KINDS.get(sighting.service), (sighting.service, clean(sighting.name))
        if kind is None or not source[1] or (source not in self._seen and len(self._seen) >= MOST):
            return None
        self._seen[source] = found = self._proposal(kind, sighting)
        return next(marked for marked in self.all() if (marked.kind, marked.name) == (kind, found.name))

    def forget(self, service: str, name: str) -> None:
        """It took its announcement back."""
        self._seen.pop((service, clean(name)), None)

    def all(self) -> tuple[Proposal, ...]:
        """Each device once, by kind and name."""
        devices = {(found.kind, found.name): found for found in self._seen.values()}
        claims = Counter(found.id for found in devices.values())
        return tuple(replace(found, disputed=claims[found.id] > 1) for _, found in sorted(devices.items()))

    def _proposal(self, kind: str, sighting: Sighting) -> Proposal:
        told = _known(sighting.told)
        name = clean(sighting.name)
        host = next(iter(reachable(sighting.addresses)), "")
        if kind == "printer":
            model = told.get("ty") or told.get("product", "")
            place = told.get("note", "")
            return Proposal(_printer_id(name, told), kind, name, _uri("escpos", host, RAW_PRINTING), model, place=place)
        driver = told.get("drv", "")
        address = _uri(driver, host, sighting.port) if driver in self._drivers else ""
        return Proposal(
            told.get("id") or f"{kind}:{name}",
            kind,
            name,
            address,
            told.get("model", ""),
            told.get("fw", ""),
            told.get("loc", ""),
            told.get("boot", ""),
        )


def clean(text: str) -> str:
    """A foreign text that can be shown: printable, without marks that turn the line round, of a bearable length."""
    plain = unicodedata.normalize("NFC", text[: 4 * LONGEST])
    shown = "".join(c if c == " " or unicodedata.category(c)[0] not in "CZ" else " " for c in plain)
    return " ".join(shown.split())[:LONGEST]


def reachable(addresses: Collection[str]) -> list[str]:
    """The addresses that a connection can be made to, IPv4 first; link-local ones only with their scope."""
    found = []
    for text in addresses:
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            continue
        scoped = isinstance(address, ipaddress.IPv4Address) or not address.is_link_local or address.scope_id
        if scoped and not address.is_multicast and not address.is_unspecified:
            found.append((address.version, address.is_link_local, text))
    return [text for _, _, text in sorted(found)]


def _known(told: Mapping[str, str]) -> dict[str, str]:
    if sum(len(key) + len(value) for key, value in told.items()) > TXT_MOST:
        return {}
    return {key.lower(): clean(value) for key, value in told.items()}


def _printer_id(name: str, told: Mapping[str, str]) -> str:
    """By its serial number or MAC, if it tells one: a printer's name is whatever somebody typed in."""
    serial = told.get("usb_sern") or told.get("uuid")
    if serial:
        return f"printer:{serial}"
    mac = _MAC.search(name)
    return f"printer:{re.sub('[:-]', '', mac[0]).lower()}" if mac else f"printer:{name}"


def _uri(driver: str, host: str, port: int) -> str:
    if not host or not 0 < port <= 65_535:  # noqa: PLR2004 - the largest port
        return ""
    return f"{driver}+tcp://[{host}]:{port}" if ":" in host else f"{driver}+tcp://{host}:{port}"
