"""hallops log import | export, hallops bookings import: what is exchanged with other programs as tables."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from hallops.app.failures import Stop
from hallops.app.places import add_place, opened
from hallops.app.verbs.verb import add_group, add_option, add_verb
from hallops.app.voice import Voice
from hallops.domain.hall import Hall
from hallops.domain.record import DutyRecord, TicketRecord
from hallops.domain.recording import duty_records, ticket_records
from hallops.files.bookings_file import read_bookings, write_bookings
from hallops.files.problems import Problem, Problems
from hallops.files.tickets_file import read_tickets, write_tickets
from hallops.files.windows_file import read_windows, write_windows
from hallops.services.history import past_days
from hallops.store.bookings import SqlBookings
from hallops.store.past import SqlPast
from hallops.store.store import Store

TICKETS = "tickets.csv"
WINDOWS = "windows.csv"


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    log = add_group(verbs, "log", "import or export a hall's past days")
    taking = add_verb(
        log, "import", take_in_log, "import tickets.csv and windows.csv of past days", "hallops log import last-year"
    )
    add_option(taking, "folder", "the folder with the files", type=Path, metavar="DIR")
    add_option(taking, "--skip-bad", "leave out the lines with problems", action="store_true")
    add_place(taking)
    giving = add_verb(log, "export", give_out_log, "write tickets.csv and windows.csv", "hallops log export out")
    add_option(giving, "folder", "the folder with the files", type=Path, metavar="DIR")
    add_option(giving, "--force", "write over existing files", action="store_true")
    add_place(giving)
    bookings = add_group(verbs, "bookings", "import or export bookings")
    booking = add_verb(
        bookings, "import", take_in_bookings, "import bookings.csv", "hallops bookings import bookings.csv"
    )
    add_option(booking, "file", "the bookings file", type=Path, metavar="FILE")
    add_option(booking, "--skip-bad", "leave out the lines with problems", action="store_true")
    add_place(booking)
    giving = add_verb(
        bookings, "export", give_out_bookings, "write bookings.csv", "hallops bookings export bookings.csv"
    )
    add_option(giving, "file", "the bookings file", type=Path, metavar="FILE")
    add_option(giving, "--force", "write over existing files", action="store_true")
    add_place(giving)


def take_in_log(args: argparse.Namespace, voice: Voice) -> int:
    with opened(args) as store:
        hall = current_hall(store)
        try:
            tickets = read_tickets((args.folder / TICKETS).read_bytes(), hall, skip_bad=args.skip_bad)
            windows = args.folder / WINDOWS
            duties = read_windows(windows.read_bytes(), hall, skip_bad=args.skip_bad) if windows.exists() else None
        except Problems as problems:
            raise Stop(f"{problems.text(voice.language)}\n{voice.phrase('nothing_taken_in')}") from problems
        spans = duties.rows if duties else ()
        SqlPast(store.connection, store.hall, hall.timezone).add(tickets.rows, spans)
    tell_skipped([*tickets.problems, *(duties.problems if duties else ())], voice)
    voice.say("log_taken_in", tickets=len(tickets.rows), duties=len(spans))
    voice.give({"tickets": len(tickets.rows), "duties": len(spans)})
    return 0


def give_out_log(args: argparse.Namespace, voice: Voice) -> int:
    for name in (TICKETS, WINDOWS):
        if (args.folder / name).exists() and not args.force:
            raise Stop(voice.phrase("file_exists", file=str(args.folder / name)))
    with opened(args) as store:
        tickets, duties, days = all_records(store)
        write_log(args.folder, tickets, duties, current_hall(store).timezone)
    voice.say("log_written", tickets=len(tickets), days=days, folder=str(args.folder))
    voice.give({"tickets": len(tickets), "duties": len(duties), "days": days})
    return 0


def take_in_bookings(args: argparse.Namespace, voice: Voice) -> int:
    with opened(args) as store:
        hall = current_hall(store)
        try:
            kept = SqlBookings(store.connection, store.hall)
            data, name = args.file.read_bytes(), args.file.name
            bookings = read_bookings(data, hall, name, skip_bad=args.skip_bad, known=kept.all())
        except Problems as problems:
            raise Stop(f"{problems.text(voice.language)}\n{voice.phrase('nothing_taken_in')}") from problems
        kept.add(bookings.rows)
    tell_skipped(bookings.problems, voice)
    voice.say("bookings_taken_in", count=len(bookings.rows))
    voice.give({"bookings": len(bookings.rows)})
    return 0


def give_out_bookings(args: argparse.Namespace, voice: Voice) -> int:
    if args.file.exists() and not args.force:
        raise Stop(voice.phrase("file_exists", file=str(args.file)))
    with opened(args) as store:
        bookings = SqlBookings(store.connection, store.hall).all()
        args.file.write_text(write_bookings(bookings, current_hall(store).timezone), "utf-8", newline="")
    voice.say("bookings_written", count=len(bookings), file=str(args.file))
    voice.give({"bookings": len(bookings), "file": str(args.file)})
    return 0


def current_hall(store: Store) -> Hall:
    """The newest version; files are read against it."""
    return store.halls.hall(store.halls.versions()[-1].version)


def all_records(store: Store) -> tuple[list[TicketRecord], list[DutyRecord], int]:
    """Imported days and the hall's own, with the number of the hall's own dates."""
    past = SqlPast(store.connection, store.hall, current_hall(store).timezone)
    tickets, duties = list(past.tickets()), list(past.duties())
    days = {past.business_date(ticket) for ticket in tickets}
    for day in past_days(store.journal, store.halls):
        tickets += ticket_records(day)
        duties += duty_records(day)
        days.add(day.day)
    return tickets, duties, len(days)


def write_log(folder: Path, tickets: Sequence[TicketRecord], duties: Sequence[DutyRecord], timezone: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TICKETS).write_text(write_tickets(tickets, timezone), "utf-8", newline="")
    (folder / WINDOWS).write_text(write_windows(duties, timezone), "utf-8", newline="")


def tell_skipped(problems: Sequence[Problem], voice: Voice) -> None:
    if problems:
        voice.tell("skipped", count=len(problems))
        for problem in problems:
            voice.tell_text(problem.text(voice.language))
