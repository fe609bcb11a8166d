"""What is around on the network, by zeroconf: things announce themselves and look for others.

Anybody can announce anything: what is found is a proposal and its texts are hostile until its holder has proved itself.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType

from zeroconf import IPVersion, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

HUBS = "_hallops-hub._tcp.local."
DEVICES = "_hallops-device._tcp.local."  # RFC 6335, 5.1: at most 15 characters after the underscore; these are 14
LOOPBACK = ("127.0.0.1",)
ANSWER = 3000  # ms that a found thing has to tell its address
MOST = 256  # things that are kept in line for somebody who looks for them


@dataclass(frozen=True, slots=True)
class Nearby:
    """Something on the network: what it calls itself, where it listens (port 0: nowhere), what it tells."""

    name: str
    address: str
    port: int
    told: Mapping[str, str] = field(default_factory=dict)


class Neighbourhood:
    """One zeroconf on these interfaces (their IPv4 addresses); what it announced it takes back at its end."""

    def __init__(self, interfaces: Sequence[str] = LOOPBACK) -> None:
        self._interfaces = list(interfaces)
        self._zeroconf = AsyncZeroconf(interfaces=self._interfaces, ip_version=IPVersion.V4Only)
        self._browsers: list[AsyncServiceBrowser] = []

    async def __aenter__(self) -> "Neighbourhood":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for browser in self._browsers:
            await browser.async_cancel()
        await self._zeroconf.async_unregister_all_services()
        await self._zeroconf.async_close()

    async def announce(self, service: str, things: Iterable[Nearby]) -> None:
        """Be found from now on. Two things of one name can not be told apart: the second gets a number."""
        infos = [_info(service, thing) for thing in things]
        known = [self._zeroconf.async_register_service(info, allow_name_change=True) for info in infos]
        for said in await asyncio.gather(*known):
            await said

    async def change(self, service: str, thing: Nearby) -> None:
        """Announce the same thing at another place, or with another word of itself."""
        await (await self._zeroconf.async_update_service(_info(service, thing)))

    async def find(self, service: str) -> AsyncIterator[Nearby]:
        """Everything of a kind that is there or comes, again when it changes; endless."""
        found: asyncio.Queue[str] = asyncio.Queue(MOST)

        def heard(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
            if state_change is not ServiceStateChange.Removed and not found.full():
                found.put_nowait(name)

        self._browsers.append(AsyncServiceBrowser(self._zeroconf.zeroconf, service, handlers=[heard]))
        while True:
            thing = await self._ask(service, await found.get())
            if thing is not None:
                yield thing

    async def _ask(self, service: str, name: str) -> Nearby | None:
        info = AsyncServiceInfo(service, name)
        if not await info.async_request(self._zeroconf.zeroconf, ANSWER) or info.port is None:
            return None
        told = {key: value or "" for key, value in info.decoded_properties.items()}
        addresses = info.parsed_addresses(IPVersion.V4Only)
        return Nearby(name.removesuffix(f".{service}"), addresses[0], info.port, told) if addresses else None


def _info(service: str, thing: Nearby) -> AsyncServiceInfo:
    return AsyncServiceInfo(
        service,
        f"{thing.name}.{service}",
        port=thing.port,
        properties=dict(thing.told),
        parsed_addresses=[thing.address],
        server=f"{thing.name}.local.",
    )
