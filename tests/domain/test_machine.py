"""Random days: whatever people press, in whatever order, the invariants hold and a replay gives the same day.

Commands are mostly sensible (a ticket that exists, a window that is staffed) and sometimes wrong. Besides the
invariants it is checked that `decide` changes nothing, that a refusal changes nothing, that ends are final but for an
undo, and, on long days, that every kind of event really occurred.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hallops.domain import commands as c
from hallops.domain import personal_commands as p
from hallops.domain.alerting import AcknowledgeAlert
from hallops.domain.apply import apply
from hallops.domain.decide import DECISIONS, decide
from hallops.domain.events import ActionUndone, Event, TicketPrinted
from hallops.domain.hall_day import HallDay
from hallops.domain.help import AnswerHelp, AskHelp, EndHelp
from hallops.domain.invariants import violations
from hallops.domain.kinds import KINDS
from hallops.domain.notice import GiveNotice
from hallops.domain.perform import perform
from hallops.domain.refusal import Refusal
from hallops.domain.rules import MINUTE, Rules
from hallops.domain.ticket import Hold, State
from tests.domain.halls import TOKENS, TUESDAY, at, small_hall

T = TypeVar("T")
STEPS = (0, 0, 0, 1000, 5000, 10_000, 11_000, MINUTE, -3 * MINUTE)


class Presser:
    """Presses buttons at random, most of them sensible ones."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def command(self, day: HallDay) -> c.Command:
        choices = [getattr(self, name) for name in dir(self) if name.startswith("press_")]
        made: c.Command = self._pick(choices)(day)
        return made

    def _pick(self, things: Sequence[T]) -> T:
        return self._rng.choice(things)

    def _maybe(self, chance: float) -> bool:
        return self._rng.random() < chance

    def _ticket(self, day: HallDay) -> str:
        return self._pick([*list(day.tickets)[-12:], "A999"])

    def _ticket_in(self, day: HallDay, state: State) -> str:
        """Mostly one in a state, where there is one."""
        found = [ticket.id for ticket in day.tickets.values() if ticket.state is state]
        return self._pick(found) if found and self._maybe(0.8) else self._ticket(day)

    def _window(self) -> int:
        return self._pick((1, 1, 2, 2, 3, 9))

    def _place(self) -> str:
        return self._pick(("1", "2", "3", "guide", "nowhere"))

    def _reason(self) -> str:
        return self._pick(("other", "other", "other", "friend"))

    def press_issue(self, day: HallDay) -> c.Command:
        booking = c.Booking(self._pick(("B1", "B2", "B3")), at("11:00")) if self._maybe(0.1) else None
        return c.Issue(
            "D1",
            self._pick(("A", "A", "E", "E", "X")),
            priority=self._pick((None, "N", "S", "M")),
            proof_seen=True,
            accessible=self._maybe(0.1),
            person=self._pick((None, *TOKENS)),
            booking=booking,
            also=self._pick(((), (), (), ("E",), ("A",), ("E", "A"))),
            token=self._pick((None, f"token-of-a-visit-{day.last_seq}", "token-of-a-visit-1")),
        )

    press_more, press_even_more = press_issue, press_issue

    def press_sign_in(self, _day: HallDay) -> c.Command:
        return c.SignIn("S", self._place(), self._pick(("S1", "S2", "S3", "S4", "S9")))

    def press_sign_out(self, _day: HallDay) -> c.Command:
        if self._maybe(0.7):
            return self.press_sign_in(_day)
        return c.SignOut("S", self._place(), forced=self._maybe(0.3))

    def press_pause(self, _day: HallDay) -> c.Command:
        return c.Pause("S", self._place(), self._reason()) if self._maybe(0.4) else self.press_continue(_day)

    def press_continue(self, _day: HallDay) -> c.Command:
        return c.Continue("S", self._place())

    def press_call(self, day: HallDay) -> c.Command:
        window = self._window()
        desk = day.desk_at(window)
        here = self._ticket(day) if desk is None or desk.ticket is None else desk.ticket
        return c.CallNext("S", window, here if self._maybe(0.25) else None)

    press_call_again, press_call_more, press_call_ever = press_call, press_call, press_call

    def press_call_ticket(self, day: HallDay) -> c.Command:
        return c.CallTicket("S", self._window(), self._ticket(day), self._reason())

    def press_recall(self, _day: HallDay) -> c.Command:
        return c.Recall("S", self._window())

    def press_start(self, _day: HallDay) -> c.Command:
        return c.Start("S", self._window())

    press_start_again, press_start_more = press_start, press_start

    def press_finish(self, day: HallDay) -> c.Command:
        ticket = self._ticket(day) if self._maybe(0.3) else None
        also_done = self._pick(((), (), ("E",), ("A", "E")))
        return c.Finish("S", self._window(), ticket, forced=self._maybe(0.2), also_done=also_done)

    def press_miss(self, _day: HallDay) -> c.Command:
        return c.Miss("S", self._window())

    def press_hold(self, _day: HallDay) -> c.Command:
        return c.HoldTicket("S", self._window(), hold=self._pick(list(Hold)))

    def press_resume(self, day: HallDay) -> c.Command:
        held = [ticket for ticket in day.tickets.values() if ticket.hold]
        if not held:
            return c.Resume("S", self._window(), self._ticket(day))
        ticket = self._pick(held)
        return c.Resume("S", self._pick((ticket.window or 0, self._window())), ticket.id)

    press_resume_again = press_resume

    def press_requeue(self, day: HallDay) -> c.Command:
        return c.Requeue("S", self._ticket_in(day, State.HELD))

    def press_transfer(self, _day: HallDay) -> c.Command:
        return c.Transfer("S", self._window(), service=self._pick(("A", "E", "X")))

    def press_undo(self, _day: HallDay) -> c.Command:
        return c.Undo("S", self._window())

    press_undo_again = press_undo

    def press_reinsert(self, day: HallDay) -> c.Command:
        return c.Reinsert("S", self._ticket_in(day, State.MISSED))

    press_reinsert_again = press_reinsert

    def press_leave(self, day: HallDay) -> c.Command:
        return c.Leave("S", self._ticket(day)) if self._maybe(0.3) else self.press_issue(day)

    def press_cancel(self, day: HallDay) -> c.Command:
        return c.Cancel("S", self._ticket(day), self._reason()) if self._maybe(0.3) else self.press_issue(day)

    def press_priority(self, day: HallDay) -> c.Command:
        return c.SetPriority("S", self._ticket(day), self._pick(("N", "S", "M", "Q")), proof_seen=self._maybe(0.8))

    def press_needs(self, day: HallDay) -> c.Command:
        return c.SetNeeds("S", self._ticket(day), self._maybe(0.2), self._pick(("zh", "en", "xx")))

    def press_print(self, day: HallDay) -> c.Command:
        return c.PrintTicket("S", self._ticket(day), reprint=self._maybe(0.3))

    def press_rate(self, day: HallDay) -> c.Command:
        return c.Rate("pad", max(0, day.last_call - self._pick((0, 1, 2))), self._pick((0, 1, 4, 5)))

    def _help(self, _day: HallDay) -> c.Command:
        return AskHelp("D1", self._pick(("", "1", "2", "guide", "nowhere")), self._reason())

    def _help_desk(self, day: HallDay) -> c.Command:
        number = max(0, len(day.helps) - self._pick((0, 1, 2)))
        return AnswerHelp("G", number) if self._maybe(0.5) else EndHelp("G", number)

    def _notice(self, day: HallDay) -> c.Command:
        item = self._pick((None, None, "A-01", "?!"))
        needs = self._pick((("other",), ("0", "1"), ("other", "0"), ()))
        ticket = day.tickets.get(self._ticket_in(day, State.SERVING))
        if ticket is None:
            return GiveNotice("S", 1, "A999", item, needs)
        return GiveNotice("S", self._pick((ticket.window or 1, self._window())), ticket.id, item, needs)

    def _acknowledge(self, _day: HallDay) -> c.Command:
        return AcknowledgeAlert("G", self._pick(("longest:A:900000", "paused:3:60000", "rain:A:1", "?")), 3)

    def press_floor(self, day: HallDay) -> c.Command:
        """What touches no ticket and no window."""
        return self._pick((self._help, self._help_desk, self._notice, self._notice, self._acknowledge))(day)

    press_floor_again = press_floor

    def press_ask_confirm(self, day: HallDay) -> c.Command:
        return p.AskConfirm("S", self._window(), confirmation=f"c{len(day.confirmations) + self._pick((0, 0, 0, -1))}")

    press_ask_again = press_ask_confirm

    def press_answer_confirm(self, day: HallDay) -> c.Command:
        asked = list(day.confirmations.values())[-3:]
        if not asked:
            return p.DeclineConfirm("pad", 1, "c0")
        found = self._pick(asked)
        window = self._pick((found.window, found.window, found.window, 9))
        answers = (
            p.Confirm("pad", window, found.id, self._pick(("0" * 64, "0" * 64, "no hash"))),
            p.DeclineConfirm("pad", window, found.id),
            p.WithdrawConfirm("S", window, found.id),
        )
        return self._pick(answers)

    press_answer_again = press_answer_confirm

    def press_purge(self, day: HallDay) -> c.Command:
        return p.PurgePersonal("calendar", day.now, 1, 0) if self._maybe(0.2) else c.KeepTime("calendar")

    def press_skip(self, day: HallDay) -> c.Command:
        if not self._maybe(0.1):
            return c.KeepTime("calendar")
        return c.SkipNumbers("restore", "A", day.series["A"] + self._pick((-1, 1, 2)))

    def press_version(self, _day: HallDay) -> c.Command:
        return c.ChangeHall("manager", self._pick((1, 2))) if self._maybe(0.1) else c.KeepTime("calendar")


class PressedDay:
    """A day under random presses, watched at every step."""

    def __init__(self, rules: Rules) -> None:
        self.halls = {1: small_hall(rules=rules, seats=30), 2: small_hall(rules=rules, seats=9)}
        self.day = self.new_day()
        self.events: list[Event] = []
        self.now = at("08:40")
        for command in (c.KeepTime("calendar"), c.SignIn("S1", "1", "S1"), c.SignIn("S2", "2", "S2")):
            self.events += perform(self.day, command, self.now)
        self.now = at("09:00")

    def new_day(self) -> HallDay:
        return HallDay(TUESDAY, 1, self.halls.__getitem__)

    def press(self, command: c.Command, step: int) -> Refusal | None:
        """Carry a command out, after seeing that deciding alone changes nothing."""
        self.now = max(self.now + step, at("09:00"))
        before = picture(self.day)
        ends = {t.id: t.state for t in self.day.tickets.values() if t.state.is_end}
        refusal = self._refusal(command)
        assert picture(self.day) == before
        if refusal is not None:
            return refusal
        happened = perform(self.day, command, self.now)
        self.events += happened
        undone = {event.ticket for event in happened if isinstance(event, ActionUndone)}
        changed = {t for t in ends if t not in self.day.tickets or self.day.tickets[t].state is not ends[t]}
        assert changed <= undone
        assert violations(self.day) == []
        return None

    def _refusal(self, command: c.Command) -> Refusal | None:
        try:
            decide(self.day, command, self.now)
        except Refusal as refusal:
            return refusal
        return None

    def replay(self) -> None:
        again = self.new_day()
        for event in self.events:
            apply(again, event)
        assert picture(again) == picture(self.day)

    def close(self) -> None:
        self.replay()
        originals = [event.ticket for event in self.events if isinstance(event, TicketPrinted) and event.copy == 1]
        assert len(originals) == len(set(originals))
        self.events += perform(self.day, c.KeepTime("calendar"), at("19:30"))
        assert violations(self.day) == []
        assert all(ticket.state.is_end for ticket in self.day.tickets.values())


def picture(day: HallDay) -> object:
    """All that a day knows, comparable."""
    parts = [
        {key: [getattr(thing, f.name) for f in fields(thing)] for key, thing in things.items()}
        for things in (day.tickets, day.calls, day.desks, day.helps, day.confirmations, dict(enumerate(day.duty)))
    ]
    lines = sorted(entry.ticket for entry in day.lines), sorted(day.deferred)
    sums = [dict(+counter) for counter in (day.counts, day.series, day.calls_of, day.issued_of, day.issued_to)]
    told = dict(day.notices), dict(day.acknowledged), dict(day.visit_of)
    return day.phase, day.now, day.version, parts, lines, sums, day.last_seq, day.last_call, told


def rules(*, automatic: bool, on_call: bool, limit: int | None = None) -> Rules:
    return Rules(
        automatic_call=automatic,
        start_on_call=on_call,
        person_limit=limit,
        recall_gap=0,
        missed_after_calls=1,
        reinsert_after_calls=1,
        booking_early=4 * 60 * MINUTE,
    )


class RandomDay(RuleBasedStateMachine):
    """Short days, which hypothesis makes small when they break."""

    @initialize(automatic=st.booleans(), on_call=st.booleans(), limit=st.sampled_from([None, 2]))
    def begin(self, automatic: bool, on_call: bool, limit: int | None) -> None:
        self.pressed = PressedDay(rules(automatic=automatic, on_call=on_call, limit=limit))

    @rule(rng=st.randoms(use_true_random=False), step=st.sampled_from(STEPS))
    def press(self, rng: random.Random, step: int) -> None:
        refusal = self.pressed.press(Presser(rng).command(self.pressed.day), step)
        if refusal is not None:
            assert str(refusal)
            assert set(refusal.possible) <= {kind.__name__ for kind in DECISIONS}

    @invariant()
    def nobody_is_lost(self) -> None:
        if hasattr(self, "pressed"):
            assert sum(self.pressed.day.counts.values()) == len(self.pressed.day.tickets)

    def teardown(self) -> None:
        if hasattr(self, "pressed"):
            self.pressed.close()


RandomDay.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestRandomDay = RandomDay.TestCase


@pytest.mark.slow
def test_long_days_meet_every_kind_of_event_and_of_refusal() -> None:
    events: Counter[str] = Counter()
    refusals: Counter[str] = Counter()
    for seed in range(24):
        rng = random.Random(seed)
        pressed = PressedDay(rules(automatic=seed % 2 == 0, on_call=seed % 3 == 0, limit=40 if seed % 4 else None))
        presser = Presser(rng)
        pressed.press(c.CallNext("S1", 1), 0)  # before anybody waits
        for _ in range(400):
            refusal = pressed.press(presser.command(pressed.day), rng.choice(STEPS))
            refusals[refusal.code if refusal else "-"] += 1
        pressed.close()
        events.update(type(event).__name__ for event in pressed.events)
    assert set(events) == set(KINDS)
    assert min(events.values()) >= 10, events
    assert len(refusals) >= 30
