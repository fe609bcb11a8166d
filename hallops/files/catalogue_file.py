"""catalogue.csv: what the dispenser's search shows under each letter of the hall."""

from collections.abc import Iterable

from hallops.domain.catalogue import CatalogueItem, Handling, Level
from hallops.domain.hall import Hall
from hallops.domain.names import Name
from hallops.files.csv_file import Columns, Row, Table, check_once, finished, read_rows, whole_cell, write_table
from hallops.files.kinds import CODE, LETTER, TEXT, Kind, choice, code, text
from hallops.files.problems import Report
from hallops.files.yaml_file import Value

COLUMNS = Columns(
    required=(
        "code",
        "version",
        "name_zh",
        "name_en",
        "department",
        "letter",
        "class",
        "promise_days",
        "statutory_days",
        "modes",
        "level",
        "online_only",
        "needs",
    ),
)
VERSION = whole_cell(1, 1_000_000)
DAYS = whole_cell(0, 3660)
FLAG = whole_cell(0, 1)
LEVEL = choice(Level)
HANDLING = choice(Handling)


def read_catalogue(
    data: bytes, hall: Hall, name: str = "catalogue.csv", *, skip_bad: bool = False
) -> Table[CatalogueItem]:
    """Read a hall's catalogue, or raise every problem of every line."""
    report = Report(name)
    read = [(row, _item(row)) for row in read_rows(data, COLUMNS, report)]
    letters = {service.letter for service in hall.services.values()}
    modes = {mode.id for mode in hall.modes}
    for row, item in read:
        _check(row, item, letters, modes)
    check_once(((row, (item.code, item.version)) for row, item in read if not row.bad), "code")
    return finished(read, report, skip_bad=skip_bad)


def write_catalogue(items: Iterable[CatalogueItem]) -> str:
    """The text of catalogue.csv."""
    return write_table(COLUMNS, map(_cells, items))


def _cells(item: CatalogueItem) -> tuple[str | int | None, ...]:
    return (
        item.code,
        item.version,
        item.name.zh,
        item.name.en,
        item.department,
        item.letter,
        item.handling.value,
        item.promise_days,
        item.statutory_days,
        " ".join(item.modes),
        item.level.value,
        int(item.online_only),
        ";".join(item.needs),
    )


def _item(row: Row) -> CatalogueItem:
    return CatalogueItem(
        code=row.need("code", CODE),
        version=row.need("version", VERSION),
        name=Name(zh=row.need("name_zh", TEXT), en=row.need("name_en", TEXT)),
        department=row.need("department", TEXT),
        letter=row.need("letter", LETTER),
        handling=row.need("class", HANDLING),
        promise_days=row.may("promise_days", DAYS, None),
        statutory_days=row.may("statutory_days", DAYS, None),
        modes=row.need("modes", MODES),
        level=row.need("level", LEVEL),
        online_only=bool(row.may("online_only", FLAG, 0)),
        needs=row.may("needs", NEEDS, ()),
    )


def _check(row: Row, item: CatalogueItem, letters: set[str], modes: set[str]) -> None:
    if item.letter and item.letter not in letters:
        row.problem("unknown_letter", "letter", letter=item.letter)
    for mode in item.modes:
        if mode not in modes:
            row.problem("unknown_mode", "modes", mode=mode)
    promised, statutory = item.promise_days, item.statutory_days
    if promised is not None and statutory is not None and promised > statutory:
        row.problem("promise_longer", "promise_days", promised=promised, statutory=statutory)


def _modes(value: Value) -> tuple[str, ...]:
    return tuple(code(word) for word in str(value).split())


def _needs(value: Value) -> tuple[str, ...]:
    return tuple(text(need.strip()) for need in str(value).split(";") if need.strip())


MODES: Kind[tuple[str, ...]] = Kind(_modes, ())
NEEDS: Kind[tuple[str, ...]] = Kind(_needs, ())
