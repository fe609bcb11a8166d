"""The demo's dispensers: visitors come, take a ticket with one key each, and find it on the paper."""

from pathlib import Path

from devices.codec.escpos import encode
from devices.printing.profile import GB18030_80MM
from devices.virtual.link import MemoryLink
from hallops.app.demo.habits import DISPENSERS
from hallops.app.demo.live.line import Json, Line, Refused
from hallops.app.demo.live.stage import Device, Stage
from hallops.app.demo.live.visits import visitors
from hallops.app.demo.visitors import Visitor
from hallops.app.slips import ticket_slip
from hallops.domain.hall import Hall
from hallops.domain.ticket import Ticket

FIRST = 1  # the number whose paper is kept
NAMES = tuple(f"dispenser-{number}" for number in range(1, DISPENSERS + 1))


def devices() -> list[Device]:
    return [Device(name, "dispenser") for name in NAMES]


async def act(stage: Stage) -> None:
    for name in NAMES:
        stage.start(_serve(stage, name))
    async for _ in stage.feed(stage.line(NAMES[0])):
        pass  # heard only so that a lost hub shows


async def _serve(stage: Stage, name: str) -> None:
    """One machine: one visitor after the other, all days."""
    line, since = stage.line(name), stage.since
    for plan in stage.plans:
        for number, visitor in enumerate(visitors(stage.world, plan, stage.orders.seed)):
            mine = NAMES[number % DISPENSERS] == name and not goes_to_guide(stage.world.hall, visitor)
            if mine and visitor.arrives >= since:
                await stage.until(visitor.arrives)
                await take(stage, line, visitor, "dispenser")


def goes_to_guide(hall: Hall, visitor: Visitor) -> bool:
    """Whoever has a right to come first shows its proof there."""
    return visitor.priority != hall.everybody.code


async def take(stage: Stage, line: Line, visitor: Visitor, channel: str) -> None:
    """A ticket on paper, or a visitor who is turned away."""
    booking = None
    if visitor.booking is not None:
        booking = {"code": visitor.booking.code, "start": visitor.booking.start}
    at_guide = channel == "guide"
    try:
        events = await line.do(
            "Issue",
            f"demo-issue-{visitor.id}",
            service=visitor.service,
            channel=channel,
            visit=visitor.id,
            priority=visitor.priority,
            proof_seen=at_guide,
            accessible=visitor.accessible,
            language=visitor.language,
            booking=booking,
        )
    except Refused as refused:
        away = stage.figures.setdefault("turned_away", {})
        away[refused.code] = away.get(refused.code, 0) + 1
        return
    issued = next(event for event in events if event["kind"] == "TicketIssued")
    stage.figures["tickets"] = stage.figures.get("tickets", 0) + 1
    await line.tried("PrintTicket", f"demo-print-{visitor.id}", ticket=issued["ticket"])
    seen = await line.look("ticket", token=issued["token"])
    if issued["number"] == FIRST:
        keep_paper(Path(stage.orders.folder) / "tickets", stage.world.hall, issued, seen["ahead"] or 0)


def keep_paper(folder: Path, hall: Hall, issued: Json, ahead: int) -> None:
    """Print a ticket on a printer in memory and keep what came out."""
    slip = ticket_slip(hall, _ticket(issued), ahead)
    link = MemoryLink()
    link.write(encode(slip.document(), GB18030_80MM))
    folder.mkdir(exist_ok=True)
    (folder / f"{slip.number}.escpos").write_bytes(link.jobs[0])


def paper(folder: Path) -> dict[str, bytes]:
    """The paper that was kept, by number."""
    return {file.stem: file.read_bytes() for file in sorted(folder.glob("*.escpos"))}


def _ticket(issued: Json) -> Ticket:
    """The ticket of its event, as it is printed."""
    facts = {name: value for name, value in issued.items() if name in Ticket.__slots__}
    return Ticket(id=issued["ticket"], leg=1, issued=issued["at"], **facts)
