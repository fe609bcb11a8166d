"""A refusal as a view writes it: its code and plain facts, and the sentence in both languages.

Said here and not by the face, so that no face needs the templates; moments are said on the hall's own clock.
"""

from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Fact, Moment, Refusal, Term
from hallops.language import LANGUAGES, refusal_sentence
from hallops.services.possible import Actions
from hallops.services.views.names import Json


def actions_of(day: HallDay, actions: Actions) -> Json:
    """Each command with whether it is possible now, and why not."""
    return {
        name: {"possible": refusal is None, "why": None if refusal is None else refusal_of(day, refusal)}
        for name, refusal in actions.items()
    }


def refusal_of(day: HallDay, refusal: Refusal) -> Json:
    return {
        "code": refusal.code,
        "facts": {key: _plain(fact) for key, fact in refusal.facts.items()},
        "possible": list(refusal.possible),
        "sentence": {
            language: refusal_sentence(refusal, language, day.hall.timezone, day.day) for language in LANGUAGES
        },
    }


def _plain(fact: Fact) -> str | int:
    """A moment as ms, a word of the suite as its code."""
    if isinstance(fact, Moment):
        return fact.at
    return fact.word if isinstance(fact, Term) else fact
