"""Sixteen clients of a writing process that may die at any moment: each retries with the same key until it is answered.

The key is made before the first send, as a dispenser or a console makes it. What was answered is the history that the
store is held against.
"""

import random
import socket
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from hallops.domain.commands import CallNext, Command, Finish, Issue, Start
from tests.store.busy_hall import SERVICES, WINDOWS
from tests.store.writer import Told

ISSUES = 0.6  # of all commands
STEPS = (CallNext, Start, Finish)
CROWD = 16
PATIENCE = 60.0  # seconds until a client says that the hub does not come back


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A command that was answered with events."""

    key: str
    first: int
    events: tuple[tuple[str, str], ...]  # kind, body


class Client(ABC):
    """One caller with one command at a time; two of them share each window. How it speaks, its kinds know."""

    def __init__(self, number: int, seed: int) -> None:
        self.number = number
        self.acknowledged: list[Acknowledged] = []
        self.refused = 0
        self.interrupted = 0  # sent, and the process died before the answer
        self.in_flight = False
        self._rng = random.Random(seed * 1000 + number)
        self._window = WINDOWS[number % len(WINDOWS)]
        self._step = 0
        self._sent = 0

    @abstractmethod
    def attempt(self, key: str, command: Command) -> Told | None:
        """Send a command once; None when there is no answer."""

    @abstractmethod
    def hang_up(self) -> None:
        """Close the connection; the next attempt opens another."""

    def run(self, over: threading.Event) -> None:
        while not over.is_set():
            self.send(self._next())
        self.hang_up()

    def send(self, command: Command) -> None:
        """Send a command until it is answered."""
        self._sent += 1
        key = f"client-{self.number}-{self._sent}"
        told = self._answered(key, command)
        if told.refused is not None:
            self.refused += 1
        elif told.events:
            self.acknowledged.append(Acknowledged(key, told.first, told.events))

    def _next(self) -> Command:
        if self._rng.random() < ISSUES:
            return Issue(f"D{self.number}", self._rng.choice(SERVICES))
        self._step = (self._step + 1) % len(STEPS)
        return STEPS[self._step](f"S{self._window}", self._window)

    def _answered(self, key: str, command: Command) -> Told:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            told = self.attempt(key, command)
            if told is not None and told.failed is None:
                return told
            time.sleep(0.02)
        message = f"client {self.number} got no answer for {PATIENCE:.0f} s"
        raise TimeoutError(message)


class SocketClient(Client):
    """It speaks to the writing process over its Unix socket."""

    def __init__(self, number: int, address: Path, seed: int) -> None:
        super().__init__(number, seed)
        self._address = address
        self._connection: socket.socket | None = None
        self._buffer = b""

    def attempt(self, key: str, command: Command) -> Told | None:
        body = msgspec.json.encode(command).decode()
        line = f'{{"key":"{key}","kind":"{type(command).__name__}","body":{body}}}\n'.encode()
        try:
            connection = self._connect()
            connection.sendall(line)
            self.in_flight = True
            answer = self._read_line(connection)
        except OSError:
            self.interrupted += self.in_flight
            self.hang_up()
            return None
        finally:
            self.in_flight = False
        return msgspec.json.decode(answer, type=Told)

    def _connect(self) -> socket.socket:
        if self._connection is None:
            fresh = socket.socket(socket.AF_UNIX)
            try:
                fresh.connect(str(self._address))
            except OSError:
                fresh.close()
                raise
            self._connection, self._buffer = fresh, b""
        return self._connection

    def _read_line(self, connection: socket.socket) -> bytes:
        while b"\n" not in self._buffer:
            more = connection.recv(65536)
            if not more:
                raise ConnectionResetError
            self._buffer += more
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line

    def hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Crowd:
    """Clients at work, and their histories together."""

    def __init__(self, clients: Iterable[Client]) -> None:
        self.clients = list(clients)
        self._over = threading.Event()
        self._threads = [threading.Thread(target=client.run, args=(self._over,)) for client in self.clients]

    def begin(self, opening: Iterable[Command]) -> None:
        for command in opening:
            self.clients[0].send(command)
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Let every client have its last answer."""
        self._over.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    @property
    def acknowledged(self) -> int:
        return sum(len(client.acknowledged) for client in self.clients)

    @property
    def interrupted(self) -> int:
        return sum(client.interrupted for client in self.clients)

    @property
    def in_flight(self) -> bool:
        return any(client.in_flight for client in self.clients)

    def history(self) -> list[Acknowledged]:
        return [each for client in self.clients for each in client.acknowledged]
