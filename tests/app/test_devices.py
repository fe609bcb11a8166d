"""The device verbs, as an installer calls them: on real ports, with the words that an installer gets."""

import asyncio
import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from devices.address import WAYS
from devices.errors import AddressWrong
from devices.health import Reason
from devices.registry import DRIVERS, Kind
from devices.sim.faults import Fault, Planned
from devices.transport import serial as serial_port
from devices.transport import tcp
from hallops.app.cli import main
from hallops.app.device_sayings import DEVICES
from hallops.app.fleet_file import read_fleet
from hallops.files.problems import Problems
from tests.rules.tree import ROOT

FLEET = """schema: hallops-fleet/1
seed: 7
devices:
  - {id: disp-1, driver: escpos, place: 东门, profile: kiosk-80, faults: [{fault: paper_out, at: 0.5, seconds: 1}]}
  - {id: sign, driver: alpha, count: 2}
"""


def told(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr()
    return said.out + said.err


def test_every_error_and_every_reason_has_its_words() -> None:
    raised = set()
    for file in (ROOT / "devices").rglob("*.py"):
        source = file.read_text("utf-8")
        raised |= set(re.findall(r'(?:raise \w+|super\(\).__init__)\(\s*"([a-z_]+)"', source))
    raised |= {*serial_port._CODES.values(), *tcp._CODES.values(), "no_answer", "garbage"}
    assert len(raised) > 20
    assert {f"device_{code}" for code in raised} | {f"device_is_{reason}" for reason in Reason} <= set(DEVICES)
    assert {f"device_kind_{kind}" for kind in (*Kind, "printer")} <= set(DEVICES)


def test_a_simulated_printer_is_tried_like_a_real_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "test", "escpos+sim:printer", "--print"]) == 0
    assert "is well" in (said := told(capsys))
    assert "the printer confirmed it" in said


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        ("paper_near", 0, "the paper is near its end"),
        ("paper_out", 1, "the paper is out"),
        ("cover", 1, "the cover is open"),
        ("mute", 1, "nothing is known of its state"),
        ("garbage", 1, "a wrong baud rate"),
        ("half_close", 1, "hung up"),
    ],
)
def test_a_fault_is_said_with_what_to_do(fault: str, code: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "test", f"escpos+sim:printer?faults={fault}"]) == code
    assert words in told(capsys)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("escpos+serial:/dev/ttyUSB99", "There is no port /dev/ttyUSB99: the USB adapter is not plugged in"),
        ("127.0.0.1:1", "127.0.0.1:1 refuses the connection"),
        ("[::1", "is no address of a device"),
        ("escpos+usb:x", "Known: escpos+tcp:, escpos+serial:, escpos+sim:"),
        ("fax+sim:x", "fax is no driver of a device's address"),
        ("alpha+sim:x?columns=many", "columns=many in the address is not a number from 1 to 200"),
        ("alpha+sim:x?colour=red", "an option colour that this driver does not know. Known: faults"),
        ("escpos+sim:x?profile=a4", "a4 is no profile"),
        ("keypad+sim:x?keys=1", "1 is no key"),
    ],
)
def test_an_address_that_leads_nowhere_is_explained(
    address: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["devices", "test", address]) == 1
    assert words in told(capsys)


def test_a_board_shows_a_number_whole_or_says_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "test", "cd5220+sim:x", "--show", "A012", "--window", "3"]) == 0
    assert "A012 at window 3 was sent" in told(capsys)
    assert main(["devices", "test", "counter+sim:x", "--show", "A012"]) == 1
    assert "digits only, not the letter of A012" in told(capsys)
    assert main(["devices", "test", "counter+sim:x", "--print"]) == 1
    assert "Only a ticket printer prints a test slip" in told(capsys)
    assert main(["devices", "test", "escpos+sim:x", "--show", "A012"]) == 1
    assert "Only a board shows a number" in told(capsys)


def test_a_device_that_stays_silent_while_we_listen_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "test", "scanner+sim:x", "--listen", "0.1"]) == 0
    assert "Nothing was heard." in (said := told(capsys))
    assert "says nothing of its state" in said


@pytest.mark.parametrize("name", DRIVERS)
def test_every_driver_can_be_tried_without_hardware(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "test", f"{name}+sim:x", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["reasons"] == []


def test_a_fleet_file_is_read_whole() -> None:
    fleet = read_fleet(FLEET.encode())
    assert [device.id for device in fleet.devices] == ["disp-1", "sign-1", "sign-2"]
    assert fleet.seed == 7
    assert fleet.devices[0].faults == (Planned(Fault.PAPER_OUT, 0.5, 1),)


def test_every_problem_of_a_fleet_file_is_named_at_once() -> None:
    bad = """schema: hallops-fleet/2
devices:
  - {id: a, driver: fax, faults: [{fault: fire, at: -1}]}
  - {id: a, driver: alpha, count: 9999, colour: red}
"""
    with pytest.raises(Problems) as refusal:
        read_fleet(bad.encode())
    codes = [problem.code for problem in refusal.value.problems]
    assert sorted(codes) == sorted(
        ["unknown_schema", "not_one_of", "not_one_of", "out_of_range", "id_twice", "out_of_range", "unknown_key"]
    )


def test_a_fleet_without_devices_is_refused() -> None:
    with pytest.raises(Problems):
        read_fleet(b"schema: hallops-fleet/1\ndevices: []\n")


@pytest.mark.slow
def test_a_fleet_is_found_tried_and_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "fleet.yaml"
    file.write_text(FLEET.replace("disp-1", "verb-disp"), "utf-8")
    command = [sys.executable, "-m", "hallops.app.cli", "devices", "simulate", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        address = running.stdout.readline().split()[1]
        for line in running.stderr:
            if "paper_out ends" in line:
                break
        found: list[str] = []
        while "verb-disp" not in found:
            assert main(["devices", "scan", "--interface", "127.0.0.1", "--seconds", "2", "--json"]) == 0
            found = [device["id"] for device in json.loads(capsys.readouterr().out)["devices"]]
        assert main(["devices", "test", address, "--print"]) == 0
        running.send_signal(signal.SIGINT)
        assert "stopped" in running.stderr.read()
    assert running.returncode == 0


def test_a_port_that_is_taken_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def scene() -> None:
        async with await asyncio.start_server(lambda *_: None, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            file = tmp_path / "fleet.yaml"
            file.write_text(f"schema: hallops-fleet/1\ndevices: [{{id: a, driver: pad, port: {port}}}]\n")
            assert await asyncio.to_thread(main, ["devices", "simulate", str(file)]) == 1

    asyncio.run(scene())
    assert "The port of a can not be used" in told(capsys)


def test_the_ways_of_an_address_are_those_of_the_documentation() -> None:
    page = (ROOT / "docs" / "devices.md").read_text("utf-8")
    assert all(f"+{way}" in page for way in WAYS)
    assert all(f"`{name}`" in page for name in (*DRIVERS, *Fault))
    assert AddressWrong.__doc__
