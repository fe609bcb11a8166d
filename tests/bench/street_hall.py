"""A street's hall of the size the figures are asked for: 11 services, 11 windows, 5 classes; and its busy day."""

from collections.abc import Iterator
from datetime import date

from hallops.domain.commands import CallNext, Command, Finish, Issue, KeepTime, PrintTicket, Rate, SignIn, Start
from hallops.domain.hall import Hall, PriorityClass, Service, Staff, Window
from hallops.domain.hall_day import HallDay
from hallops.domain.rules import MINUTE, SECOND
from hallops.store.place import Place
from hallops.store.store import Store, open_store
from tests.domain.halls import TUESDAY, at, mode, name, small_hall

SERVICES = "ABCDEFGHJKL"
RANKS = {
    1: "A1 B1 C1 D1 E1 F1 G1 H1 L1",
    2: "A1 B1 C1 D1 E1 F1 G1 H1 J1 K1 L2",
    3: "A1 B1 C1 D1 E1 F1 H1",
    4: "A1 B1 C1 D1 E1 F1 H1",
    5: "G1 A2 B2 C2 D2 E2 F2",
    6: "G1 A1 B1 C1 D1 E1 F1",
    7: "J1 A2 B2 C2 D2 E2 F2",
    8: "J1 A1 B1 C1 D1 E1 F1",
    9: "A1 B1 C1 D1 E1 F1",
    10: "A1 B1 C1 D1 E1 F1",
    11: "K1 L2",
}
OWN = {number: ranks[0] for number, ranks in RANKS.items()}  # a service that each window serves
CLASSES = ("N", "N", "N", "N", "S", "N", "N", "D", "X", "N", "M")  # mostly everybody's
OPENS, STEP = at("09:00"), 2 * SECOND


def street_hall() -> Hall:
    ranks = {number: {rank[0]: int(rank[1]) for rank in text.split()} for number, text in RANKS.items()}
    return small_hall(
        id="street",
        services={code: Service(code, code, name(code), 15 * MINUTE) for code in SERVICES},
        windows={number: Window(number, rank, accessible=number in {1, 2, 11}) for number, rank in ranks.items()},
        classes={
            "N": PriorityClass("N", name("normal")),
            "S": PriorityClass("S", name("senior"), 10 * MINUTE, proof=name("age")),
            "D": PriorityClass("D", name("disabled"), 15 * MINUTE, proof=name("card")),
            "M": PriorityClass("M", name("military"), next_call=True, proof=name("card")),
            "X": PriorityClass("X", name("relief"), 10 * MINUTE, proof=name("register")),
        },
        staff={f"S{number}": Staff(f"S{number}", f"staff {number}") for number in RANKS},
        modes=(mode("weekday", "09:00-24:00"),),
    )


def open_street(place: Place) -> Store:
    store = open_store(place, lambda _: street_hall(), create=street_hall())
    if not store.halls.versions():
        store.halls.add("street", date(2020, 1, 1), 0, "bench")
    return store


def new_day() -> HallDay:
    hall = street_hall()
    return HallDay(TUESDAY, 1, lambda _: hall)


def opening() -> Iterator[Command]:
    """The commands that open the day and staff every window."""
    yield KeepTime("calendar")
    for number in RANKS:
        yield SignIn(f"S{number}", str(number), f"S{number}")


def issue(number: int, service: str | None = None) -> Issue:
    """The ticket of the n-th visitor; one who names the service can use any window."""
    priority = CLASSES[number % len(CLASSES)]
    chosen = service or SERVICES[number * 7 % len(SERVICES)]
    return Issue("D1", chosen, priority=priority, proof_seen=True, accessible=service is None and number % 50 == 0)


def serve(window: int) -> Iterator[Command]:
    yield CallNext(f"S{window}", window)
    yield Start(f"S{window}", window)
    yield Finish(f"S{window}", window)


def turn(day: HallDay, number: int, service: str | None = None) -> Iterator[Command]:
    """A visitor comes and is given paper; whoever is next is served and rates it. Reads the day in between."""
    yield issue(number, service)
    yield PrintTicket("D1", next(reversed(day.tickets)))
    yield from serve(number % len(RANKS) + 1)
    yield Rate("pad", day.last_call, 5)
