"""The catalogue of sentences: what is said in English is said in Chinese, with the same facts."""

import inspect
import re
from argparse import ArgumentParser, _SubParsersAction
from datetime import date
from enum import StrEnum
from importlib import import_module
from pkgutil import walk_packages

import pytest

import hallops.domain
from hallops import language
from hallops.app.cli import parser
from hallops.app.demo.live import terminal
from hallops.app.planner.presets import PRESETS
from hallops.app.sayings import SAYINGS, TURNED_AWAY
from hallops.app.slips import WORDS
from hallops.app.verbs.data import FONTS
from hallops.domain.catalogue import Handling
from hallops.domain.decide import DECISIONS
from hallops.domain.refusal import Fact, Moment, Refusal, Term
from hallops.domain.refusals import REFUSALS
from hallops.files import fields, kinds
from hallops.files.problems import PLACES, PROBLEMS
from hallops.language import listed, refusal_sentence, sentence, term
from hallops.ports.access import Role
from hallops.ports.accounts import Standing
from hallops.roster.explain import FINDINGS as ROSTER_FINDINGS
from hallops.roster.sentences import BREACHES
from hallops.services.readiness import READINESS
from hallops.services.views.alerts import SENTENCES
from hallops.services.views.outlook import WORDS as OUTLOOK
from hallops.store.doctor import EXAMINATIONS, Verdict
from hallops.store.findings import FINDINGS
from hallops.web.words.words import GROUPS
from reports.figures.words import WORDS as FIGURE_WORDS


def help_texts(found: ArgumentParser) -> set[str]:
    """Every text of the command line's help, in English."""
    texts = {found.description or ""}
    for action in found._actions:
        if isinstance(action, _SubParsersAction):
            texts |= {text for verb in action.choices.values() for text in help_texts(verb)}
        elif "--help" not in action.option_strings:
            texts.add(action.help or "")
    return texts - {""}


TEMPLATES = {
    "example",
    *help_texts(parser()),
    *SAYINGS.values(),
    *FONTS.values(),
    *FINDINGS.values(),
    *SENTENCES.values(),
    *OUTLOOK,
    *BREACHES.values(),
    *ROSTER_FINDINGS.values(),
    *READINESS.values(),
    *EXAMINATIONS.values(),
    *WORDS.values(),
    *FIGURE_WORDS.values(),
    *(text for preset in PRESETS.values() for text in (preset.title, preset.says)),
    *terminal.WORDS.values(),
    *terminal.KINDS.values(),
    *terminal.STATES.values(),
    *(text for group in GROUPS for text in group.values()),
    *REFUSALS.values(),
    *PLACES.values(),
    *PROBLEMS.values(),
    *language.TEMPLATES,
}
NINE = 1_767_574_800_000  # 2026-01-05 09:00 in Shanghai
THAT_DAY = date(2026, 1, 5)


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", text))


def chinese() -> dict[tuple[str | None, str], str]:
    return {(m.context, str(m.id)): str(m.string) for m in language.catalogue() if m.id}


def terms() -> set[str]:
    """States and the like, the names of commands, and the words for what a value should be."""
    for module in walk_packages(hallops.domain.__path__, "hallops.domain."):
        import_module(module.name)
    enums = [enum for enum in StrEnum.__subclasses__() if enum.__module__.startswith("hallops.domain")]
    words = {str(member) for enum in enums if enum is not Handling for member in enum}
    words |= set(Verdict)
    words |= {kind.__name__ for kind in DECISIONS} | set(TURNED_AWAY)
    sources = [inspect.getsource(module) for module in (fields, kinds)]
    words |= set(Role) | set(Standing)
    return words | {word for source in sources for word in re.findall(r'_wrong_type\((?:node, )?"([^"]+)"', source)}


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_sentence_has_a_translation_with_the_same_facts(template: str) -> None:
    translation = chinese().get((None, template), "")
    assert translation
    assert placeholders(translation) == placeholders(template)


def test_every_word_has_a_translation() -> None:
    assert sorted(terms() - {word for context, word in chinese() if context == language.TERM}) == []


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    known = {(None, template) for template in TEMPLATES} | {(language.TERM, word) for word in terms()}
    assert sorted(str(entry) for entry in chinese().keys() - known) == []
    assert not language.catalogue().obsolete


def test_a_refusal_names_what_is_possible_instead() -> None:
    refusal = Refusal(
        "ticket_state", ("CallNext", "SignOut"), ticket="A012", state=Term("waiting"), asked=Term("Recall")
    )
    said = refusal_sentence(refusal, "en")
    assert said == "Ticket A012 is waiting: recall is not possible. Possible instead: call next, sign out."
    assert refusal_sentence(refusal, "zh") == "号码A012等候中，不能重呼。可以：叫号、签退。"


def test_a_refusal_without_a_way_out_says_nothing_about_one() -> None:
    assert refusal_sentence(Refusal("unknown_staff", staff="S99"), "en") == "There is no staff member S99."


def test_a_moment_of_today_is_a_time_and_another_day_has_its_date() -> None:
    template = REFUSALS["service_opens_later"]
    facts: dict[str, Fact] = {"service": "A", "opens": Moment(NINE)}
    today = sentence(template, facts, "zh", "Asia/Shanghai", THAT_DAY)
    assert today == "业务A现在不能取号，09:00开始办理。"
    later = sentence(template, facts, "en", "Asia/Shanghai", date(2026, 1, 4))
    assert later == "No ticket for service A now: it opens at 2026-01-05 09:00."


def test_what_has_no_translation_is_said_in_english() -> None:
    assert sentence("Nobody knows {thing}.", {"thing": "this"}, "zh") == "Nobody knows this."
    assert term("NewCommand", "zh") == "new command"


def test_reasons_to_turn_a_visitor_away_are_refusals() -> None:
    assert set(TURNED_AWAY) <= set(REFUSALS)


def test_facts_are_not_read_as_templates() -> None:
    assert sentence(REFUSALS["unknown_staff"], {"staff": "{0}{x}"}, "en") == "There is no staff member {0}{x}."
    assert listed(["a{b}", "c"], "en") == "a{b}, c"
