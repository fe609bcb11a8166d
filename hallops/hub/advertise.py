"""Lets devices and desktops find the hub by zeroconf. It is a hint: whoever finds it still has to trust it first."""

import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from zeroconf import IPVersion
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

SERVICE = "_hallops-hub._tcp.local."  # RFC 6335, 5.1: at most 15 characters after the underscore; these are 11
LONGEST_NAME = 63  # bytes: a label of DNS (RFC 6763, 4.1.1)
LONGEST_TEXT = 200  # bytes of a value; with its key it must stay under 255
MARK = 4  # characters of the epoch
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Advertisement:
    """What is told about a hub. `name` is what people read in a list, such as the hall's name."""

    name: str
    hall: str
    epoch: str
    port: int
    version: str
    is_secure: bool = True  # whether it speaks HTTPS


@asynccontextmanager
async def advertised(told: Advertisement, interfaces: Sequence[str]) -> AsyncIterator[str]:
    """Be found on these interfaces (their IPv4 addresses) for a while; gives the name it goes by."""
    zeroconf = AsyncZeroconf(interfaces=list(interfaces), ip_version=IPVersion.V4Only)
    try:
        info = service_info(told, interfaces)
        await (await zeroconf.async_register_service(info))
        yield info.name.removesuffix(f".{SERVICE}")
        await (await zeroconf.async_unregister_service(info))
    finally:
        await zeroconf.async_close()


def service_info(told: Advertisement, interfaces: Sequence[str]) -> AsyncServiceInfo:
    """The record of a hub."""
    text = {
        "hall": told.hall,
        "epoch": told.epoch,
        "port": str(told.port),
        "version": told.version,
        "tls": "1" if told.is_secure else "0",
    }
    return AsyncServiceInfo(
        SERVICE,
        f"{instance_name(told.name, told.epoch[:MARK])}.{SERVICE}",
        port=told.port,
        properties={key: shortened(value, LONGEST_TEXT) for key, value in text.items()},
        parsed_addresses=list(interfaces),
        server=f"hallops-{told.epoch[:8]}.local.",
    )


def instance_name(name: str, mark: str) -> str:
    """A name that fits into a label. The mark tells two hubs of one name apart, and one hub keeps it."""
    plain = "".join(char if char.isprintable() and char != "." else " " for char in name).strip()
    known = plain or socket.gethostname().split(".")[0]
    return f"{shortened(known, LONGEST_NAME - len(f' {mark}'))} {mark}"


def shortened(text: str, most: int) -> str:
    """At most so many bytes of UTF-8, cut between characters; what was cut shows."""
    if len(text.encode()) <= most:
        return text
    kept = text.encode()[: most - len(ELLIPSIS.encode())].decode(errors="ignore")
    return kept.rstrip() + ELLIPSIS
