"""A process that keeps the busy hall's day and takes commands over a Unix socket, until somebody kills it.

One line of JSON a command, one line an answer, on as many connections as there are clients. It has no other end than
SIGKILL: nothing is flushed, closed or released.
"""

import argparse
import socketserver
import time
from concurrent.futures import Future
from pathlib import Path

import msgspec

from hallops.domain.decide import DECISIONS
from hallops.domain.refusal import Refusal
from hallops.ports.journal import JournalError
from hallops.services.batch import Answer
from hallops.services.keeper import Keeper
from hallops.store.codec import encode
from hallops.store.lease import HallTakenError
from hallops.store.place import Place
from hallops.store.store import Store
from tests.store.busy_hall import MorningClock, open_busy
from tests.store.hasty import HastyJournal

KINDS = {kind.__name__: kind for kind in DECISIONS}
LEASE_SECONDS = 20  # a server may notice the death of the process before with a delay


class Ask(msgspec.Struct):
    """A command on the socket."""

    key: str
    kind: str
    body: msgspec.Raw


class Told(msgspec.Struct):
    """Its answer: numbers and events as they are in the log, a refusal, or a failure that may be tried again."""

    first: int = 0
    events: tuple[tuple[str, str], ...] = ()  # kind, body
    refused: str | None = None
    failed: str | None = None


class Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, socket: Path, keeper: Keeper) -> None:
        self.keeper = keeper
        super().__init__(str(socket), Connection)


class Connection(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        for line in self.rfile:
            ask = msgspec.json.decode(line, type=Ask)
            command = msgspec.json.decode(ask.body, type=KINDS[ask.kind])
            told = _told(self.server.keeper.submit(command, ask.key))
            self.wfile.write(msgspec.json.encode(told) + b"\n")


def _told(future: "Future[Answer]") -> Told:
    try:
        answer = future.result()
    except Refusal as refusal:
        return Told(refused=refusal.code)
    except JournalError as error:
        return Told(failed=str(error))
    return Told(answer.first, tuple((type(event).__name__, encode(event)) for event in answer.events))


def open_when_free(place: Place) -> Store:
    """Open the busy hall; wait while a server has not yet noticed that the process before is dead."""
    until = time.monotonic() + LEASE_SECONDS
    while True:
        try:
            return open_busy(place)
        except HallTakenError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("url")
    parser.add_argument("socket", type=Path)
    parser.add_argument("--began", type=float, required=True)
    parser.add_argument("--hasty", action="store_true", help="acknowledge before the commit: a planted fault")
    given = parser.parse_args()
    store = open_when_free(Place(given.folder, given.url))
    journal = HastyJournal(store.journal) if given.hasty else store.journal
    keeper = Keeper(journal, store.halls, MorningClock(given.began))
    keeper.start()
    given.socket.unlink(missing_ok=True)
    with Server(given.socket, keeper) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
