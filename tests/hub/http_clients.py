"""The crowd of the store's kill tests, speaking HTTP: the same clients, each retrying with its key until answered."""

from http.client import HTTPConnection, HTTPException

import msgspec

from hallops.domain.commands import Command, KeepTime
from hallops.store.codec import decode, encode
from tests.store.clients import Client
from tests.store.writer import Told

FAILED = 500  # from here on an answer is none, and the client asks again
TIMEOUT = 5.0  # seconds without a word: a half-open line


class HttpClient(Client):
    """One caller on one connection."""

    def __init__(self, number: int, port: int, seed: int, timeout: float = TIMEOUT) -> None:
        super().__init__(number, seed)
        self._http = HTTPConnection("127.0.0.1", port, timeout=timeout)

    def counted(self, name: str) -> int:
        """One of the hub's figures; 0 before it is there."""
        self._http.close()  # a line that was quiet for long is no line any more
        self._http.request("GET", "/metrics")
        lines = self._http.getresponse().read().decode().splitlines()
        return next((int(float(line.rpartition(" ")[2])) for line in lines if line.startswith(name)), 0)

    def attempt(self, key: str, command: Command) -> Told | None:
        token = "manager" if isinstance(command, KeepTime) else str(command.by)
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key, "Accept-Language": "en"}
        try:
            if self._http.sock is None:
                self._http.connect()
            self.in_flight = True
            self._http.request("POST", f"/v1/commands/{type(command).__name__}", msgspec.json.encode(command), headers)
            answer = self._http.getresponse()
            body = answer.read()
        except (OSError, HTTPException):
            self.interrupted += self.in_flight
            self.hang_up()
            return None
        finally:
            self.in_flight = False
        return told(answer.status, body)

    def hang_up(self) -> None:
        self._http.close()


def told(status: int, body: bytes) -> Told | None:
    """The answer as the log would say it; None for one that is none."""
    if status >= FAILED:
        return None
    said = msgspec.json.decode(body)
    if status != 200:
        return Told(refused=said["code"])
    events = [decode(event.pop("kind"), msgspec.json.encode(event).decode()) for event in said["events"]]
    return Told(said["first"], tuple((type(event).__name__, encode(event)) for event in events))
