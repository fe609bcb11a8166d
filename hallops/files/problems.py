"""What is wrong with a file: every problem with its place, all of them at once.

A problem carries a code and facts, as a refusal does; the sentence is made where the reader's language is
known, from one English template per code (`PROBLEMS`) and its translation.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hallops.domain.refusal import Fact
from hallops.language import sentence

PLACES: dict[str, str] = {
    "file": "{file}",
    "line": "{file} line {line}",
    "path": "{file} line {line}: {path}",
    "column": "{file} line {line}, column {column}",
    "problem": "{place}: {problem}",
}

PROBLEMS: dict[str, str] = {
    # any file
    "not_utf8": "This is not UTF-8 text. Save the file again as UTF-8.",
    "too_long": "{found} has more than {limit} characters.",
    "not_text": "{found} has characters that can not be printed.",
    "not_code": "{found} is not a code: letters, digits, - and _ only, no more than {limit}.",
    "not_whole": "{found} is not a whole number.",
    "not_number": "{found} is not a number.",
    "not_one_of": "{found} is none of these: {known}.",
    "out_of_range": "{found} is not between {low} and {high}.",
    "unknown_service": "The hall has no service {service}.",
    "unknown_window": "The hall has no window {window}.",
    "unknown_class": "The hall has no priority class {priority}.",
    "unknown_mode": "The hall has no service mode {mode}.",
    # YAML
    "not_yaml": "This can not be read as YAML: {detail}.",
    "duplicate_key": "The key {key} stands here twice.",
    "key_not_text": "The key {key} is not text. Put it in quotation marks.",
    "alias": "Anchors, aliases and tags are not read here. Write the value itself.",
    "two_documents": "A second document begins here. A file holds one.",
    "too_deep": "Nothing in this file is nested more than {limit} levels deep.",
    "missing_key": "The key {key} is missing.",
    "unknown_key": "There is no key {key} here. Known keys: {known}.",
    "wrong_type": "{found} stands where {expected} should be.",
    # CSV
    "not_csv": "This can not be read as a table: {detail}.",
    "unknown_column": "There is no column {name} here. Known columns: {known}.",
    "column_twice": "The column {name} stands here twice.",
    "missing_column": "The column {name} is missing.",
    "wrong_cells": "{found} cells stand here instead of {expected}.",
    "empty": "This cell must not be empty.",
    "row_twice": "The same stands on line {line} already.",
    "not_instant": "{found} is not a time with an offset like 2026-01-05T09:00:00+08:00.",
    "time_before": "{then} lies before {first}.",
    "overlap": "Window {window} was still serving {ticket} then.",
    "duty_overlap": "Window {window} has another line for this time: line {line}.",
    "not_local_time": "{found} is not a time like 2026-01-05T09:30, to the minute.",
    "not_interval": "This is no whole number of intervals of {minutes} minutes from the first line.",
    "no_counts": "There are no counts in this file.",
    "not_masked": "{found} is not a masked name like 王*: at least one * and no number.",
    "seats_taken": "Service {service} has {seats} booking seats at this time; they are taken: {where}.",
    "promise_longer": "{promised} promised days are more than the {statutory} statutory ones.",
    "unknown_letter": "The hall has no service with the letter {letter}.",
    # hall description
    "unknown_schema": "The schema is {found}. This version reads {known}.",
    "not_letter": "{found} is not a letter for tickets: one or two capitals, no I and no O, which read as 1 and 0.",
    "not_address": "{found} is not an address like https://hall.example.cn:8443, with nothing after it.",
    "guidance_online": "The guidance service {service} is done online only itself: nobody would guide.",
    "not_reason_code": "{found} is not a short reason code: small letters, digits, _, at most {limit}.",
    "not_photo": "{found} is not the name of a picture: a plain file name that ends in .jpg or .png, without a folder.",
    "not_clock": "{found} is not a time of day like 09:00.",
    "not_date": "{found} is not a date like 2026-01-31.",
    "unknown_timezone": "{found} is not a time zone like Asia/Shanghai.",
    "unknown_zone": "The hall has no zone {zone}.",
    "id_twice": "{id} is used twice. It stands before on line {line}.",
    "hours_not_pair": 'Hours are a start and an end, like ["09:00", "17:30"].',
    "hours_end_first": "The hours end at {end}, before they start at {start}.",
    "hours_overlap_self": "The hours of the mode {mode} overlap each other.",
    "hours_overlap": "The mode {mode} overlaps the mode {other} on the same days, in its hours {hours}.",
    "days_end_first": "The last day {last} lies before the first day {first}.",
    "too_many_days": "A line of the calendar covers no more than {limit} days.",
    "date_twice": "{day} stands in the calendar twice.",
    "no_rank": "The window {window} has no rank: it could not serve anybody.",
    "no_window": "No window serves the service {service}.",
    "no_accessible_window": "No accessible window serves the service {service}.",
    "none_at_all": "The hall needs at least one entry under {key}.",
    "no_class": "The hall has no priority class. At least everybody's is needed.",
    "no_everybody": "The first priority class is everybody's: it needs no proof and has no advantage.",
    "no_proof": "Only the first priority class may be without a proof; {priority} has none.",
    "shares_not_one": "These shares add up to {total}, not to 1.",
    "shares_over_one": "These shares add up to {total}, more than 1.",
    "wrong_count": "{found} numbers stand here instead of {expected}.",
    # scenario
    "hours_not_interval": "The hours from {start} to {end} are no whole number of intervals of {minutes} minutes.",
    "outside_hours": "{period} is not inside the hours of the scenario.",
    "no_samples": "At least one sample is needed.",
    "service_unserved": "No window has a rank for the service {service}.",
    # sweep
    "sweep_no_path": "There is no {key} at this place of the scenario. There is: {known}.",
    "sweep_not_number": "{found} can not be multiplied: only a number or a list of numbers can.",
    "sweep_no_scenario": "There is no scenario file {file}.",
    "sweep_empty": "At least one entry is needed under {key}.",
    "sweep_too_many": "These levels make {count} scenarios, more than {most}.",
    "sweep_breaks": "With {levels} the scenario does not hold together:",
    "modes_overlap": "The modes {mode} and {other} meet in {period}. One part of the day is in one mode.",
    "mode_window": "The scenario has no window {window}.",
    "mode_always": "The mode does not let windows {windows} be open that it wants open always.",
    "mode_bounds": "The mode wants at least {least} windows and allows at most {most}.",
    # rosters
    "roster_unknown_section": "There is no section {name} here. Known sections: {known}.",
    "roster_no_section": "The section {name} is missing.",
    "roster_unknown": "{what} is not known here. Known: {known}.",
    "roster_not_month": "{found} is not a month like 2026-01.",
    "roster_segments_overlap": "The segments of this shift overlap each other.",
    "roster_two_locks": "{staff} is locked twice on {day}. The other lock stands on line {line}.",
    "roster_past_midnight": "{count} intervals from {start} on go past midnight.",
    "roster_home_no_skill": "The home post {post} of {staff} is not among the skills.",
    "roster_no_skill": "{staff} has no skill for any post that is demanded. Add one, or leave the person out.",
    "roster_no_shift": "No shift covers {hours} at post {post} on {day}, nor on the other of {days} days. Add a shift "
    "or take the demand away.",
    "roster_lock_on_leave": "{staff} is on leave on {day} and locked to a duty. Take one of the two away.",
    "roster_lock_impossible": "{staff} can not work shift {shift} at post {post} on {day}: the skill, the shift's days "
    "or its posts do not allow it.",
    "calendar_other_year": "{day} is not in the year {year}.",
    "roster_day_outside": "{day} is not in the horizon from {first} to {last}.",
    # draws
    "ids_not_in_order": "Days and their customers are numbered from 0 without gap: day and id are {expected} here.",
    "transfer_unclear": "transfer_to and service2_ms stand together or not at all.",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: a line, and a path in YAML or a column in a table."""

    file: str
    line: int | None = None
    path: str = ""
    column: str = ""

    def text(self, language: str = "en") -> str:
        kind = ("column" if self.column else "path" if self.path else "line") if self.line else "file"
        facts: dict[str, Fact] = {
            "file": self.file,
            "line": self.line or 0,
            "path": self.path,
            "column": self.column,
        }
        return sentence(PLACES[kind], facts, language)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a person has to set right in a file."""

    place: Place
    code: str
    facts: Mapping[str, Fact]

    def text(self, language: str = "en") -> str:
        problem = sentence(PROBLEMS[self.code], self.facts, language)
        return sentence(PLACES["problem"], {"place": self.place.text(language), "problem": problem}, language)


class Problems(Exception):
    """A file is not read: these are all its problems, in the order of its lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def text(self, language: str = "en") -> str:
        return "\n".join(problem.text(language) for problem in self.problems)

    def __str__(self) -> str:
        return self.text()


class Wrong(Exception):
    """A value is not what it should be; whoever knows its place makes a problem of it."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Report:
    """The problems of one file while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._problems, key=_line))

    def add(
        self, code: str, facts: Mapping[str, Fact], line: int | None = None, path: str = "", column: str = ""
    ) -> None:
        self._problems.append(Problem(Place(self.file, line, path, column), code, facts))

    def raise_if_any(self) -> None:
        if self._problems:
            raise Problems(self.problems)


def _line(problem: Problem) -> int:
    return problem.place.line or 0


def decoded(data: bytes, report: Report) -> str:
    """A file's text; the mark that some editors put before UTF-8 is no part of it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report.add("not_utf8", {}, line=data.count(b"\n", 0, error.start) + 1)
        raise Problems(report.problems) from error
