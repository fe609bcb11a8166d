"""Nothing that people or programs use stays undocumented."""

from argparse import ArgumentParser, _SubParsersAction
from dataclasses import fields

import pytest

from hallops.app.cli import parser
from hallops.app.places import DATA, DATABASE
from hallops.domain.commands import Command
from hallops.domain.decide import DECISIONS
from hallops.domain.events import Event
from hallops.domain.kinds import KINDS
from hallops.domain.refusals import REFUSALS
from hallops.domain.rules import Rules
from hallops.files.hall_rules import write_rules
from hallops.services.views.views import VIEWS, View
from tests.rules.tree import ROOT


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def verbs(found: ArgumentParser, path: str = "hallops") -> list[str]:
    groups = [action for action in found._actions if isinstance(action, _SubParsersAction)]
    if not groups:
        return [path]
    return [
        verb for group in groups for name, inner in group.choices.items() for verb in verbs(inner, f"{path} {name}")
    ]


@pytest.mark.parametrize("verb", verbs(parser()))
def test_every_verb_is_explained(verb: str) -> None:
    assert f"`{verb}" in page("command-line.md")


@pytest.mark.parametrize("name", [*KINDS, *(kind.__name__ for kind in DECISIONS), *REFUSALS])
def test_every_event_command_and_refusal_is_explained(name: str) -> None:
    assert f"`{name}`" in page("core.md")


def test_every_field_of_a_command_and_an_event_is_named() -> None:
    kinds: list[type[Event] | type[Command]] = [*KINDS.values(), *DECISIONS]
    for kind in kinds:
        row = next(line for line in page("core.md").splitlines() if line.startswith(f"| `{kind.__name__}` |"))
        assert all(f"`{field.name}`" in row for field in fields(kind) if field.name not in {"at", "by"})


def test_every_setting_is_explained() -> None:
    written = write_rules(Rules())
    assert all(f"`{key}`" in page("hall-file.md") for key in written)
    assert DATA in page("command-line.md")
    assert DATABASE in page("command-line.md")


def test_every_decision_note_is_listed() -> None:
    notes = sorted(file.name for file in (ROOT / "docs" / "decisions").glob("0*.md"))
    assert all(f"({note})" in page("decisions/README.md") for note in notes)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_every_view_and_its_parameters_are_explained(view: View) -> None:
    row = next(line for line in page("views.md").splitlines() if line.startswith(f"| `{view.name}` |"))
    assert all(f"`{parameter}`" in row for parameter in view.takes)
