"""Importing a year of tickets: 86,000 lines read, checked and written to the store, as `hallops log import` does."""

from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

from hallops.app.cli import main
from hallops.domain.record import TicketRecord
from hallops.domain.rules import MINUTE
from hallops.files.sample import HALL
from hallops.files.tickets_file import write_tickets
from tests.bench.figure import Figure
from tests.bench.spent import spending

TICKETS = 86_000
A_DAY = 347
IMPORT_SECONDS = 30.0
LETTERS = ("A", "B", "C", "D", "E", "F")
ZONE = "Asia/Shanghai"


def measure(folder: Path, rounds: int) -> Iterator[Figure]:
    log, hall = folder / "log", folder / "hall.yaml"
    log.mkdir()
    hall.write_bytes(HALL.read_bytes())
    (log / "tickets.csv").write_text(write_tickets(_year(), ZONE), "utf-8", newline="")
    _run("hall", "import", str(hall), "--data", str(folder / "data"))
    with spending(TICKETS) as spent:
        _run("log", "import", str(log), "--data", str(folder / "data"))
    detail = f"{spent.rate:,.0f} lines a second; {spent.cpu:.1f} s of it CPU"
    yield Figure(f"import of a year, {TICKETS:,} tickets", spent.wall, "s", IMPORT_SECONDS, detail=detail)


def _run(*arguments: str) -> None:
    with redirect_stdout(StringIO()):
        assert main(arguments) == 0


def _year() -> Iterator[TicketRecord]:
    """Visitors one after the other at eight windows; what matters here is the number of lines."""
    nine = datetime(2025, 1, 2, 9, tzinfo=ZoneInfo(ZONE))
    for number in range(TICKETS):
        day, turn = divmod(number, A_DAY)
        service = LETTERS[turn % len(LETTERS)]
        opening = int((nine + timedelta(days=day)).timestamp() * 1000)
        joined = opening + turn * 80_000
        called = joined + 2 * MINUTE
        window = (3, 4, 6, 8, 9, 10)[turn % 6]
        yield TicketRecord(
            ticket=f"{service}{turn // len(LETTERS) + 1:03d}",
            service=service,
            priority="N",
            channel="dispenser",
            joined=joined,
            called=called,
            started=called + 15_000,
            finished=called + 7 * MINUTE,
            outcome="done",
            window=window,
            staff=f"S{window:02d}",
            visit=f"{date(2025, 1, 2) + timedelta(days=day):%m%d}-{turn}",
            issued=joined,
        )
