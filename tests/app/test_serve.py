"""The hub as its user starts it: a process, a browser's requests, a kill, and a start again."""

import json
import re
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.app.hubs import HubProcess, always_open_hall
from tests.app.running import Cli

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return always_open_hall(tmp_path)


CHOSEN = "green tea at nine"


class Hub(HubProcess):
    """And its callers."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.caller = self.client(**{"Accept-Language": "en"})

    def first_password(self) -> str:
        return str(re.findall(r"\w{4}-\w{4}-\w{4}-\w{4}", self.next_line())[0])

    def first_token(self) -> str:
        """Of the manager, who has chosen a password."""
        signed = self.sign_in(name="manager", password=self.first_password(), new=CHOSEN)
        assert signed.status_code == 201, signed.text
        return str(signed.json()["token"])

    def sign_in(self, **said: str) -> httpx.Response:
        """As a program: without an origin, for a token."""
        return httpx.post(f"{self.address}/v1/sessions", json=said, headers={"Accept-Language": "en"})

    def command(self, token: str, name: str, **body: object) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
        return self.caller.post(f"/v1/commands/{name}", json=body, headers=headers)

    def give(self, token: str, **wanted: object) -> httpx.Response:
        return self.caller.post("/v1/access", json=wanted, headers={"Authorization": f"Bearer {token}"})

    def end(self, how: int = signal.SIGTERM) -> int:
        self.caller.close()
        return super().end(how)


@contextmanager
def hub(data: Path, *, ended_by: int = signal.SIGTERM) -> Iterator[Hub]:
    found = Hub(data)
    try:
        yield found
    finally:
        found.end(ended_by)


def test_a_ticket_is_taken_called_and_still_there_after_a_kill(data: Path) -> None:
    with hub(data, ended_by=signal.SIGKILL) as first:
        manager = first.first_token()
        device = first.give(manager, role="device", holder="dispenser-1").json()["token"]
        window = first.give(manager, role="window", holder="S03", place="3").json()["token"]
        assert first.command(window, "SignIn", place="3", staff="S03").status_code == 200
        issued = first.command(device, "Issue", service="A").json()["events"][0]
        assert issued["ticket"] == "A001"
        assert issued["by"] == "dispenser-1"
        assert first.command(window, "CallNext", window=3).json()["events"][0]["ticket"] == "A001"
        board = first.caller.get("/v1/views/board").json()["view"]
        assert (board["newest"]["number"], board["newest"]["window"]) == ("A001", 3)
    with hub(data) as again:
        assert again.caller.get("/v1/views/board").json()["view"]["newest"]["number"] == "A001"
        assert again.command(window, "Start", window=3, ticket="A001").status_code == 200


def test_passes_are_the_managers_and_end_at_once(data: Path) -> None:
    with hub(data) as found:
        manager = found.first_token()
        made = found.give(manager, role="guide", holder="S12").json()
        assert found.command(made["token"], "Issue", service="A").status_code == 200
        assert found.give(made["token"], role="device", holder="x").json()["code"] == "manager_only"
        assert found.give(manager, role="king", holder="x").status_code == 422
        assert found.give(manager, role="window", holder="S01").json()["code"] == "pass_place"
        assert found.give(manager, name="x").status_code == 422
        bearer = {"Authorization": f"Bearer {manager}"}
        listed = found.caller.get("/v1/access", headers=bearer).json()["passes"]
        assert [each["role"] for each in listed] == ["guide"]
        assert "token" not in json.dumps(listed)
        assert found.caller.delete(f"/v1/access/{made['id']}", headers=bearer).status_code == 204
        assert found.command(made["token"], "Issue", service="A").status_code == 401
        assert found.caller.delete(f"/v1/access/{made['id']}", headers=bearer).status_code == 404


def test_a_password_that_was_not_used_is_made_anew_and_a_lost_one_by_the_command_line(cli: Cli, data: Path) -> None:
    with hub(data) as first:
        unused = first.first_password()
    with hub(data) as second:
        again = second.first_password()
        assert second.sign_in(name="manager", password=unused).json()["code"] == "wrong_secret"
        time.sleep(1)  # a wrong try costs a second
        assert second.sign_in(name="manager", password=again, new=CHOSEN).status_code == 201
        said = cli("access", "password", "--data", data)
        assert (said.code, "/manage" in said.err) == (1, True)
        assert "own secret" in cli("access", "list", "--data", data).out
    said = cli("access", "password", "--data", data, "--json")
    lost = json.loads(said.out)["secret"]
    with hub(data) as third:
        assert third.sign_in(name="manager", password=CHOSEN).json()["code"] == "wrong_secret"
        time.sleep(1)
        assert third.sign_in(name="manager", password=lost, new=CHOSEN).status_code == 201


def test_passes_are_listed_and_revoked_while_the_hub_is_stopped(cli: Cli, data: Path) -> None:
    assert "no accounts" in cli("access", "list", "--data", data).out
    with hub(data) as found:
        found.give(found.first_token(), role="device", holder="pad 1", place="1")
    listed = json.loads(cli("access", "list", "--data", data, "--json").out)
    assert listed["accounts"] == [{"name": "manager", "standing": "manager", "one_time": False}]
    (given,) = listed["passes"]
    assert cli("access", "revoke", given["id"], "--data", data).code == 0
    assert cli("access", "revoke", given["id"], "--data", data).code == 1
    assert cli("access", "password", "nobody", "--data", data).code == 1
    pin = json.loads(cli("access", "password", "S01", "--data", data, "--json").out)["secret"]
    assert (len(pin), pin.isdecimal()) == (6, True)


def test_a_link_becomes_a_cookie_and_leads_to_this_hub_only(data: Path) -> None:
    with hub(data) as found:
        token = found.give(found.first_token(), role="device", holder="pad-1", place="1").json()["token"]
        gone = found.caller.get("/enter", params={"token": token, "to": "//elsewhere.example/x"})
        assert (gone.status_code, gone.headers["location"]) == (303, "/")
        assert "HttpOnly" in gone.headers["set-cookie"]
        assert "samesite=strict" in gone.headers["set-cookie"].lower()
        assert found.caller.get("/enter", params={"token": "guess"}).status_code == 401
        page = found.caller.get("/guide", params={"lang": "en"})
        assert page.status_code == 200
        assert "text/html" in page.headers["content-type"]


def test_a_port_that_somebody_has_is_named(cli: Cli, data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = cli("serve", "--data", data, "--port", port)
    assert said.code == 1
    assert f"port {port}" in said.err
    with pytest.raises(SystemExit) as usage:
        cli("serve", "--data", data, "--port", 99999)
    assert usage.value.code == 2
