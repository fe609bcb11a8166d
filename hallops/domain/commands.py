"""Commands: what people, devices and the calendar ask of the hall. Each is carried out whole or refused."""

from dataclasses import dataclass

from hallops.domain.ticket import Hold


@dataclass(frozen=True, slots=True)
class Command:
    """`by` is who asks: a staff id, a device id, or "calendar"."""

    by: str


@dataclass(frozen=True, slots=True)
class KeepTime(Command):
    """Let the calendar act: open or close the business day, release tickets whose time has come."""


@dataclass(frozen=True, slots=True)
class ChangeHall(Command):
    """Put a version of the description in force now."""

    version: int


@dataclass(frozen=True, slots=True)
class SkipNumbers(Command):
    """Never give the numbers of a series up to `last`: they may be on paper already."""

    prefix: str
    last: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A wait promised at issue: an interval in ms, and what made it."""

    low: int
    high: int
    source: str


@dataclass(frozen=True, slots=True)
class Booking:
    """The booking that a visitor checks in with; `start` in ms since 1970 UTC."""

    code: str
    start: int


@dataclass(frozen=True, slots=True)
class Issue(Command):
    """Give a ticket.

    `person` is a token of the person for this day, made outside from an identity and a key that is thrown away; it
    serves the limit by person only. A `priority` other than everybody's needs `proof_seen`. `series` is the prefix of
    a dispenser that numbers on its own; the service's letter when absent. `also` are the further services of this
    visit, in order. `token` opens the visitor's own page and is random; `item` is a code of the catalogue.
    """

    service: str
    channel: str = "dispenser"
    visit: str | None = None
    priority: str | None = None
    proof_seen: bool = False
    accessible: bool = False
    language: str = "zh"
    booking: Booking | None = None
    person: str | None = None
    estimate: Estimate | None = None
    series: str | None = None
    also: tuple[str, ...] = ()
    token: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class PrintTicket(Command):
    """Note that a ticket goes to paper; a second copy must be asked for as a reprint."""

    ticket: str
    reprint: bool = False


@dataclass(frozen=True, slots=True)
class SetPriority(Command):
    """Grant a priority class after seeing its proof, or take it away by granting everybody's."""

    ticket: str
    priority: str
    proof_seen: bool = False


@dataclass(frozen=True, slots=True)
class SetNeeds(Command):
    """Set a waiting ticket's accessible need and language right."""

    ticket: str
    accessible: bool
    language: str


@dataclass(frozen=True, slots=True)
class Reinsert(Command):
    """Let an absent visitor wait again."""

    ticket: str


@dataclass(frozen=True, slots=True)
class Requeue(Command):
    """Let a held ticket wait again for any window."""

    ticket: str


@dataclass(frozen=True, slots=True)
class Leave(Command):
    """Note that a visitor gave up."""

    ticket: str


@dataclass(frozen=True, slots=True)
class Cancel(Command):
    """Take a ticket back, for a reason from the hall's list."""

    ticket: str
    reason: str


@dataclass(frozen=True, slots=True)
class SignIn(Command):
    """Take a window or a post. A window's place is its number as text."""

    place: str
    staff: str


@dataclass(frozen=True, slots=True)
class SignOut(Command):
    """Leave a place; `forced` is the manager ending a forgotten sign-in."""

    place: str
    forced: bool = False


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Stop calling for a while, for a reason from the hall's list."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Continue(Command):
    """End the pause."""

    place: str


@dataclass(frozen=True, slots=True)
class CallNext(Command):
    """Call the ticket that the rule chooses.

    `finish` names the ticket whose service ends with the same press: the two are carried out, and taken back, together.
    """

    window: int
    finish: str | None = None


@dataclass(frozen=True, slots=True)
class CallTicket(Command):
    """Call a chosen ticket out of turn, for a reason from the hall's list."""

    window: int
    ticket: str
    reason: str


@dataclass(frozen=True, slots=True)
class AtWindow(Command):
    """A command about the ticket at a window. Naming the ticket makes a late press harmless."""

    window: int
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class Recall(AtWindow):
    """Make the same call again."""


@dataclass(frozen=True, slots=True)
class Start(AtWindow):
    """The visitor is here: start the service."""


@dataclass(frozen=True, slots=True)
class Finish(AtWindow):
    """End the service; `forced` is somebody else ending a forgotten one.

    `also_done` are those of the visitor's further services that were done here as well.
    """

    forced: bool = False
    also_done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Miss(AtWindow):
    """The visitor did not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldTicket(AtWindow):
    """Interrupt the service."""

    hold: Hold
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """Go on with a ticket held at this window."""

    window: int
    ticket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(AtWindow):
    """Send the visitor on to another service."""

    service: str


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Take back the window's last action on a ticket."""

    window: int


@dataclass(frozen=True, slots=True)
class Rate(Command):
    """Rate a call: 5 very satisfied, 4, 3 basically satisfied, 2, 1 very dissatisfied.

    `day` is the call's business date (ISO) when the rating comes after it.
    """

    call: int
    grade: int
    channel: str = "pad"
    reasons: tuple[str, ...] = ()
    day: str | None = None
