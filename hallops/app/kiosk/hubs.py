"""The hubs that zeroconf knows right now. What they say of themselves is a hint; trust is decided elsewhere."""

import http.client
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from zeroconf import ServiceBrowser, ServiceInfo, ServiceListener, Zeroconf

from hallops.hub.advertise import SERVICE

REQUEST = 3000  # ms that a hub has to tell its record
PATIENCE = 3.0  # seconds for a hub's answer


@dataclass(frozen=True, slots=True)
class FoundHub:
    """A hub as its record tells: the name for people, the hall's id, and addresses to try in order."""

    name: str
    hall: str
    urls: tuple[str, ...]


class Browsing(ServiceListener):
    """Keeps what was heard; hubs that say goodbye are forgotten."""

    def __init__(self) -> None:
        self._found: dict[str, FoundHub] = {}
        self._lock = threading.Lock()

    def hubs(self) -> list[FoundHub]:
        with self._lock:
            return sorted(self._found.values(), key=lambda hub: (hub.hall, hub.name))

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        info = zc.get_service_info(type_, name, REQUEST)
        if info is not None and info.port:
            with self._lock:
                self._found[name] = found_hub(info)

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.add_service(zc, type_, name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        with self._lock:
            self._found.pop(name, None)


@contextmanager
def browsing() -> Iterator[Browsing]:
    """Listen on all networks of this machine for a while."""
    heard, zeroconf = Browsing(), Zeroconf()
    try:
        ServiceBrowser(zeroconf, SERVICE, heard)
        yield heard
    finally:
        zeroconf.close()


def found_hub(info: ServiceInfo) -> FoundHub:
    told = info.decoded_properties
    scheme = "https" if told.get("tls") == "1" else "http"
    urls = tuple(f"{scheme}://{address}:{info.port}" for address in info.parsed_addresses() if ":" not in address)
    return FoundHub(info.name.removesuffix(f".{SERVICE}"), told.get("hall") or "", urls)


def answers(url: str) -> bool:
    """Whether a hub is alive there. Nothing is told to it, so any certificate will do for this question."""
    try:
        return get(url, "/health/live", _unchecked()) == b'{"alive":true}'
    except (OSError, http.client.HTTPException):
        return False


def get(url: str, path: str, context: ssl.SSLContext) -> bytes:
    """The body of a 200, else nothing. It goes to the hub itself, whatever proxy this machine uses.

    Raises:
        OSError: nobody is there, or (`ssl.SSLError`) somebody whom `context` does not trust.
        http.client.HTTPException: whoever is there speaks something else.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    line = http.client.HTTPConnection(host, parts.port, timeout=PATIENCE)
    if parts.scheme == "https":
        line = http.client.HTTPSConnection(host, parts.port, timeout=PATIENCE, context=context)
    try:
        line.request("GET", path)
        answer = line.getresponse()
        return answer.read() if answer.status == http.client.OK else b""
    finally:
        line.close()


def _unchecked() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def offered_authority(url: str) -> str:
    """The certificate that the hub wants to be trusted by; empty where there is none."""
    return get(url, "/ca.crt", _unchecked()).decode("ascii", errors="replace")
