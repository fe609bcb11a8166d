"""What a check can find, one English sentence for each; like a refusal, a finding carries facts, not a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FINDINGS: dict[str, str] = {
    # the file
    "file_damaged": "The database is damaged: {said}.",
    "wal_damaged": "The database's write-ahead log is damaged: {commits} later commits can not be read.",
    # the log
    "event_missing": "After event {before} comes {seq}: the log has a gap.",
    "time_decreases": "Event {seq} is at {at}, before the event before it ({before}).",
    "chain_broken": "The hash of event {seq} is not that of its contents: it or an event before it was changed.",
    "event_unreadable": "Event {seq} can not be read: {said}.",
    "personal_field": "Event {seq} ({kind}) holds a number as long as that of a phone or an identity card.",
    "head_missing": "Event {seq} was written before the copy was made, and is not in it.",
    # keys
    "key_gap": "No command covers the events {first} to {last}.",
    "key_overlap": "More than one command covers the events {first} to {last}: keys {keys}.",
    "key_ahead": "Command {key} covers events up to {last}, but the log ends with {head}.",
    # a day
    "day_illegal": "The events of {day} can not follow each other: {said}.",
    "day_invariant": "{day} breaks a rule of the hall: {said}.",
    "originals": "Ticket {ticket} of {day} has {copies} original prints.",
    "row_missing": "{table} lacks the row {key} of {day}.",
    "row_extra": "{table} has a row {key} of {day} that no event made.",
    "row_differs": "{table} {key} of {day}: {column} is {stored} and should be {folded}.",
}

ROWS = frozenset({"row_missing", "row_extra", "row_differs"})  # what a repair can mend

Fact = str | int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `place` is where: "file", "log", "keys", or a business date."""

    code: str
    place: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def template(self) -> str:
        return FINDINGS[self.code]

    def __str__(self) -> str:
        return self.template.format(**self.facts)
