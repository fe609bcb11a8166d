"""hallops screen: it finds its hub, trusts it for good reason, and keeps its page open whatever happens."""

import asyncio
import os
import signal
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from hallops.app.certificates import open_certificates
from hallops.app.clocks import SystemClock
from hallops.app.kiosk.browser import Window, arguments, end_leftover, find_program, prepare
from hallops.app.kiosk.display import NoDisplayError, on_display, size_of, user_folder
from hallops.app.kiosk.hubs import answers, browsing
from hallops.app.kiosk.screens import KINDS, OF_A_WINDOW, Screen
from hallops.app.kiosk.trust import NotTrustedError, Trust
from hallops.app.kiosk.watch import AGAIN, MOST, QUICK, REST, Losses, SeveralHallsError, Whereabouts
from hallops.hub.advertise import Advertisement, advertised
from hallops.hub.parts import Parts
from hallops.hub.run import HubServer, listen, port_of, running
from hallops.ports.clock import utc
from tests.app.displays import has_ended, is_filled, screen_process, virtual_display, wait_until
from tests.app.hubs import always_open_hall, hub_process
from tests.app.running import Cli
from tests.hub.running import hall

LOCAL = frozenset({"localhost", "127.0.0.1"})


def now() -> int:
    """Certificates are verified by this machine's clock."""
    return SystemClock().now()


def without_authority(parts: Parts) -> Parts:
    return replace(parts, authority=None)


def test_public_screens_go_straight_to_their_page_and_others_through_pairing() -> None:
    assert Screen("board", zone="Z2", sound=True).start("pc") == "/board?zone=Z2&sound=1"
    assert Screen("window-board", 3, language="zh").start("pc") == "/window-board?window=3&lang=zh"
    assert Screen("pad", 3).start("pc-1") == "/pair?kind=pad&place=3&name=pc-1&to=%2Fpad%2F3"
    assert Screen("dispenser", place="D1").start("pc") == "/pair?kind=dispenser&place=D1&name=pc&to=%2Fdispenser"
    assert Screen("console", 11, language="en").start("pc").endswith("lang=en&to=%2Fconsole%2F11%3Flang%3Den")
    assert Screen("pad", 3).name == "pad-3"
    assert Screen("board", zone="../x").name == "board-x"
    assert set(OF_A_WINDOW) < set(KINDS)


def test_a_browser_is_told_to_be_a_kiosk_and_whom_to_trust() -> None:
    whole = arguments("http://hub/board", Path("p"), Window(position="1920,0", size=(800, 600)), b"x" * 32)
    assert whole[-2:] == ["--kiosk", "http://hub/board"]
    assert {"--user-data-dir=p", "--window-position=1920,0", "--window-size=800,600", "--no-first-run"} < set(whole)
    assert f"--ignore-certificate-errors-spki-list={b64encode(b'x' * 32).decode()}" in whole
    assert "--no-sandbox" not in whole
    window = arguments("http://hub/board", Path("p"), Window(windowed=True, scale=1.5), as_root=True)
    assert window[-1] == "--app=http://hub/board"
    assert {"--no-sandbox", "--force-device-scale-factor=1.5"} < set(window)
    assert not any("spki" in each or "kiosk" in each for each in window)


def test_after_five_quick_losses_a_screen_rests() -> None:
    losses = Losses()
    assert [losses.delay(QUICK / 2) for _ in range(MOST)] == [AGAIN] * (MOST - 1) + [REST]
    assert losses.delay(QUICK / 2) == REST
    assert losses.delay(QUICK) == AGAIN
    assert losses.delay(QUICK / 2) == AGAIN


def test_what_is_missing_is_said_before_anybody_waits(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert "--window 3" in cli("screen", "pad").err
    assert "DISPLAY is not set" in cli("screen", "board").err
    assert "no screen :9999" in cli("screen", "board", "--display", ":9999").err
    for wrong in (["screen", "oven"], ["screen", "board", "--hub", "ftp://x"], ["screen", "board", "--position", "1"]):
        with pytest.raises(SystemExit) as usage:
            cli(*wrong)
        assert usage.value.code == 2
    with pytest.raises(NoDisplayError):
        size_of(on_display(":9999", {"WAYLAND_DISPLAY": "wayland-0"}))
    assert size_of({"WAYLAND_DISPLAY": "wayland-0"}) is None
    assert find_program("no-such-browser") is None
    assert user_folder({"XDG_DATA_HOME": "x"}) == Path("x") / "hallops"


def test_a_browser_that_was_left_behind_is_ended_and_no_other_process(tmp_path: Path) -> None:
    prepare(tmp_path)
    before = (tmp_path / "Default" / "Preferences").read_text("utf-8")
    (tmp_path / "Default" / "Preferences").write_text(before + " ", "utf-8")
    prepare(tmp_path)
    assert (tmp_path / "Default" / "Preferences").read_text("utf-8") == before + " ", "it is the browser's own by now"
    (tmp_path / "SingletonLock").symlink_to(f"host-{os.getpid()}")
    end_leftover(tmp_path)
    (tmp_path / "SingletonLock").unlink()
    (tmp_path / "SingletonLock").symlink_to("nonsense")
    end_leftover(tmp_path)


def test_a_hub_is_trusted_once_a_person_has_compared_its_fingerprint(tmp_path: Path) -> None:
    certificates = open_certificates(tmp_path / "tls", "hall", utc(now()))
    certificates.renew(LOCAL, utc(now()))
    asked: list[str] = []

    def trust(*, says: bool = False, given: str | None = None) -> Trust:
        def confirm(_: str, seen: str) -> bool:
            asked.append(seen)
            return says

        return Trust(tmp_path / "user", confirm, given)

    with hall(tmp_path / "data", authority=certificates.authority) as found, listen() as listening:
        url = f"https://127.0.0.1:{port_of(listening)}"
        with running(HubServer(found.app, certificates.current), listening):
            assert answers(url)
            for doubtful, why in ((trust(), "not_confirmed"), (trust(given="AB12"), "other_fingerprint")):
                with pytest.raises(NotTrustedError, match=why):
                    doubtful.key_of("hall", url)
            key = trust(says=True).key_of("hall", url)
            assert len(key or b"") == 32
            assert asked == [certificates.fingerprint] * 2
            assert trust().key_of("hall", url) == key, "nobody is asked a second time"
            assert trust(given=certificates.fingerprint.lower().replace(" ", ":")).key_of("other", url) == key
            with pytest.raises(NotTrustedError, match="not_secure_now"):
                trust().key_of("hall", url.replace("https", "http"))


def test_another_authority_is_refused_until_its_fingerprint_is_said(tmp_path: Path) -> None:
    user = tmp_path / "user"
    for name, known in (("first", None), ("second", "authority_changed")):
        certificates = open_certificates(tmp_path / name, "hall", utc(now()))
        certificates.renew(LOCAL, utc(now()))
        with hall(tmp_path / f"data-{name}", authority=certificates.authority) as found, listen() as listening:
            url = f"https://127.0.0.1:{port_of(listening)}"
            with running(HubServer(found.app, certificates.current), listening):
                if known:
                    with pytest.raises(NotTrustedError, match=known):
                        Trust(user, lambda *_: True).key_of("hall", url)
                assert Trust(user, lambda *_: False, certificates.fingerprint).key_of("hall", url)


def test_a_certificate_that_its_authority_did_not_make_is_no_proof(tmp_path: Path) -> None:
    mine, other = (open_certificates(tmp_path / name, "hall", utc(now())) for name in ("mine", "other"))
    mine.renew(LOCAL, utc(now()))
    with hall(tmp_path / "data", authority=other.authority) as found, listen() as listening:
        url = f"https://127.0.0.1:{port_of(listening)}"
        with running(HubServer(found.app, mine.current), listening):
            with pytest.raises(NotTrustedError, match="not_proven"):
                Trust(tmp_path, lambda *_: True, other.fingerprint).key_of("hall", url)
            found.app.state.hub.parts = without_authority(found.app.state.hub.parts)
            with pytest.raises(NotTrustedError, match="no_authority_there"):
                Trust(tmp_path, lambda *_: True).key_of("hall", url)


def test_several_halls_are_listed_and_one_can_be_named(tmp_path: Path) -> None:
    ids = [f"hall-{uuid4().hex[:8]}" for _ in range(2)]
    trust = Trust(tmp_path, lambda *_: False)

    async def scene() -> None:
        first, second = (Advertisement(name, name, uuid4().hex, 9, "1", is_secure=False) for name in ids)
        async with advertised(first, ["127.0.0.1"]), advertised(second, ["127.0.0.1"]):
            await asyncio.to_thread(look)

    def look() -> None:
        with browsing() as heard:
            wait_until(lambda: set(ids) <= {hub.hall for hub in heard.hubs()})
            with pytest.raises(SeveralHallsError) as several:
                Whereabouts(trust, heard).look()
            assert {hub.urls for hub in several.value.hubs if hub.hall in ids} == {("http://127.0.0.1:9",)}
            assert Whereabouts(trust, heard, hall=ids[0]).look() is None, "nobody answers there"

    asyncio.run(scene())


def test_who_speaks_something_else_is_no_hub() -> None:
    async def scene() -> None:
        async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"220 mail ready\r\n")
            writer.close()

        async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            for scheme in ("http", "https"):
                assert not await asyncio.to_thread(answers, f"{scheme}://127.0.0.1:{port}")

    asyncio.run(scene())


@pytest.mark.slow
def test_a_board_over_https_fills_the_display_and_comes_back_when_its_browser_is_killed(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    data = always_open_hall(tmp_path)
    with virtual_display() as display, hub_process(data, "--https") as hub:
        asked = ["board", "--hub", hub.address, "--display", display]
        said = cli("screen", *asked).err
        assert "--fingerprint" in said
        fingerprint = said.split('"')[-2]
        with screen_process(tmp_path, *asked, "--fingerprint", fingerprint) as screen:
            wait_until(lambda: hub.streams() == 1)
            wait_until(lambda: is_filled(display))
            assert "runs already" in cli("screen", *asked).err
            first = screen.browser()
            assert first is not None
            os.kill(first, signal.SIGKILL)
            wait_until(lambda: hub.streams() == 0)
            wait_until(lambda: hub.streams() == 1)
            second = screen.browser()
            assert second is not None
            assert second != first
            screen.process.kill()
            _, told = screen.process.communicate()
            assert "opened again" in told
        with screen_process(tmp_path, *asked) as screen:
            wait_until(lambda: screen.browser() not in {None, second} and hub.streams() == 1)
            left_behind = second
            wait_until(lambda: has_ended(left_behind))  # what a killed screen left behind is ended
            assert screen.end()[0] == 0
        wait_until(lambda: hub.streams() == 0)


@pytest.mark.slow
def test_a_screen_waits_for_its_hub_and_finds_it_by_zeroconf(tmp_path: Path) -> None:
    name = f"hall-{uuid4().hex[:8]}"
    data = always_open_hall(tmp_path, name)
    with virtual_display() as display, screen_process(tmp_path, "door", "--hall", name, "--display", display) as screen:
        while "No hub of hall" not in (said := screen.next_line()):
            assert said
        with hub_process(data) as hub:
            wait_until(lambda: hub.streams() == 1)
