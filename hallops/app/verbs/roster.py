"""hallops roster solve | check | repair | explain | bench: who works when, and why not otherwise."""

import argparse
import time
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hallops.app.failures import Stop
from hallops.app.verbs.verb import add_group, add_option, add_verb
from hallops.app.voice import Voice

PROFILES = ("auto", "small", "large", "reproducible")
SECONDS, REPAIR_SECONDS, PRICE, RANKED = 60.0, 10.0, 300, 10
PATIENCE = 1.0  # s between two words of progress
NO_ROSTER = 1


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    roster = add_group(verbs, "roster", "solve, check, repair and explain rosters")
    example = "hallops roster solve problem.yaml --out roster.csv"
    solving = add_verb(roster, "solve", solve, "find a good roster for a problem", example)
    _problem(solving)
    add_option(solving, "--out", "write the roster to this file", type=Path, metavar="CSV")
    add_option(solving, "--start", "begin with this roster", type=Path, metavar="CSV")
    _search(solving, SECONDS)
    example = "hallops roster check problem.yaml roster.csv"
    checking = add_verb(roster, "check", check, "hold a roster against its rules", example)
    _problem(checking)
    _roster(checking)
    example = "hallops roster repair problem.yaml roster.csv --staff S07 --day 2026-12-03 --out repaired.csv"
    repairing = add_verb(roster, "repair", repair, "replace somebody who is away, moving few others", example)
    _problem(repairing)
    _roster(repairing)
    add_option(repairing, "--staff", "who is away", required=True, metavar="ID")
    add_option(repairing, "--day", "the first day away", type=_day, required=True, metavar="DATE")
    add_option(repairing, "--days", "how many days (default 1)", type=int, default=1, metavar="N")
    add_option(repairing, "--price", "of moving one person on one day (default 300)", type=int, default=PRICE)
    add_option(repairing, "--out", "write the roster to this file", type=Path, metavar="CSV")
    _search(repairing, REPAIR_SECONDS)
    example = "hallops roster explain problem.yaml"
    explaining = add_verb(roster, "explain", explain, "say why there is no roster", example)
    _problem(explaining)
    add_option(explaining, "--seconds", "how long to search", type=_seconds, default=SECONDS, metavar="S")
    example = "hallops roster bench Instance1.txt --seconds 60 --out roster.csv"
    benching = add_verb(roster, "bench", bench, "solve an instance of the Curtois and Qu benchmark", example)
    add_option(benching, "instance", "the instance in its text form", type=Path, metavar="INSTANCE")
    add_option(benching, "--out", "write one line a person, one cell a day", type=Path, metavar="CSV")
    _search(benching, SECONDS)


def _problem(parser: argparse.ArgumentParser) -> None:
    add_option(parser, "problem", "the roster problem", type=Path, metavar="PROBLEM")


def _roster(parser: argparse.ArgumentParser) -> None:
    add_option(parser, "roster", "the roster, staff,day,shift,post", type=Path, metavar="ROSTER")


def _search(parser: argparse.ArgumentParser, seconds: float) -> None:
    add_option(parser, "--seconds", "how long to search", type=_seconds, default=seconds, metavar="S")
    add_option(parser, "--profile", "how to search (default auto)", choices=PROFILES, default=PROFILES[0])
    add_option(parser, "--seed", "another number searches differently", type=int, default=1, metavar="N")


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 86_400:  # noqa: PLR2004
        raise argparse.ArgumentTypeError("seconds, more than 0 and no more than a day")
    return seconds


def _day(text: str) -> date:
    return date.fromisoformat(text)


def solve(args: argparse.Namespace, voice: Voice) -> int:
    """Search, and say what was found rule by rule; without a roster, why, and the nearest one marked as such."""
    work = _solver(voice)
    problem = work.read_problem(args.problem.read_bytes(), args.problem.name)
    if problem.provisional:
        voice.tell("roster_provisional")
    start = work.read_roster(args.start.read_bytes(), problem, args.start.name) if args.start else {}
    settings = _settings(work, args)
    solved = work.solve(problem, settings, start, _watch(voice))
    relaxed = solved.status in {work.Status.INFEASIBLE, work.Status.UNKNOWN}
    if relaxed:
        voice.tell("roster_relaxing")
        solved = work.solve(problem, work.replace(settings, elastic=True), start, _watch(voice))
    found = _tell(work, problem, solved.roster, voice)
    if relaxed:
        voice.say("roster_relaxed")
        voice.say_text("\n".join(work.worst(problem, found, voice.language)))
    _say_end(solved, voice)
    _write(args.out, work.write_roster(solved.roster), voice)
    _give(work, voice, found, solved, relaxed=relaxed)
    return NO_ROSTER if relaxed else 0


def check(args: argparse.Namespace, voice: Voice) -> int:
    work = _work()
    problem = work.read_problem(args.problem.read_bytes(), args.problem.name)
    found = _tell(work, problem, work.read_roster(args.roster.read_bytes(), problem, args.roster.name), voice)
    sentences = work.worst(problem, found, voice.language)
    voice.say_text("\n".join(sentences))
    voice.give(work.findings_dict(found) | {"worst": sentences})
    return NO_ROSTER if found.score.hard else 0


def repair(args: argparse.Namespace, voice: Voice) -> int:
    """First who could step in, at once; with --out a few days solved anew."""
    work = _work()
    problem = work.read_problem(args.problem.read_bytes(), args.problem.name)
    roster = work.read_roster(args.roster.read_bytes(), problem, args.roster.name)
    if args.staff not in problem.staff:
        raise Stop(voice.phrase("roster_no_staff", staff=args.staff))
    absences = [(args.staff, args.day + timedelta(days=n)) for n in range(args.days)]
    ranked = {cell[1]: work.replacements(problem, roster, cell) for cell in absences if cell in roster}
    for day, found in ranked.items():
        voice.say("roster_instead", staff=args.staff, day=day.isoformat())
        for other in found[:RANKED]:
            breaks = ", ".join(other.breaks)
            saying = "roster_steps_in" if not other.hard else "roster_must_not"
            voice.say(saying, staff=other.staff, cost=other.cost, breaks=breaks or "-")
    result: dict[str, object] = {
        "replacements": {
            day.isoformat(): [
                {"staff": o.staff, "hard": o.hard, "cost": o.cost, "breaks": list(o.breaks)} for o in found
            ]
            for day, found in ranked.items()
        }
    }
    if args.out is not None:
        changed, left = work.without(problem, roster, absences, args.price)
        solved = work.repair(changed, left, args.day, _settings(work, args), watch=_watch(voice))
        result |= _say_repaired(work.differences(left, solved.roster), voice)
        _tell(work, problem, solved.roster, voice)
        _write(args.out, work.write_roster(solved.roster), voice)
    voice.give(result)
    return 0


def _say_repaired(cells: Any, voice: Voice) -> dict[str, object]:
    voice.say("roster_repaired", cells=len(cells), people=len({who for who, _ in cells}))
    return {"changed": [[who, day.isoformat()] for who, day in cells]}


def explain(args: argparse.Namespace, voice: Voice) -> int:
    work = _solver(voice)
    problem = work.read_problem(args.problem.read_bytes(), args.problem.name)
    counted = [work.finding_text(finding, voice.language) for finding in work.precheck(problem)]
    voice.say("roster_counted", count=len(counted))
    voice.say_text("\n".join(counted))
    explained = work.explain(problem, args.seconds)
    given_up = explained.given_up
    sentences = [work.given_up_text(problem, given, voice.language) for given in given_up or ()]
    if given_up is None:
        voice.say("roster_not_explained")
    elif not given_up:
        voice.say("roster_possible")
    else:
        voice.say("roster_give_up" if explained.proven else "roster_give_up_some", count=len(given_up))
        voice.say_text("\n".join(sentences))
    voice.give({"counted": counted, "given_up": sentences, "proven": explained.proven, "possible": given_up == ()})
    return 0 if given_up == () else NO_ROSTER


def bench(args: argparse.Namespace, voice: Voice) -> int:
    work = _solver(voice)
    problem = work.read_instance(args.instance.read_bytes(), args.instance.name)
    solved = work.solve(problem, _settings(work, args), watch=_watch(voice))
    found = _tell(work, problem, solved.roster, voice)
    _say_end(solved, voice)
    _write(args.out, work.write_grid(problem, solved.roster), voice)
    _give(work, voice, found, solved, relaxed=False)
    return NO_ROSTER if found.score.hard else 0


def _work() -> Any:
    return import_module("hallops.app.rostering")  # here, since it takes a second to load


def _solver(voice: Voice) -> Any:
    """The same, where a solver is there to be used."""
    if find_spec("ortools") is None:
        raise Stop(voice.phrase("roster_no_solver"))
    return _work()


def _settings(work: Any, args: argparse.Namespace) -> Any:
    return work.Settings(args.seconds, work.Profile(args.profile), seed=args.seed)


def _tell(work: Any, problem: Any, roster: Any, voice: Voice) -> Any:
    found = work.check(problem, roster)
    voice.say_text(work.table(problem, found, voice))
    return found


def _say_end(solved: Any, voice: Voice) -> None:
    voice.say("roster_unknown_end" if solved.status.value == "unknown" else f"roster_{solved.status.value}")
    if solved.bound is not None:
        voice.say("roster_bound", bound=solved.bound)


def _write(file: Path | None, text: str, voice: Voice) -> None:
    if file is not None:
        file.write_text(text, "utf-8", newline="")
        voice.tell("roster_written", file=str(file))


def _give(work: Any, voice: Voice, found: Any, solved: Any, *, relaxed: bool) -> None:
    end = {"status": solved.status.value, "bound": solved.bound, "relaxed": relaxed, "trace": solved.trace}
    voice.give(work.findings_dict(found) | end)


def _watch(voice: Voice) -> Callable[[Any], None]:
    """Tell of better rosters, once a second at most."""
    told = 0.0

    def watch(found: Any) -> None:
        nonlocal told
        if time.monotonic() - told >= PATIENCE:
            told = time.monotonic()
            voice.tell("roster_progress", seconds=f"{found.seconds:.0f}", cost=found.cost, short=found.short)

    return watch
