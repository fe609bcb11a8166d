"""Browses zeroconf for devices: what announces itself becomes a proposal. Presence here is no sign of life.

A change is looked at when it has been quiet for two seconds, for a device that reboots tells old and new at first.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager

from zeroconf import Error as ZeroconfError
from zeroconf import InterfaceChoice, IPVersion, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from devices.proposals import KINDS, Proposal, Proposals, Sighting

log = logging.getLogger(__name__)

QUIET = 2.0  # seconds
PATIENCE = 10.0  # seconds after which one that changes all the time is looked at as it is
ANSWER = 3000  # ms to tell an address
INTERFACES = 5.0  # seconds between two looks for interfaces that came later
WAITING = 512  # announcements that wait to be looked at; a flood of more is a hostile one
_TICK = 0.1

Key = tuple[str, str]


class Scan:
    """`heard` is told of each proposal, new or changed."""

    def __init__(
        self,
        drivers: Collection[str],
        heard: Callable[[Proposal], None] = lambda _: None,
        *,
        quiet: float = QUIET,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.proposals = Proposals(drivers)
        self._heard, self._quiet, self._clock = heard, quiet, clock
        self._due: dict[Key, tuple[float, float]] = {}  # when to look, and since when it waits

    def change(self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        """What a browser calls; the names are zeroconf's."""
        key = (service_type, name)
        if state_change is ServiceStateChange.Removed:
            self._due.pop(key, None)
            self.proposals.forget(service_type, name.removesuffix(f".{service_type}"))
        elif key in self._due or len(self._due) < WAITING:
            now = self._clock()
            since = self._due.get(key, (now, now))[1]
            new = state_change is ServiceStateChange.Added
            self._due[key] = (now if new else min(now + self._quiet, since + PATIENCE), since)

    def due(self) -> list[Key]:
        """The announcements to look at now."""
        now = self._clock()
        found = [key for key, (when, _) in self._due.items() if when <= now]
        for key in found:
            del self._due[key]
        return found

    async def look(self, zeroconf: Zeroconf, key: Key) -> None:
        """Ask for an announcement's addresses and texts, and take it in."""
        service, name = key
        try:
            info = AsyncServiceInfo(service, name)
            answered = await info.async_request(zeroconf, ANSWER)
        except (ZeroconfError, ValueError, OSError) as error:
            log.info("the announcement %r is left out: %s", name, error)
            return
        if not answered or info.port is None:
            return
        told = {_text(text): _text(value or b"") for text, value in info.properties.items()}
        addresses = tuple(info.parsed_scoped_addresses(IPVersion.All))
        proposal = self.proposals.see(Sighting(service, name.removesuffix(f".{service}"), addresses, info.port, told))
        if proposal is not None:
            self._heard(proposal)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


@asynccontextmanager
async def scanning(scan: Scan, interfaces: Sequence[str] = ()) -> AsyncIterator[None]:
    """Browse while inside; on all interfaces, or on those with these addresses."""
    version = IPVersion.All if not interfaces or any(":" in address for address in interfaces) else IPVersion.V4Only
    around = AsyncZeroconf(interfaces=list(interfaces) or InterfaceChoice.All, ip_version=version)
    browser = AsyncServiceBrowser(around.zeroconf, list(KINDS), handlers=[scan.change])
    asking = asyncio.create_task(_ask(scan, around, later=not interfaces))
    try:
        yield
    finally:
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        await browser.async_cancel()
        await around.async_close()


async def _ask(scan: Scan, around: AsyncZeroconf, *, later: bool) -> None:
    async with asyncio.TaskGroup() as tasks:
        looked = time.monotonic()
        while True:
            for key in scan.due():
                tasks.create_task(scan.look(around.zeroconf, key))
            if later and time.monotonic() - looked >= INTERFACES:
                looked = time.monotonic()
                await around.async_update_interfaces()
            await asyncio.sleep(_TICK)
