"""Random days: whatever people press, in whatever order, the invariants hold and a replay gives the same day.

The machine's bundle is a small hall; each rule is one command with arguments that are sometimes wrong. Besides the
invariants it checks that `decide` changes nothing, that a refusal changes nothing, and that ends are final.
"""

from dataclasses import fields
from datetime import date

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hallops.domain import commands as c
from hallops.domain.apply import apply
from hallops.domain.decide import DECISIONS, decide
from hallops.domain.events import ActionUndone, Event, TicketPrinted
from hallops.domain.hall_day import HallDay
from hallops.domain.invariants import violations
from hallops.domain.perform import perform
from hallops.domain.refusal import Refusal
from hallops.domain.rules import MINUTE, Rules
from hallops.domain.ticket import Hold, State
from tests.domain.halls import TUESDAY, at, small_hall

TICKETS = st.sampled_from([f"{letter}{number:03d}{leg}" for letter in "AE" for number in (1, 2, 3) for leg in ("", "-2")])
WINDOWS = st.integers(1, 3)
PLACES = st.sampled_from(["1", "2", "3", "guide", "nowhere"])
STAFF = st.sampled_from(["S1", "S2", "S3", "S4", "S9"])
MAYBE_TICKET = st.none() | TICKETS
REASONS = st.sampled_from(["other", "unknown"])

COMMANDS = st.one_of(
    st.builds(
        c.Issue,
        by=st.just("D1"),
        service=st.sampled_from(["A", "E", "X"]),
        priority=st.sampled_from([None, "N", "S", "M"]),
        proof_seen=st.booleans(),
        accessible=st.booleans(),
        person=st.sampled_from([None, "token"]),
        booking=st.none() | st.builds(c.Booking, st.sampled_from(["B1", "B2"]), st.just(at("10:00"))),
    ),
    st.builds(c.SignIn, st.just("S"), PLACES, STAFF),
    st.builds(c.SignOut, st.just("S"), PLACES, st.booleans()),
    st.builds(c.Pause, st.just("S"), PLACES, REASONS),
    st.builds(c.Continue, st.just("S"), PLACES),
    st.builds(c.CallNext, st.just("S"), WINDOWS),
    st.builds(c.CallNext, st.just("S"), WINDOWS),
    st.builds(c.CallTicket, st.just("S"), WINDOWS, TICKETS, REASONS),
    st.builds(c.Recall, st.just("S"), WINDOWS, MAYBE_TICKET),
    st.builds(c.Start, st.just("S"), WINDOWS, st.none()),
    st.builds(c.Finish, st.just("S"), WINDOWS, MAYBE_TICKET, st.booleans()),
    st.builds(c.Miss, st.just("S"), WINDOWS, st.none()),
    st.builds(c.HoldTicket, st.just("S"), WINDOWS, st.none(), hold=st.sampled_from(Hold)),
    st.builds(c.Resume, st.just("S"), WINDOWS, TICKETS),
    st.builds(c.Requeue, st.just("S"), TICKETS),
    st.builds(c.Transfer, st.just("S"), WINDOWS, st.none(), service=st.sampled_from(["A", "E", "X"])),
    st.builds(c.Undo, st.just("S"), WINDOWS),
    st.builds(c.Undo, st.just("S"), WINDOWS),
    st.builds(c.Reinsert, st.just("S"), TICKETS),
    st.builds(c.Leave, st.just("S"), TICKETS),
    st.builds(c.Cancel, st.just("S"), TICKETS, REASONS),
    st.builds(c.SetPriority, st.just("S"), TICKETS, st.sampled_from(["N", "S", "M"]), st.booleans()),
    st.builds(c.SetNeeds, st.just("S"), TICKETS, st.booleans(), st.sampled_from(["zh", "en", "xx"])),
    st.builds(c.PrintTicket, st.just("S"), TICKETS, st.booleans()),
    st.builds(c.Rate, st.just("pad"), st.integers(1, 4), st.integers(0, 6)),
    st.builds(c.SkipNumbers, st.just("restore"), st.sampled_from(["A", "E"]), st.integers(1, 12)),
    st.builds(c.ChangeHall, st.just("manager"), st.integers(1, 2)),
    st.builds(c.KeepTime, st.just("calendar")),
)
STEP = st.sampled_from([0, 0, 1000, 5000, 10_000, 11_000, MINUTE, 20 * MINUTE, -3 * MINUTE])


def picture(day: HallDay) -> object:
    """All that a day knows, comparable."""
    tickets = {id: [getattr(t, f.name) for f in fields(t)] for id, t in day.tickets.items()}
    calls = {n: [getattr(call, f.name) for f in fields(call)] for n, call in day.calls.items()}
    desks = {p: [getattr(desk, f.name) for f in fields(desk)] for p, desk in day.desks.items()}
    duty = [[getattr(span, f.name) for f in fields(span)] for span in day.duty]
    lines = sorted(entry.ticket for entry in day.lines), sorted(day.deferred)
    sums = dict(+day.counts), dict(day.series), dict(+day.calls_of), dict(day.issued_of), dict(day.issued_to)
    return day.phase, day.now, day.version, tickets, calls, desks, duty, lines, sums, day.last_seq, day.last_call


class RandomDay(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.now = at("08:40")

    @initialize(automatic=st.booleans(), on_call=st.booleans(), limit=st.sampled_from([None, 2]))
    def begin(self, automatic: bool, on_call: bool, limit: int | None) -> None:
        rules = Rules(
            automatic_call=automatic,
            start_on_call=on_call,
            person_limit=limit,
            recall_gap=0,
            missed_after_calls=1,
            reinsert_after_calls=1,
            booking_early=4 * 60 * MINUTE,
        )
        hall = small_hall(rules=rules, seats=9)
        self.halls = {1: hall, 2: small_hall(rules=Rules(transfer_head_start=0))}
        self.day = self.new_day()
        for command in (
            c.KeepTime("calendar"),
            c.SignIn("S1", "1", "S1"),
            c.SignIn("S2", "2", "S2"),
        ):
            self.events += perform(self.day, command, self.now)
        self.now = at("09:00")

    def new_day(self, day: date = TUESDAY) -> HallDay:
        return HallDay(day, 1, self.halls.__getitem__)

    @rule(command=COMMANDS, step=STEP)
    def press(self, command: c.Command, step: int) -> None:
        self.now = max(self.now + step, at("09:00"))
        before = picture(self.day)
        ends = {t.id: t.state for t in self.day.tickets.values() if t.state.is_end}
        try:
            decided = decide(self.day, command, self.now)
        except Refusal as refusal:
            assert str(refusal)
            assert set(refusal.possible) <= {kind.__name__ for kind in DECISIONS}
            assert picture(self.day) == before
            return
        assert picture(self.day) == before
        happened = perform(self.day, command, self.now)
        assert happened[: len(decided)] == decided
        self.events += happened
        undone = {event.ticket for event in happened if isinstance(event, ActionUndone)}
        gone = {t for t in ends if t not in self.day.tickets or self.day.tickets[t].state is not ends[t]}
        assert gone <= undone

    @rule()
    def replay(self) -> None:
        again = self.new_day()
        for event in self.events:
            apply(again, event)
        assert picture(again) == picture(self.day)

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "day"):
            assert violations(self.day) == []

    def teardown(self) -> None:
        if not hasattr(self, "day"):
            return
        self.replay()
        originals = [event.ticket for event in self.events if isinstance(event, TicketPrinted) and event.copy == 1]
        assert len(originals) == len(set(originals))
        self.events += perform(self.day, c.KeepTime("calendar"), at("19:30"))
        assert violations(self.day) == []
        assert all(ticket.state.is_end for ticket in self.day.tickets.values())
        assert self.day.counts[State.WAITING] == 0


RandomDay.TestCase.settings = settings(max_examples=150, stateful_step_count=60, deadline=None)
TestRandomDay = RandomDay.TestCase
