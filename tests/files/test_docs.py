"""Every key and column that is read is explained in the docs."""

import inspect
import re
from pathlib import Path

from hallops.files import (
    bookings_file,
    catalogue_file,
    counts_file,
    hall_calendar,
    hall_demand,
    hall_file,
    hall_modes,
    hall_parts,
    hall_policies,
    tickets_file,
    windows_file,
)
from hallops.files.hall_rules import SETTINGS

DOCS = Path(__file__).resolve().parents[2] / "docs"
PARTS = (hall_calendar, hall_demand, hall_file, hall_modes, hall_parts, hall_policies)
TABLES = (bookings_file, catalogue_file, counts_file, tickets_file, windows_file)
READS = re.compile(r'(?:need|may|section|items|values|pairs|table|rows|_all_or)\((?:fields, )?"(\w+)"')


def test_every_key_of_the_hall_file_is_in_its_page() -> None:
    page = (DOCS / "hall-file.md").read_text("utf-8")
    keys = {key for part in PARTS for key in READS.findall(inspect.getsource(part))}
    keys |= {setting.key for setting in SETTINGS.values()}
    assert len(keys) > 80
    assert sorted(key for key in keys if f"`{key}`" not in page) == []


def test_every_column_is_in_the_page_of_tables() -> None:
    page = (DOCS / "tables.md").read_text("utf-8")
    columns = {column for table in TABLES for column in table.COLUMNS.all}
    assert sorted(column for column in columns if not re.search(rf"\b{column}\b", page)) == []
