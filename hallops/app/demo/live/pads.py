"""The demo's rating pads: after a service some visitors press one of the five levels."""

from collections.abc import Iterable

from hallops.app.demo.habits import RATING
from hallops.app.demo.live.line import Json
from hallops.app.demo.live.stage import Device, Stage
from hallops.domain.hall import Hall, Reason

BAD = 2  # from here down a pad asks for reasons
SERVED = {"done", "transferred"}
ENDS = {"ServiceFinished", "TicketTransferred"}


def devices(hall: Hall, left: Iterable[int]) -> list[Device]:
    """One a window; that of a window which a person plays is theirs too."""
    return [Device(f"pad-{window}", "pad", str(window)) for window in hall.windows if window not in left]


async def act(stage: Stage) -> None:
    pads = devices(stage.world.hall, stage.orders.left)
    windows = {int(pad.place) for pad in pads}

    def late(snapshot: Json) -> None:
        """Services that ended while nobody listened; a call is rated once, whoever tries again."""
        for call in snapshot["calls"]:
            if call["outcome"] in SERVED and call["window"] in windows:
                stage.start(_rate(stage, snapshot["day"], call["window"], call["ticket"], call["number"]))

    async for event in stage.feed(stage.line(pads[0].name), late):
        held = stage.visits.tickets.get(event.get("ticket", ""))
        if event["kind"] in ENDS and held is not None and held.call is not None and event["window"] in windows:
            day = stage.visits.day
            stage.start(_rate(stage, day, event["window"], event["ticket"], held.call))


async def _rate(stage: Stage, day: str, window: int, ticket: str, call: int) -> None:
    if ticket not in stage.visits.tickets:
        return
    grade = stage.visits.visitor_of(ticket).grade
    if grade is None:
        return
    await stage.pause(RATING)
    reasons = list(stage.world.hall.reasons.get(Reason.RATING, {}))[:1] if grade <= BAD else []
    pad = stage.line(f"pad-{window}")
    if await pad.tried("Rate", f"demo-rate-{day}-{call}", call=call, grade=grade, reasons=reasons, day=day):
        stage.figures["ratings"] = stage.figures.get("ratings", 0) + 1
