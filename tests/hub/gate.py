"""Scenes at the gate of a hub: a manager who signs in, screens that ask to be paired, staff with PINs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from hallops.hub.run import listen, port_of, serving
from hallops.services.gatehouse import Gatehouse, first_password
from tests.hub.running import Hall, hall

PHRASE = "green tea at nine"
PIN = "402817"


@dataclass
class Door:
    """A guarded hub on a real socket."""

    hall: Hall
    base: str
    gatehouse: Gatehouse
    client: httpx.Client

    def ask(self, method: str, path: str, token: str | None = None, **body: Any) -> httpx.Response:
        """As a program asks: with its token, if it has one, and no origin."""
        sent = {"Accept-Language": "en", "Idempotency-Key": f"{method}-{id(body)}-{len(path)}"}
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        self.client.cookies.clear()
        return self.client.request(method, path, json=body or None, headers=sent)

    def sign_in(self, token: str | None = None, **said: Any) -> httpx.Response:
        """Nobody waits for a pause in a test: the clock goes on a second first."""
        self.later(1)
        return self.ask("POST", "/v1/sessions", token, **said)

    def later(self, seconds: float) -> None:
        clock = self.hall.clock
        clock.set_ms(clock.now() + int(seconds * 1000))
        self.hall.seconds[0] += seconds

    def manager(self) -> str:
        """The token of the first manager, who has chosen a password."""
        once = self.first_password()
        assert once is not None
        return str(self.sign_in(name="manager", password=once[0], new=PHRASE).json()["token"])

    def first_password(self) -> tuple[str, bool] | None:
        """As at a start of the hub; while it runs, by the thread that writes."""
        return self.hall.keeper.ask(lambda _: first_password(self.gatehouse)).result(10)

    def paired(self, manager: str, **wish: Any) -> str:
        """The token of a device that asked and was approved."""
        asked = self.ask("POST", "/v1/pairings", **wish).json()
        done = self.ask("POST", "/v1/pairings/approve", manager, ids=[asked["id"]])
        assert done.status_code == 200, done.text
        return str(self.ask("GET", f"/v1/pairings/{asked['id']}", asked["secret"]).json()["token"])

    def staffed(self, manager: str, device: str, staff: str, pin: str = PIN) -> str:
        """The token of staff who were given a PIN and chose their own."""
        once = self.ask("POST", f"/v1/accounts/{staff}/secret", manager).json()["secret"]
        return str(self.sign_in(device, staff=staff, pin=once, new=pin).json()["token"])


@contextmanager
def guarded(folder: Path, **more: Any) -> Iterator[Door]:
    with hall(folder, guarded=True, **more) as found:
        listening = listen()
        base = f"http://127.0.0.1:{port_of(listening)}"
        found.origins.add(base)
        client = httpx.Client(base_url=base, trust_env=False, timeout=10)
        with serving(found.app, listening), client:
            yield Door(found, base, found.app.state.hub.parts.gate, client)
