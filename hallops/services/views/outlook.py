"""The next two hours for the manager: how long whoever comes at each step would wait, and what would help.

Without a forecast, which takes the compiled simulation, it says so and shows nothing that was guessed.
"""

from collections.abc import Mapping

from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Fact, Moment
from hallops.domain.rules import MINUTE
from hallops.language import LANGUAGES, sentence
from hallops.services.estimate import Waits
from hallops.services.foresight import Foresight, Known
from hallops.services.views.names import Json, name_of, service_name
from hallops.services.views.places import waiting_by_service
from simulation.now.queue import Advice, ChangeKind, Wait

ADVICE: Mapping[ChangeKind, str] = {
    ChangeKind.OPEN: (
        "Open window {window} for {service} from {since} to {until}: "
        "nine of ten then wait at most {after} min instead of {before} min."
    ),
    ChangeKind.CONTINUE: (
        "End the pause of window {window} for {service} at {since}: "
        "nine of ten then wait at most {after} min instead of {before} min."
    ),
    ChangeKind.HELP: (
        "Let window {window} help with {service} from {since} to {until}: "
        "nine of ten then wait at most {after} min instead of {before} min."
    ),
}
NOBODY: Mapping[ChangeKind, str] = {
    ChangeKind.OPEN: (
        "Open window {window} for {service} from {since} to {until}: no window takes it now, "
        "nine of ten then wait at most {after} min."
    ),
    ChangeKind.CONTINUE: (
        "End the pause of window {window} for {service} at {since}: no window takes it now, "
        "nine of ten then wait at most {after} min."
    ),
    ChangeKind.HELP: (
        "Let window {window} help with {service} from {since} to {until}: no window takes it now, "
        "nine of ten then wait at most {after} min."
    ),
}
WORDS = (*ADVICE.values(), *NOBODY.values())


def outlook(day: HallDay, now: int, waits: Waits) -> Json:
    """`made` is when the forecast was made, null without one."""
    known = waits.known(day, now) if isinstance(waits, Foresight) else None
    return {
        "day": day.day.isoformat(),
        "made": None if known is None else known.at,
        "services": [] if known is None else _services(day, known),
        "advice": [] if known is None else [_advice(day, known, advice) for advice in known.forecast.advice],
    }


def _services(day: HallDay, known: Known) -> list[Json]:
    waiting, now = waiting_by_service(day), known.forecast.now
    return [
        {
            "code": service.code,
            "name": name_of(service.name),
            "target": service.target,
            "waiting": waiting[service.code],
            "steps": [
                {"at": known.start + step, **_wait(wait)}
                for step, wait in zip(now.steps, now.coming[service.code], strict=True)
            ],
        }
        for service in day.hall.services.values()
        if service.code in now.coming
    ]


def _wait(wait: Wait) -> Json:
    return {"p10": wait.low, "p50": wait.middle, "p90": wait.high}


def _advice(day: HallDay, known: Known, advice: Advice) -> Json:
    change = advice.change
    return {
        "kind": change.kind.value,
        "window": change.window,
        "service": change.service,
        "since": known.start + change.since,
        "until": known.start + change.until,
        "before": advice.before,
        "after": advice.after,
        "sentence": {language: _sentence(day, known, advice, language) for language in LANGUAGES},
    }


def _sentence(day: HallDay, known: Known, advice: Advice, language: str) -> str:
    change = advice.change
    facts: dict[str, Fact] = {
        "window": change.window,
        "service": service_name(day.hall, change.service)[language],
        "since": Moment(known.start + change.since),
        "until": Moment(known.start + change.until),
        "after": round(advice.after / MINUTE),
    }
    template = NOBODY[change.kind]
    if advice.before is not None:
        template = ADVICE[change.kind]
        facts["before"] = round(advice.before / MINUTE)
    return sentence(template, facts, language, day.hall.timezone, day.day)
