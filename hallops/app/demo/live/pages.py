"""The addresses of the demo's pages, with their pairing done: each link carries the pass of its screen.

Each kind of screen has a name of its own under localhost, since a browser keeps one pass for each name: so one browser
can be dispenser, console and pad side by side. Browsers know that whatever ends in .localhost is this machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hallops.app.demo.live import dispensers, guide, windows
from hallops.app.demo.live.orders import World
from hallops.app.demo.live.passes import DIRECTOR
from hallops.web.page import PAGES

SHOWN = (1, 2)  # windows whose console is shown where the demo plays them all
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Page:
    """`kind` says what it is, `place` which of them."""

    kind: str
    place: str
    link: str


def names(world: World) -> list[str]:
    """All names that pages are opened by."""
    numbered = [f"{kind}-{window}" for window in world.hall.windows for kind in ("console", "pad")]
    return [f"{name}.localhost" for name in ("dispenser", "guide", "manager", *numbered)]


def pages(world: World, port: int, tokens: Mapping[str, str], left: Sequence[int]) -> list[Page]:
    """What one would like to look at; consoles and pads of the windows that were left to a person, if some were."""

    def public(kind: str, path: str, place: str = "") -> Page:
        return Page(kind, place, f"http://{HOST}:{port}{path}")

    def paired(kind: str, name: str, path: str, place: str = "") -> Page:
        host = f"{kind}-{place}" if place else kind
        return Page(kind, place, f"http://{host}.localhost:{port}/enter?token={tokens[name]}&to={path}")

    staff = dict(zip(world.hall.windows, world.hall.staff, strict=False))
    shown = list(left) or list(SHOWN)
    consoles = [
        paired("console", windows.name_of(staff[window], str(window)), f"/console/{window}", str(window))
        for window in shown
    ]
    pads = [paired("pad", f"pad-{window}", f"/pad/{window}", str(window)) for window in (left or shown[:1])]
    return [
        public("board", "/board"),
        paired("dispenser", dispensers.NAMES[0], "/dispenser"),
        *consoles,
        *pads,
        paired("guide", guide.NAME, "/guide"),
        public("door", "/door"),
        public("window_board", f"/window-board?window={shown[0]}", str(shown[0])),
        *(public("enquiry", page.path) for page in PAGES if page.name == "enquiry"),
        paired("manager", DIRECTOR, "/guide"),
    ]
