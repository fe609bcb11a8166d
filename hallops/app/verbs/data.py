"""hallops backup | restore | check | doctor: keeping a hall's data safe."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from devices.errors import FontMissing
from devices.printing.font import chinese_font
from hallops.app.clocks import SystemClock
from hallops.app.failures import Stop
from hallops.app.places import add_place, opened, parse_hall, place_of
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice
from hallops.domain.refusal import Moment
from hallops.language import sentence, term
from hallops.store.backup import back_up
from hallops.store.check import CheckReport, check
from hallops.store.doctor import EXAMINATIONS, Examination, Verdict, examine
from hallops.store.findings import FINDINGS, Finding
from hallops.store.halls import NoHallError
from hallops.store.repair import repair
from hallops.store.restore import restore

FONT_SIZE = 24


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    saving = add_verb(verbs, "backup", save, "copy the data, also while the hub runs", "hallops backup /media/usb")
    add_option(saving, "folder", "the folder for the backup", type=Path, metavar="DIR")
    add_place(saving)
    bringing = add_verb(
        verbs, "restore", bring_back, "put a backup in the place of the data", "hallops restore FILE --above A=120"
    )
    add_option(bringing, "file", "the backup", type=Path, metavar="FILE")
    above = "the greatest number of today on paper, for each letter"
    add_option(bringing, "--above", above, action="append", default=[], metavar="A=N")
    add_option(bringing, "--replace", "replace a hall that PostgreSQL holds already", action="store_true")
    add_place(bringing)
    checking = add_verb(
        verbs, "check", look_over, "prove the data from the first event to the last row", "hallops check"
    )
    add_option(checking, "--repair", "make rows again that differ from their events", action="store_true")
    add_place(checking)
    doctor = add_verb(verbs, "doctor", examine_all, "look the installation over", "hallops doctor")
    add_place(doctor)


def save(args: argparse.Namespace, voice: Voice) -> int:
    made = back_up(place_of(args), args.folder, SystemClock().now(), args.hall)
    voice.say("backup_made", file=str(made.path), size=f"{made.size / 1_000_000:.1f}")
    voice.give({"file": str(made.path), "hall": made.hall, "bytes": made.size})
    return 0


def bring_back(args: argparse.Namespace, voice: Voice) -> int:
    done = restore(
        args.file,
        place_of(args),
        parse_hall,
        now=SystemClock().now(),
        above=_numbers(args.above, voice),
        replace=args.replace,
    )
    voice.say("restored", hall=done.hall, events=done.head, last=Moment(done.last_at))
    for path in done.aside:
        voice.say("set_aside", file=str(path))
    for day, marks in done.on_paper.items():
        voice.say("numbers_go_on", day=day, numbers=", ".join(f"{prefix} > {last}" for prefix, last in marks.items()))
    if done.watermark != "read":
        voice.tell("watermark_gone", said=done.watermark)
    voice.give({"hall": done.hall, "events": done.head, "epoch": done.epoch, "on_paper": _plain(done.on_paper)})
    return 0


def _numbers(given: list[str], voice: Voice) -> dict[str, int]:
    found = {}
    for each in given:
        prefix, _, last = each.partition("=")
        if not prefix or not last.isdecimal():
            raise Stop(voice.phrase("not_above", given=each))
        found[prefix] = int(last)
    return found


def _plain(marks: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {day: dict(each) for day, each in marks.items()}


def look_over(args: argparse.Namespace, voice: Voice) -> int:
    """Check; with --repair mend what can be mended, then check again."""
    place = place_of(args)
    if place.database is not None and not place.database.exists():
        raise NoHallError(place.name)
    report = check(place, parse_hall, args.hall)
    if args.repair and not report.sound:
        with opened(args) as store:
            days = repair(store).days
        voice.say("repaired", days=", ".join(day.isoformat() for day in days))
        report = check(place, parse_hall, args.hall)
    _speak(report, voice)
    found = [{"code": f.code, "place": f.place, "sentence": _sentence(f, "en")} for f in report.findings]
    voice.give({"hall": report.hall, "events": report.events, "days": report.days, "findings": found})
    return 0 if report.sound else 1


def _speak(report: CheckReport, voice: Voice) -> None:
    for finding in report.findings:
        voice.say_text(_sentence(finding, voice.language))
    if report.sound:
        voice.say("all_sound", hall=report.hall, events=report.events, days=report.days)
    elif report.beyond_repair:
        voice.tell("beyond_repair")
    else:
        voice.tell("repairable")


def _sentence(finding: Finding, language: str) -> str:
    return sentence(FINDINGS[finding.code], finding.facts, language)


def examine_all(args: argparse.Namespace, voice: Voice) -> int:
    found = examine(place_of(args), SystemClock().now(), args.hall, extra=(_font,))
    for each in found:
        said = sentence(EXAMINATIONS.get(each.code) or FONTS[each.code], each.facts, voice.language)
        voice.say_text(f"{term(each.verdict, voice.language):<4}  {said}")
    rows = [{"name": each.name, "verdict": each.verdict.value, "code": each.code} for each in found]
    voice.give({"examinations": rows})
    return 1 if any(each.verdict is Verdict.BAD for each in found) else 0


FONTS = {
    "font": "A Chinese font is there.",
    "font_missing": "There is no Chinese font: install the package fonts-noto-cjk.",
}


def _font() -> Examination:
    try:
        chinese_font(FONT_SIZE)
    except FontMissing:
        return Examination("font", Verdict.WARN, "font_missing")
    return Examination("font", Verdict.OK, "font")
