"""The one catalogue of sentences: an English template and facts become a sentence in the reader's language.

English is in the code, Chinese in the gettext catalogue beside it, which is read as it stands. What has no
translation is said in English: a sentence in the wrong language still helps, a missing one does not.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from hallops.domain.refusal import Fact, Moment, Refusal, Term

CHINESE = "zh"
LANGUAGES = (CHINESE, "en")
DEFAULT_ZONE = "Asia/Shanghai"
TERM = "term"  # the context of words that stand inside sentences

POSSIBLE = "{refusal} Possible instead: {commands}."
LISTED = "{first}, {rest}"
OTHER_DAY = "{day} {clock}"
KEPT = 4096  # words and sentences found before: a console says a dozen refusals at each look
TEMPLATES = (POSSIBLE, LISTED, OTHER_DAY)

_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")


def sentence(
    template: str,
    facts: Mapping[str, Fact],
    language: str,
    zone: str = DEFAULT_ZONE,
    today: date | None = None,
) -> str:
    """Say a template with its facts; a moment of another day than `today` is said with its date."""
    day = today or datetime.now(ZoneInfo(zone)).date()
    words = {key: _word(fact, language, zone, day) for key, fact in facts.items()}
    return _translated(template, language).format(**words)


def refusal_sentence(refusal: Refusal, language: str, zone: str = DEFAULT_ZONE, today: date | None = None) -> str:
    """Say a refusal, and what would be possible instead."""
    said = sentence(refusal.template, refusal.facts, language, zone, today)
    if not refusal.possible:
        return said
    commands = listed([term(command, language) for command in refusal.possible], language)
    return sentence(POSSIBLE, {"refusal": said, "commands": commands}, language, zone)


@lru_cache(KEPT)
def term(word: str, language: str) -> str:
    """A word of the suite: a state, a command's name, a kind."""
    plain = _WORD_START.sub(" ", word).replace("_", " ").lower()
    return _translated(word, language, TERM, plain)


def listed(words: list[str], language: str) -> str:
    """Words in a row, with the comma of the language."""
    said, *rest = words
    for word in rest:
        said = _translated(LISTED, language).format(first=said, rest=word)
    return said


def catalogue() -> Catalog:
    """The Chinese catalogue, read once."""
    return _catalogue()


@cache
def _catalogue() -> Catalog:
    path = files("hallops") / "locale" / "zh_CN" / "LC_MESSAGES" / "hallops.po"
    with path.open("rb") as stream:
        return read_po(stream, locale="zh_CN")


def _translated(template: str, language: str, context: str | None = None, english: str | None = None) -> str:
    plain = template if english is None else english
    if not language.startswith(CHINESE):
        return plain
    return _in_chinese(template, context) or plain


@lru_cache(KEPT)
def _in_chinese(template: str, context: str | None) -> str:
    """As the catalogue has it; nothing for what it lacks."""
    message = _catalogue().get(template, context)
    return str(message.string) if message and message.string else ""


def _word(fact: Fact, language: str, zone: str, today: date) -> str | int:
    if isinstance(fact, Term):
        return term(fact.word, language)
    if isinstance(fact, Moment):
        return _moment(fact, language, zone, today)
    return fact


def _moment(moment: Moment, language: str, zone: str, today: date) -> str:
    local = datetime.fromtimestamp(moment.at / 1000, ZoneInfo(zone))
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return clock
    return _translated(OTHER_DAY, language).format(day=local.date().isoformat(), clock=clock)
