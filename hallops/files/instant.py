"""Instants in tables: ISO 8601 with an offset, ms since 1970 UTC inside."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hallops.files.kinds import Kind
from hallops.files.problems import Wrong
from hallops.files.yaml_file import Value, key_text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_END = (datetime(2200, 1, 1, tzinfo=UTC) - _EPOCH) // _MS
_SECOND = 1000


def _read(value: Value) -> int:
    try:
        when = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise Wrong("not_instant", found=key_text(value)) from error
    at = (when - _EPOCH) // _MS if when.tzinfo else -1
    if not 0 <= at < _END:
        raise Wrong("not_instant", found=key_text(value))
    return at


INSTANT = Kind(_read, 0)


def instant_text(at: int | None, zone: ZoneInfo) -> str | None:
    """An instant in the hall's zone; milliseconds only when there are any."""
    if at is None:
        return None
    local = (_EPOCH + timedelta(milliseconds=at)).astimezone(zone)
    return local.isoformat(timespec="milliseconds" if at % _SECOND else "seconds")
