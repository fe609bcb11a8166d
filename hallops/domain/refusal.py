"""A refusal: the hall says no, and says it so that a person knows what to do instead.

A refusal never changes anything. It carries a code and facts, not a finished sentence: the sentence is made where
the reader's language is known, from one English template per code (`REFUSALS`) and its translation.
"""

from dataclasses import dataclass

from hallops.domain.refusals import REFUSALS


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time inside a sentence: ms since 1970 UTC, shown as the hall's local time."""

    at: int


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the suite inside a sentence (a state, an action), translated with it."""

    word: str


Fact = str | int | Moment | Term


class Refusal(Exception):
    """A command that the hall does not carry out.

    `facts` fill the template of `code`; `possible` names the commands that would be accepted instead.
    """

    def __init__(self, code: str, possible: tuple[str, ...] = (), **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.possible = possible
        self.facts = facts

    @property
    def template(self) -> str:
        return REFUSALS[self.code]

    def __str__(self) -> str:
        words = {key: _plain(fact) for key, fact in self.facts.items()}
        instead = f" Possible instead: {', '.join(self.possible)}." if self.possible else ""
        return self.template.format(**words) + instead


def _plain(fact: Fact) -> str | int:
    if isinstance(fact, Moment):
        return fact.at
    return fact.word if isinstance(fact, Term) else fact
