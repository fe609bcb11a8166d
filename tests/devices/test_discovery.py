"""What announces itself becomes a proposal: moved, doubled, hostile, or too much of it."""

import asyncio
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zeroconf import IPVersion, ServiceStateChange
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from devices.discovery import Neighbourhood
from devices.proposals import LONGEST, MOST, Proposals, Sighting, clean, reachable
from devices.registry import DRIVERS
from devices.scan import WAITING, Scan, scanning
from devices.sim.faults import Fault, Planned
from devices.sim.fleet import Fleet, RunningFleet, SimDevice
from tests.devices.loop import on_a_loop, until

BOARD = "_hallops-board._tcp.local."
RAW = "_pdl-datastream._tcp.local."
TOLD = {"id": "board-03", "drv": "alpha", "loc": "窗口3", "boot": "1", "fw": "2.1", "model": "A215"}


def board(name: str = "sign", address: str = "10.0.0.5", port: int = 4001, **told: str) -> Sighting:
    return Sighting(BOARD, name, (address,), port, TOLD | told)


def test_an_announcement_becomes_a_proposal_with_an_address_to_connect_to() -> None:
    found = Proposals(DRIVERS).see(board())
    assert found is not None
    assert (found.id, found.kind, found.address) == ("board-03", "board", "alpha+tcp://10.0.0.5:4001")
    assert (found.place, found.firmware, found.model, found.disputed) == ("窗口3", "2.1", "A215", False)


def test_a_device_with_a_new_address_is_the_same_one() -> None:
    proposals = Proposals(DRIVERS)
    proposals.see(board())
    proposals.see(board(address="10.0.0.9", boot="2"))
    [found] = proposals.all()
    assert (found.address, found.boot) == ("alpha+tcp://10.0.0.9:4001", "2")


def test_two_that_claim_one_identity_are_both_disputed() -> None:
    proposals = Proposals(DRIVERS)
    proposals.see(board("sign"))
    proposals.see(board("impostor", "10.0.0.66"))
    assert [found.disputed for found in proposals.all()] == [True, True]
    proposals.forget(BOARD, "impostor")
    assert [found.disputed for found in proposals.all()] == [False]


def test_a_driver_that_nobody_has_gives_no_address() -> None:
    found = Proposals(DRIVERS).see(board(drv="rm -rf"))
    assert found is not None
    assert found.address == ""


@pytest.mark.parametrize(
    ("name", "told", "id_"),
    [
        ("EPSON TM-m30 (00:26:AB:12:34:56)", {}, "printer:0026ab123456"),
        ("Hall printer", {"usb_SERN": "X7"}, "printer:X7"),
        ("Hall printer", {}, "printer:Hall printer"),
    ],
)
def test_a_printer_that_announces_itself_is_known_by_what_stays(name: str, told: dict[str, str], id_: str) -> None:
    proposals = Proposals(DRIVERS)
    for service in (RAW, "_ipp._tcp.local.", "_printer._tcp.local."):
        proposals.see(Sighting(service, name, ("10.0.0.7",), 631, {"ty": "TM-m30", "note": "东门"} | told))
    [found] = proposals.all()
    assert (found.id, found.address, found.model, found.place) == (id_, "escpos+tcp://10.0.0.7:9100", "TM-m30", "东门")
    assert not found.disputed
    proposals.forget(RAW, name)
    assert len(proposals.all()) == 1  # its other services are still there


def test_hostile_texts_are_cleaned_and_cut() -> None:
    assert clean("a\x1b[31m\u202eb\u200b\n c") == "a [31m b c"
    assert len(clean("x" * 10_000)) == LONGEST
    found = Proposals(DRIVERS).see(board(model="x" * 2000))
    assert found is not None
    assert found.id == "board:sign"  # so much was told that nothing of it is believed


def test_only_addresses_that_can_be_connected_to_count() -> None:
    given_ = ["fe80::1", "fe80::1%6", "2001:db8::5", "0.0.0.0", "224.0.0.251", "10.0.0.5", "nonsense"]  # noqa: S104
    assert reachable(given_) == ["10.0.0.5", "2001:db8::5", "fe80::1%6"]
    found = Proposals(DRIVERS).see(board(address="fe80::1%6"))
    assert found is not None
    assert found.address == "alpha+tcp://[fe80::1%6]:4001"


def test_a_flood_is_capped_and_what_was_there_stays() -> None:
    proposals = Proposals(DRIVERS)
    proposals.see(board())
    for number in range(2 * MOST):
        proposals.see(board(f"noise-{number}", id=f"noise-{number}"))
    assert len(proposals.all()) == MOST
    assert proposals.see(board(address="10.0.0.9")) is not None


@given(
    st.lists(
        st.builds(
            Sighting,
            st.sampled_from([BOARD, RAW, "_other._tcp.local."]),
            st.text(max_size=80),
            st.tuples(st.text(max_size=20)),
            st.integers(-1, 70_000),
            st.dictionaries(st.sampled_from(["id", "drv", "loc", "ty", "usb_SERN"]), st.text(max_size=300)),
        ),
        max_size=30,
    )
)
def test_whatever_is_announced_can_be_shown(sightings: list[Sighting]) -> None:
    proposals = Proposals(DRIVERS)
    for sighting in sightings:
        proposals.see(sighting)
    for found in proposals.all():
        for text in (found.id, found.name, found.model, found.place):
            assert len(text) <= LONGEST + len("dispenser:")
            assert text.isprintable()


def test_a_change_is_looked_at_when_it_is_quiet_and_not_put_off_for_ever() -> None:
    now = 0.0
    scan = Scan(DRIVERS, clock=lambda: now)
    key = (BOARD, f"sign.{BOARD}")

    def change(kind: ServiceStateChange) -> None:
        scan.change(None, *key, kind)  # type: ignore[arg-type]

    change(ServiceStateChange.Added)
    assert scan.due() == [key]
    change(ServiceStateChange.Updated)
    now = 1.9
    assert scan.due() == []
    change(ServiceStateChange.Updated)
    now = 3.0
    assert scan.due() == []
    now = 3.9
    assert scan.due() == [key]
    looked = 0
    for _ in range(200):
        change(ServiceStateChange.Updated)
        now += 0.1
        looked += len(scan.due())
    assert looked == 1
    for number in range(2 * WAITING):
        scan.change(None, BOARD, f"{number}.{BOARD}", ServiceStateChange.Added)  # type: ignore[arg-type]
    assert len(scan.due()) <= WAITING


FLEET = Fleet(
    (
        SimDevice("scan-printer", "escpos", "东门"),
        SimDevice("scan-sign", "alpha", faults=(Planned(Fault.REBOOT_NEW_ADDRESS, 0.0),)),
        SimDevice("scan-pad", "pad"),
    )
)


@pytest.mark.slow
@on_a_loop
async def test_a_fleet_is_found_over_the_network_and_again_at_its_new_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.sim.fleet.AWAY", 0.1)
    running = RunningFleet(FLEET)
    scan = Scan(DRIVERS, quiet=0.2)

    def found() -> dict[str, str]:
        ours = FLEET.devices
        return {p.id: p.address for p in scan.proposals.all() if p.id in {device.id for device in ours}}

    await running.start()
    async with scanning(scan, ["127.0.0.1"]), Neighbourhood() as around:
        playing = asyncio.create_task(running.play(around))
        await playing
        await until(lambda: found() == {device.id: running.hosted[device.id].uri for device in FLEET.devices})
        await running.strike("scan-pad", Fault.DUPLICATE_ID)
        await until(lambda: any(p.disputed for p in scan.proposals.all()))
    await running.stop()


@pytest.mark.slow
@on_a_loop
async def test_an_announcement_with_bytes_that_are_no_text_ends_nothing() -> None:
    scan = Scan(DRIVERS, quiet=0.1)
    around = AsyncZeroconf(interfaces=["127.0.0.1"], ip_version=IPVersion.V4Only)
    hostile = AsyncServiceInfo(
        BOARD,
        f"scan-hostile.{BOARD}",
        port=4001,
        properties={b"id": b"\xff\xfe\x1b[2J", b"loc": b"x" * 250},
        addresses=[socket.inet_aton("127.0.0.1")],
        server="scan-hostile.local.",
    )
    async with scanning(scan, ["127.0.0.1"]):
        await (await around.async_register_service(hostile))
        await until(lambda: any(p.name == "scan-hostile" for p in scan.proposals.all()))
    await around.async_unregister_all_services()
    await around.async_close()
    [found] = [p for p in scan.proposals.all() if p.name == "scan-hostile"]
    assert found.id.isprintable()
