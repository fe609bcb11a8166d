"""The passes of the live demo: pairing that is done before the hub opens. Each start gives new ones.

A token lives on this machine's loopback for as long as a demo and has to be clicked in a terminal: so it is short.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_hex, token_urlsafe

from hallops.app.demo.duties import tidal_clerks
from hallops.app.demo.live import boards, dispensers, guide, pads, windows
from hallops.app.demo.live.orders import World
from hallops.domain.day_plan import DayPlan
from hallops.ports.access import Pass, PassStore, Role
from hallops.services.access import token_hash

DIRECTOR = "director"  # the demo itself, which looks at everything
TOKEN_BYTES = 9


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pass by the name that the demo has for it."""

    name: str
    role: Role
    holder: str
    place: str | None = None


def wanted(world: World, plans: Iterable[DayPlan], seed: int) -> list[Wanted]:
    """One for each device, and for each person at each place."""
    hall = world.hall
    machines = [*dispensers.devices(), *pads.devices(hall, ()), *boards.devices(hall)]
    people = {(stint.staff, stint.place) for plan in plans for stint in windows.stints(world, plan, seed)}
    people |= {(staff, place) for place, staff in tidal_clerks(hall)}
    people |= {(staff, str(window)) for window, staff in zip(hall.windows, hall.staff, strict=False)}
    return [
        Wanted(DIRECTOR, Role.MANAGER, DIRECTOR),
        Wanted(windows.SCREEN, Role.DEVICE, windows.SCREEN),
        Wanted(guide.NAME, Role.GUIDE, list(hall.staff)[-4], guide.NAME),
        *(Wanted(machine.name, Role.DEVICE, machine.name, machine.place or None) for machine in machines),
        *(Wanted(windows.name_of(staff, place), Role.WINDOW, staff, place) for staff, place in sorted(people)),
    ]


def give(store: PassStore, some: Iterable[Wanted], now: int) -> dict[str, str]:
    """Take back the passes of an earlier start, and give these: tokens by name."""
    for old in store.load():
        store.remove(old.id)
    tokens = {}
    for one in some:
        token = token_urlsafe(TOKEN_BYTES)
        store.add(Pass(token_hex(4), one.role, one.holder, one.place, now, token_hash(token)))
        tokens[one.name] = token
    return tokens
