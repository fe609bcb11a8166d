"""The hub is found on the interfaces it was given, under a name that fits."""

import asyncio
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from zeroconf import ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from hallops.hub.advertise import (
    LONGEST_NAME,
    SERVICE,
    Advertisement,
    advertised,
    instance_name,
    service_info,
    shortened,
)

TOLD = Advertisement("朝阳区政务服务大厅", "small", "0123456789ab", 8443, "0.1.0")
LOOPBACK = ["127.0.0.1"]


def test_the_service_type_keeps_the_rules() -> None:
    label = SERVICE.split(".")[0].removeprefix("_")
    assert len(label) <= 15
    assert re.fullmatch(r"[a-z](-?[a-z0-9])*", label)


@given(st.text(max_size=200))
def test_any_name_fits_into_a_label(name: str) -> None:
    fitted = instance_name(name, "0123")
    assert 5 < len(fitted.encode()) <= LONGEST_NAME
    assert service_info(Advertisement(name, name, "0123", 1, name), LOOPBACK).name == f"{fitted}.{SERVICE}"


def test_a_long_chinese_name_is_cut_between_characters() -> None:
    assert shortened("朝阳区政务服务大厅" * 3, 60) == ("朝阳区政务服务大厅" * 3)[:19] + "…"
    assert shortened("短", 60) == "短"


def test_a_hub_is_found_with_all_that_is_told_and_forgotten_when_it_goes() -> None:
    async def scene() -> None:
        seen: asyncio.Queue[tuple[ServiceStateChange, str]] = asyncio.Queue()

        def change(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
            seen.put_nowait((state_change, name))

        async with asyncio.timeout(20), advertised(TOLD, LOOPBACK) as name:
            looking = AsyncZeroconf(interfaces=LOOPBACK)
            browser = AsyncServiceBrowser(looking.zeroconf, SERVICE, handlers=[change])
            wanted = (ServiceStateChange.Added, f"{name}.{SERVICE}")
            while await seen.get() != wanted:
                pass
            info = AsyncServiceInfo(SERVICE, wanted[1])
            assert await info.async_request(looking.zeroconf, 5000)
            assert (info.port, info.parsed_addresses()) == (8443, LOOPBACK)
            told = {"hall": "small", "epoch": "0123456789ab", "port": "8443", "version": "0.1.0", "tls": "1"}
            assert info.decoded_properties == told
            async with advertised(replace(TOLD, epoch="ba9876543210"), LOOPBACK) as second:
                assert second != name
            await browser.async_cancel()
            await looking.async_close()

    asyncio.run(scene())
