"""A hub's whole process on the busy hall, which ends by SIGKILL only: app, server, store, and a morning's clock.

Its callers are known by name: "D5" is a dispenser, "S3" the clerk of window 3, "E3" its pad, "manager" the manager. The
clock of its limits runs fast, so that a crowd of sixteen can press it; nothing else differs from a hall's hub.
"""

import argparse
import time
from pathlib import Path

from hallops.hub.broadcaster import Broadcaster
from hallops.hub.parts import Parts
from hallops.hub.run import listen, serve
from hallops.hub.server import make_app
from hallops.ports.access import Identity, Role
from hallops.services.keeper import Keeper
from hallops.services.views.views import VIEWS
from hallops.store.place import Place
from hallops.web.pages import page_routes
from tests.store.busy_hall import MorningClock
from tests.store.hasty import HastyJournal
from tests.store.writer import open_when_free

FAST = 1000  # times
AT_WINDOWS = "SE"


class NameGate:
    """Whoever says a name is believed."""

    def identify(self, token: str | None) -> Identity | None:
        if token is None:
            return Identity(Role.VISITOR, "visitor")
        if token == Role.MANAGER:
            return Identity(Role.MANAGER, token)
        role = Role.WINDOW if token.startswith("S") else Role.DEVICE
        return Identity(role, token, token[1:] if token[0] in AT_WINDOWS else None)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("url")
    parser.add_argument("port", type=int)
    parser.add_argument("--began", type=float, required=True)
    parser.add_argument("--origin", default="", help="of pages that come through another port")
    parser.add_argument("--hasty", action="store_true", help="acknowledge before the commit: a planted fault")
    given = parser.parse_args()
    store = open_when_free(Place(given.folder, given.url))
    journal = HastyJournal(store.journal) if given.hasty else store.journal
    caster = Broadcaster(store.epoch, store.journal.head)
    clock = MorningClock(given.began)
    keeper = Keeper(journal, store.halls, clock, caster.hear)
    keeper.start()
    parts = Parts(
        keeper=keeper,
        broadcaster=caster,
        gate=NameGate(),
        views=VIEWS,
        clock=clock,
        zone="Asia/Shanghai",
        folder=given.folder,
        database="SQLite",
        origins={f"http://127.0.0.1:{given.port}", given.origin},
        pages=page_routes("Asia/Shanghai"),
        seconds=lambda: time.monotonic() * FAST,
    )
    serve(make_app(parts), listen(port=given.port))


if __name__ == "__main__":
    main()
