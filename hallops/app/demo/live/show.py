"""The live demo as a whole: passes, processes, a look at the hall twice a second, an end that leaves nothing behind."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.live import Live

from hallops.app.demo.folder import LIVE
from hallops.app.demo.live.orders import Orders, Timing, World
from hallops.app.demo.live.pages import HOST, Page
from hallops.app.demo.live.passes import DIRECTOR
from hallops.app.demo.live.picture import Painter, Picture
from hallops.app.demo.live.terminal import KINDS, Look, TerminalView
from hallops.app.demo.live.troupe import HUB, Troupe
from hallops.app.voice import Voice
from hallops.domain.refusal import Moment
from hallops.domain.rules import HOUR
from hallops.language import sentence

LOOK = 0.5  # seconds
PATIENCE = 45.0  # that the devices have to find the hub before the day begins without them
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Production:
    """What is played: `until` ends it at an instant, before the day does."""

    world: World
    timing: Timing
    days: tuple[date, ...]
    epoch: str
    folder: Path
    data: Path
    port: int
    seed: int
    resume_at: int
    left: tuple[int, ...]
    tokens: dict[str, str]
    until: int | None

    def orders(self, part: str, language: str) -> Orders:
        return Orders(
            part,
            self.timing,
            self.epoch,
            str(self.folder),
            str(self.data),
            self.port,
            self.seed,
            self.days,
            self.resume_at,
            self.left,
            {} if part == HUB else self.tokens,
            language,
        )


class LiveShow:
    """Plays until the last day is closed or somebody stops it; on a terminal it stays until it is stopped."""

    def __init__(self, production: Production, pages: list[Page], voice: Voice) -> None:
        self._production = production
        self._pages = pages
        self._voice = voice
        self._console = Console(stderr=True)
        self._picture: Picture | None = None
        self._has_begun = False
        self._started = time.monotonic()
        self._hour = 0  # that was told last
        self.turned_away: dict[str, int] = {}

    def play(self) -> bool:
        """Returns whether the last day was played to its end."""
        production, language = self._production, self._voice.language
        troupe = Troupe(lambda part: production.orders(part, language), production.folder / LIVE, self._again)
        painter = Painter(f"http://{HOST}:{production.port}", production.tokens[DIRECTOR])
        try:
            with _stoppable():
                self._watch(troupe, painter)
        except KeyboardInterrupt:
            self._voice.tell("demo_stopping")
        finally:
            with _deaf():
                self.turned_away = troupe.figure("dispenser", "turned_away") or {}
                troupe.end()
                painter.close()
        return self._is_over()

    def _watch(self, troupe: Troupe, painter: Painter) -> None:
        self._tell_pages()
        show = self._on_terminal if self._console.is_terminal and not self._voice.as_json else self._in_lines
        show(troupe, painter)

    def _on_terminal(self, troupe: Troupe, painter: Painter) -> None:
        production = self._production
        hall, speed = production.world.hall, production.timing.speed
        view = TerminalView(hall, speed, production.left, self._voice.language)
        with Live(console=self._console, auto_refresh=False) as live:
            while not self._is_enough():
                look = self._look(troupe, painter)
                live.update(view.render(look, troupe), refresh=True)
                time.sleep(LOOK)

    def _in_lines(self, troupe: Troupe, painter: Painter) -> None:
        """A line an hour, and the end by itself."""
        while not (self._is_enough() or self._is_over()):
            self._look(troupe, painter)
            self._tell_hour()
            time.sleep(LOOK)

    def _look(self, troupe: Troupe, painter: Painter) -> Look:
        troupe.mend()
        picture = painter.paint()
        self._picture = picture or self._picture
        self._begin(troupe, picture)
        return Look(self._picture, picture is not None, self._has_begun, self._is_over())

    def _begin(self, troupe: Troupe, picture: Picture | None) -> None:
        """The hall's time begins when the hub answers and every device has found it."""
        if self._has_begun or picture is None:
            return
        ready = all(child.is_online for child in troupe.devices.values())
        if ready or time.monotonic() - self._started > PATIENCE:
            troupe.begin()
            self._has_begun = True

    def _is_over(self) -> bool:
        picture = self._picture
        last = self._production.days[-1].isoformat()
        return picture is not None and picture.day >= last and picture.phase == CLOSED

    def _is_enough(self) -> bool:
        until = self._production.until
        return until is not None and self._picture is not None and self._picture.at >= until

    # what is said

    def _tell_pages(self) -> None:
        language = self._voice.language
        self._voice.tell("demo_pages")
        for page in self._pages:
            kind = f"{sentence(KINDS[page.kind], {}, language)} {page.place}".strip()
            self._voice.tell_text(f"  {kind}: {page.link}")
        left = self._production.left
        if left:
            self._voice.tell("demo_yours", windows=", ".join(map(str, left)), staff=", ".join(self._staff_of_left()))

    def _staff_of_left(self) -> Iterator[str]:
        """Who may sign in at the windows that a person plays."""
        hall = self._production.world.hall
        for window, staff in zip(hall.windows, hall.staff, strict=False):
            if window in self._production.left:
                yield staff

    def _tell_hour(self) -> None:
        picture = self._picture
        if picture is None or picture.at // HOUR == self._hour:
            return
        self._hour = picture.at // HOUR
        glance = picture.glance
        self._voice.tell(
            "glance",
            clock=Moment(glance.at),
            waiting=glance.waiting,
            at_windows=glance.at_windows,
            windows=glance.windows,
            served=glance.served,
        )

    def _again(self, part: str) -> None:
        self._voice.tell("demo_again", process=sentence(KINDS[part], {}, self._voice.language))


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _stoppable() -> Iterator[None]:
    """A closed terminal and a kill end the demo like Ctrl+C does."""
    with _handled(_stop, signal.SIGTERM, signal.SIGHUP):
        yield


@contextmanager
def _deaf() -> Iterator[None]:
    """The end is under way: whoever presses Ctrl+C again waits a moment."""
    with _handled(signal.SIG_IGN, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        yield


Handler = Callable[[int, FrameType | None], None] | signal.Handlers


@contextmanager
def _handled(handler: Handler, *numbers: signal.Signals) -> Iterator[None]:
    """A signal that is ignored from the start stays so: nohup means it."""
    heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handler) for number in heard}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)
