"""How a hub is reached: HTTP or HTTPS, the names and addresses of this machine, and what follows from them.

A machine gets another address now and then. A look once a minute lets the certificate and the origins follow, without
stopping the hall: whoever is connected stays so, and who connects from then on is shown the new certificate.
"""

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address

import ifaddr

from hallops.hub.run import HubServer
from hallops.ports.certificate import Certificate, Renewable
from hallops.ports.clock import Clock, utc

log = logging.getLogger(__name__)

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, not listened at
USUAL_PORT = {"http": 80, "https": 443}  # which browsers leave out
LOOK = 60.0  # seconds between two looks at the machine's names
LABEL = 63  # characters of a part of a host name


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a hub listens, and by which other names (`more`) screens may call it. No certificates: plain HTTP."""

    host: str
    port: int
    certificates: Renewable | None = None
    more: tuple[str, ...] = ()

    @property
    def scheme(self) -> str:
        return "http" if self.certificates is None else "https"

    @property
    def certificate(self) -> Certificate | None:
        return self.certificates.current if self.certificates else None

    def addresses(self) -> list[str]:
        """The IPv4 addresses to be found at; those of this machine only where there is no other."""
        if is_loopback(self.host):
            return ["127.0.0.1"]
        if self.host not in EVERYWHERE:
            return [self.host]
        return [each for each in machine_addresses() if ":" not in each] or ["127.0.0.1"]

    def names(self) -> frozenset[str]:
        """All names and addresses that a screen may use now."""
        if is_loopback(self.host):
            return LOOPBACK | {self.host, *self.more}
        addresses = machine_addresses() if self.host in EVERYWHERE else [self.host]
        return LOOPBACK | {*addresses, *machine_names(), *self.more}

    def address(self, host: str | None = None) -> str:
        """The URL to type."""
        name = host or (self.addresses()[0] if self.host in EVERYWHERE else self.host)
        return _origin(self.scheme, name, self.port)

    def origins(self) -> set[str]:
        return {_origin(self.scheme, name, self.port) for name in self.names()}


@contextmanager
def kept_up(reach: Reach, server: HubServer, origins: set[str], clock: Clock, every: float = LOOK) -> Iterator[None]:
    """Let certificate and origins follow the machine's names meanwhile."""
    stopped = threading.Event()

    def follow() -> None:
        while not stopped.wait(every):
            try:
                look(reach, server.renew, origins, clock)
            except Exception:
                log.exception("the certificate could not be renewed; tried again in a minute")

    thread = threading.Thread(target=follow, name="reach", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def look(reach: Reach, renewed: Callable[[], None], origins: set[str], clock: Clock) -> None:
    """One look at the machine's names; `renewed` is told when the certificate is a new one."""
    origins.update(reach.origins())
    if reach.certificates is not None and reach.certificates.renew(reach.names(), utc(clock.now())):
        log.warning("the hub's certificate was made again")
        renewed()


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def machine_addresses() -> list[str]:
    """The addresses of this machine in its networks, IPv4 first; none that only means itself or one cable."""
    known = [each.ip for adapter in ifaddr.get_adapters() for each in adapter.ips]
    found = [ip_address(each if isinstance(each, str) else each[0]) for each in known]
    outward = {each for each in found if not (each.is_loopback or each.is_link_local)}
    return [str(each) for each in sorted(outward, key=lambda each: (each.version, int(each)))]


def machine_names() -> frozenset[str]:
    """The host name, and what it is called over mDNS; a name that no certificate can hold is left out."""
    name = socket.gethostname().rstrip(".").lower()
    found = {name, f"{name.split('.')[0]}.local"}
    return frozenset(each for each in found if is_host_name(each))


def is_host_name(name: str) -> bool:
    labels = name.split(".")
    plain = name.isascii() and name.replace("-", "").replace(".", "").isalnum()
    return plain and all(0 < len(label) <= LABEL and label.strip("-") == label for label in labels)


def _origin(scheme: str, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}" + ("" if USUAL_PORT[scheme] == port else f":{port}")
