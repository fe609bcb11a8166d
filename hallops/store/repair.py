"""Makes a day's rows again from its events. The events are the truth: they are never touched."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert

from hallops.store import tables
from hallops.store.backup import Backup, good_backup
from hallops.store.check import check_hall
from hallops.store.day_check import DAY_TABLES, fold_day
from hallops.store.findings import Finding
from hallops.store.rows import rows_of
from hallops.store.store import Store


@dataclass(frozen=True, slots=True)
class Repaired:
    """The dates whose rows were made again, and what had been wrong with them."""

    days: tuple[date, ...]
    mended: tuple[Finding, ...]


class BeyondRepairError(Exception):
    """The log itself is wrong: only a backup helps. `backup` is the newest good one."""

    def __init__(self, findings: list[Finding], backup: Backup | None) -> None:
        instead = f"restore {backup.path}" if backup else "there is no good backup beside it"
        super().__init__(f"the log is damaged and can not be repaired: {findings[0]} Instead: {instead}.")
        self.findings = findings
        self.backup = backup


def repair(store: Store) -> Repaired:
    """Mend all rows that differ from the events, a transaction a day. No keeper may run on the store.

    Raises:
        BeyondRepairError: nothing was changed.
    """
    with store.connection.begin():
        report = check_hall(store.connection, store.hall, store.halls)
    if report.beyond_repair:
        raise BeyondRepairError(report.beyond_repair, good_backup(store.place.backups, store.hall))
    for day in report.days_to_repair:
        with store.connection.begin():
            _make_again(store.connection, store, day)
    return Repaired(tuple(report.days_to_repair), report.findings)


def _make_again(connection: Connection, store: Store, day: date) -> None:
    folded, _ = fold_day(connection, store.hall, store.halls, day)
    rows = rows_of(store.hall, folded) if folded.now else {}
    for name in reversed(DAY_TABLES):
        table = tables.metadata.tables[name]
        connection.execute(delete(table).where(table.c.hall == store.hall, table.c.day == day.isoformat()))
        if rows.get(name):
            connection.execute(insert(table), rows[name])
