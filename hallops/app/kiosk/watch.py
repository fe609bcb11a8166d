"""Keeps a screen open: waits for its hub, opens the page, and opens it again after any loss, until it is stopped."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from hallops.app.kiosk.browser import Browser
from hallops.app.kiosk.hubs import Browsing, FoundHub, answers
from hallops.app.kiosk.trust import NotTrustedError, Trust
from hallops.app.voice import Voice

QUICK = 10.0  # seconds; a browser that lives no longer has crashed at once
MOST = 5  # quick losses in a row; from then on
REST = 60.0  # seconds between two tries
AGAIN = 1.0  # second after any other loss
SETTLE = 2.0  # seconds that other hubs have to be heard as well
LOOK = 1.0  # second between two looks for a hub
FOLLOW = 30.0  # seconds between two looks whether the hub has moved


class SeveralHallsError(Exception):
    """More than one hall is found: a person has to say which one is meant."""

    def __init__(self, hubs: list[FoundHub]) -> None:
        super().__init__(", ".join(hub.hall for hub in hubs))
        self.hubs = hubs


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the hub is, and the hash of the key to know it by (None over plain HTTP)."""

    url: str
    key: bytes | None


class Losses:
    """How long to wait before the page is opened again."""

    def __init__(self) -> None:
        self.in_a_row = 0

    def delay(self, lived: float) -> float:
        """The rest after a browser that lived so many seconds; long after several that ended at once."""
        self.in_a_row = self.in_a_row + 1 if lived < QUICK else 0
        return REST if self.in_a_row >= MOST else AGAIN


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Finds the hub: at `url`, else by zeroconf, there of the hall `hall` if it is named."""

    trust: Trust
    heard: Browsing
    url: str | None = None
    hall: str | None = None

    def look(self) -> Spot | None:
        """Where the hub is now; None while it does not answer.

        Raises:
            NotTrustedError: somebody answers who is not to be trusted.
            SeveralHallsError: zeroconf knows several halls.
        """
        for of, url in self._candidates():
            try:
                if answers(url):
                    return Spot(url, self.trust.key_of(of, url))
            except (OSError, http.client.HTTPException):
                continue
        return None

    def _candidates(self) -> list[tuple[str, str]]:
        if self.url is not None:
            return [(self.url, self.url)]
        hubs = [hub for hub in self.heard.hubs() if self.hall in {None, hub.hall}]
        if len({hub.hall for hub in hubs}) > 1:
            raise SeveralHallsError(hubs)
        return [(hub.hall, url) for hub in hubs for url in hub.urls]


class Kiosk:
    """One screen at work. `open_page` starts the browser for a spot; `stop` ends everything, from any thread."""

    def __init__(
        self, where: Whereabouts, open_page: Callable[[Spot], Browser], voice: Voice, *, ends_when_closed: bool = False
    ) -> None:
        self._where = where
        self._open = open_page
        self._voice = voice
        self._ends_when_closed = ends_when_closed
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        """Until it is stopped; a window that a person closed is not opened again.

        Raises:
            NotTrustedError, SeveralHallsError: a person has to decide.
        """
        losses = Losses()
        while (spot := self._find()) is not None:
            self._voice.tell("screen_opens", url=spot.url)
            begun = time.monotonic()
            browser = self._open(spot)
            try:
                self._stay(browser, spot)
            finally:
                code = browser.exit_code
                browser.end()
            if self._stopped.is_set() or (self._ends_when_closed and code == 0):
                return
            self._rest(losses, time.monotonic() - begun, code, browser)

    def _find(self) -> Spot | None:
        """Wait for the hub; None when stopped meanwhile."""
        if self._where.url is None and not self._where.heard.hubs():
            self._voice.tell("screen_looks")
        told = False
        while not self._stopped.is_set():
            spot = self._look_around()
            if spot is not None:
                return spot
            if not told:
                self._tell_wait()
            told = True
            self._stopped.wait(LOOK)
        return None

    def _look_around(self) -> Spot | None:
        """By zeroconf the first hub that is heard may not be the only one."""
        if self._where.url is None:
            if not self._where.heard.hubs():
                return None
            self._stopped.wait(SETTLE)
        return self._where.look()

    def _tell_wait(self) -> None:
        if self._where.url is not None:
            self._voice.tell("screen_waits_at", url=self._where.url)
        elif self._where.hall is not None:
            self._voice.tell("screen_waits_hall", hall=self._where.hall)
        else:
            self._voice.tell("screen_waits")

    def _stay(self, browser: Browser, spot: Spot) -> None:
        """Until the browser ends, the hub is elsewhere, or the screen is stopped."""
        looked = time.monotonic()
        while browser.exit_code is None and not self._stopped.wait(0.2):
            if time.monotonic() - looked > FOLLOW:
                looked = time.monotonic()
                if self._moved(spot):
                    return

    def _moved(self, spot: Spot) -> bool:
        """Whether the hub answers elsewhere, or by another key, than the page knows. In doubt the page stays."""
        try:
            found = self._where.look()
        except (NotTrustedError, SeveralHallsError):
            return False
        return found is not None and found != spot and (found.url == spot.url or not answers(spot.url))

    def _rest(self, losses: Losses, lived: float, code: int | None, browser: Browser) -> None:
        delay = losses.delay(lived)
        if code is not None:
            self._voice.tell("screen_lost", code=code)
        if delay == REST:
            self._voice.tell("screen_rests", count=losses.in_a_row, said=browser.last_words(), seconds=int(REST))
        self._stopped.wait(delay)
