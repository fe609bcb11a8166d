"""What a demo leaves: tables of its days, a summary, the first ticket of each service on paper."""

import json
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from devices.printing.profile import GB18030_80MM
from devices.virtual.preview import png
from hallops.app.demo.play import Played
from hallops.app.verbs.files import write_log
from hallops.app.voice import Voice
from hallops.domain.day_plan import Stretch
from hallops.domain.hall import Hall
from hallops.domain.hall_day import HallDay
from hallops.domain.record import DutyRecord, RatingRecord, TicketRecord
from hallops.domain.recording import duty_records, rating_records, ticket_records
from hallops.domain.rules import HOUR, MINUTE
from hallops.domain.ticket import ENDS, State
from hallops.language import listed, term
from hallops.measures.summary import Summary, summarise
from hallops.services.history import past_days
from hallops.store.store import Store

SERVED = (State.DONE, State.TRANSFERRED)


@dataclass(frozen=True, slots=True)
class Results:
    """Each date's summary, and that of all together."""

    days: dict[str, Summary]
    total: Summary


@dataclass(frozen=True, slots=True)
class _Records:
    tickets: list[TicketRecord]
    duties: list[DutyRecord]
    ratings: list[RatingRecord]
    period: Stretch


def results(store: Store, hall: Hall, played: Played, folder: Path) -> Results:
    """Write tickets.csv, windows.csv, summary.json and tickets/, and return the summaries."""
    records = {day.day.isoformat(): _records(day) for day in past_days(store.journal, store.halls)}
    total = _Records(
        tickets=[ticket for day in records.values() for ticket in day.tickets],
        duties=[duty for day in records.values() for duty in day.duties],
        ratings=[rating for day in records.values() for rating in day.ratings],
        period=_around([day.period for day in records.values()]),
    )
    write_log(folder, total.tickets, total.duties, hall.timezone)
    found = Results({day: _summary(hall, each) for day, each in records.items()}, _summary(hall, total))
    text = json.dumps(as_dict(found, played), ensure_ascii=False, indent=2)
    (folder / "summary.json").write_text(text + "\n", "utf-8")
    _write_paper(folder / "tickets", played.paper)
    return found


def as_dict(found: Results, played: Played) -> dict[str, object]:
    return {
        **found.total.as_dict(),
        "days": {day: summary.total.as_dict() for day, summary in found.days.items()},
        "turned_away": played.turned_away,
        "violations": played.violations,
    }


def speak(found: Results, played: Played, voice: Voice) -> None:
    """The summary for people."""
    for day, summary in found.days.items():
        figures = summary.total
        voice.say(
            "demo_day",
            day=day,
            visits=figures.outcomes.visits,
            served=figures.outcomes.served,
            wait=_minutes(figures.waiting.spread.mean),
            share=str(figures.waiting.within),
        )
    total = found.total
    other = {
        state: count for state, count in total.total.outcomes.counts.items() if state in ENDS and state not in SERVED
    }
    _list(voice, "demo_ends", "ends", {state.value: count for state, count in other.items()})
    _list(voice, "demo_away", "reasons", played.turned_away)
    time = total.window_time
    voice.say("demo_windows", open=_hours(time.open), busy=_hours(time.busy))
    voice.say("demo_ratings", count=total.ratings.n, good=str(total.ratings.good))
    if played.violations:
        voice.say("demo_broken", count=len(played.violations))
        for violation in played.violations:
            voice.say_text(violation)
    else:
        voice.say("demo_good")


def _list(voice: Voice, saying: str, fact: str, counts: dict[str, int]) -> None:
    spoken = [voice.phrase("count_of", count=n, what=term(what, voice.language)) for what, n in counts.items() if n]
    if spoken:
        voice.say(saying, **{fact: listed(spoken, voice.language)})


def _records(day: HallDay) -> _Records:
    end = day.plan.latest or day.now
    period = Stretch(day.plan.opens or 0, min(day.now, end))
    return _Records(list(ticket_records(day)), list(duty_records(day)), list(rating_records(day)), period)


def _around(periods: list[Stretch]) -> Stretch:
    return Stretch(min((p.start for p in periods), default=0), max((p.end for p in periods), default=0))


def _summary(hall: Hall, records: _Records) -> Summary:
    return summarise(
        records.tickets,
        records.duties,
        records.ratings,
        targets={service.code: service.target for service in hall.services.values()},
        ranks={window.number: window.rank for window in hall.windows.values()},
        zone=ZoneInfo(hall.timezone),
        period=records.period,
    )


def _write_paper(folder: Path, paper: dict[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    for number, job in paper.items():
        (folder / f"{number}.escpos").write_bytes(job)
        (folder / f"{number}.png").write_bytes(png(job, GB18030_80MM.dots))


def _minutes(ms: float | None) -> str:
    return "—" if ms is None else f"{ms / MINUTE:.1f}"


def _hours(ms: int) -> str:
    return f"{ms / HOUR:.1f}"
