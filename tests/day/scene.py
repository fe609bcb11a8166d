"""The screens of the sample hall and the people at them, as the scenes of a day know them."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.day.clerk import Clerk, signs_in
from tests.day.guide import Guide
from tests.day.hall import DayHall
from tests.day.manager import Manager
from tests.day.pad import Pad
from tests.day.screens import Screens
from tests.day.visitor import Visitor

PIN = "402817"
CLERKS = {1: "S01", 2: "S02"}


@dataclass
class Scene:
    """`clerks` and `pads` are by window; `at` is the clock of the hall."""

    hall: DayHall
    screens: Screens
    manager: Manager
    visitor: Visitor
    guide: Guide
    kiosk: Page
    clerks: dict[int, Clerk] = field(default_factory=dict)
    pads: dict[int, Pad] = field(default_factory=dict)
    shown: dict[str, Page] = field(default_factory=dict)

    def show(self, **boards: Page) -> None:
        """Boards that stay on the wall."""
        self.shown.update(boards)

    def at(self, clock: str) -> None:
        self.hall.clock.set(clock)

    def later(self, seconds: float) -> None:
        self.hall.clock.later(seconds)


def set_up(hall: DayHall, screens: Screens) -> Scene:
    """The first morning: the manager comes, all screens ask at once and are let in."""
    addresses = screens.open("/")
    addresses.click("a[href='/manage']")
    manager = Manager(addresses)
    manager.comes(hall.once)
    dispenser = screens.ask("dispenser", "/dispenser", size="dispenser")
    kiosk = screens.ask("kiosk", "/enquiry", size="enquiry")
    guide = screens.ask("guide", "/guide", "guide")
    consoles = {window: screens.ask("console", f"/console/{window}", str(window)) for window in CLERKS}
    pads = {window: screens.ask("pad", f"/pad/{window}", str(window), size="pad") for window in CLERKS}
    manager.lets_in([dispenser, kiosk, guide, *consoles.values(), *pads.values()])
    found = Scene(hall, screens, manager, Visitor(dispenser), Guide(guide), kiosk)
    found.pads = {window: Pad(page) for window, page in pads.items()}
    found.clerks = {window: Clerk(page) for window, page in consoles.items()}
    return found


def staff_come(scene: Scene) -> None:
    """Each with a PIN for one use from the manager, who was away so long as to sign in anew, and then an own one."""
    scene.manager.comes_again()
    pages = {CLERKS[window]: clerk.page for window, clerk in scene.clerks.items()} | {"S03": scene.guide.page}
    for staff, page in pages.items():
        signs_in(page, staff, scene.manager.gives_pin(staff), PIN)
    for clerk in scene.clerks.values():
        clerk.may("do_call")
