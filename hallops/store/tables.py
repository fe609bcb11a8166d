"""The tables of a hall's store. Every row names its hall, so that halls can share a PostgreSQL.

`event` and `command` are the truth; business_day, ticket, call and duty are rows that always equal the fold of the
events. Constraints are the second lock behind the one writer. Times are ms since 1970 UTC, days are ISO dates, flags
are 0 or 1. Two tables beside the log hold what visitors signed and wrote, and are
purged: `confirmation` and `rating_comment`; `booking` holds masked names. No other knows a visitor.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_BIG = BigInteger().with_variant(Integer, "sqlite")  # a STRICT table of SQLite has one kind of integer


def _texts(*names: str, nullable: bool = False) -> "list[Column[Any]]":
    return [Column(name, Text, nullable=nullable) for name in names]


def _integers(*names: str, nullable: bool = False) -> "list[Column[Any]]":
    return [Column(name, Integer, nullable=nullable) for name in names]


def _times(*names: str, nullable: bool = False) -> "list[Column[Any]]":
    return [Column(name, _BIG, nullable=nullable) for name in names]


hall = Table(
    "hall",
    metadata,
    *_texts("hall", "epoch"),  # the epoch changes with a restore, so that nobody takes old numbers for new ones
    PrimaryKeyConstraint("hall"),
    sqlite_strict=True,
)

hall_version = Table(
    "hall_version",
    metadata,
    *_texts("hall"),
    *_integers("version"),
    *_texts("valid_from"),  # the first date that opens under it
    *_times("made_at"),
    *_texts("made_by", "body"),  # hall.yaml as imported
    PrimaryKeyConstraint("hall", "version"),
    sqlite_strict=True,
)

event = Table(
    "event",
    metadata,
    *_texts("hall"),
    *_times("seq"),
    *_texts("day"),
    *_integers("version"),  # of the hall's description that it was decided under
    *_times("at"),
    *_texts("kind", "body"),
    Column("hash", LargeBinary, nullable=False),  # of the event before it and of this one
    PrimaryKeyConstraint("hall", "seq"),
    Index(None, "hall", "day"),
    sqlite_strict=True,
)

command = Table(
    "command",
    metadata,
    *_texts("hall", "key", "body_hash"),
    *_times("at", "first_seq", "last_seq"),
    PrimaryKeyConstraint("hall", "key"),
    sqlite_strict=True,
)

business_day = Table(
    "business_day",
    metadata,
    *_texts("hall", "day", "phase", "kind"),
    *_integers("version"),
    PrimaryKeyConstraint("hall", "day"),
    sqlite_strict=True,
)

ticket = Table(
    "ticket",
    metadata,
    *_texts("hall", "day", "id", "visit", "service", "prefix"),
    *_integers("number", "leg", "seq"),
    *_texts("state", "priority", "channel", "language"),
    *_integers("accessible", "transferred", "misses", "printed", "flagged"),
    *_times("issued", "joined"),
    *_times("called", "started", "ended", "booked", "quoted_low", "quoted_high", nullable=True),
    *_integers("window", "call", "passed_over", nullable=True),
    *_texts("staff", "booking", "quoted_by", "hold", "reason", nullable=True),
    *_texts("also", "also_done", nullable=True),  # codes of services, separated by spaces
    *_texts("item", nullable=True),
    PrimaryKeyConstraint("hall", "day", "id"),
    UniqueConstraint("hall", "day", "prefix", "number", "leg"),
    sqlite_strict=True,
)
Index(
    "uq_ticket_at_window",
    ticket.c.hall,
    ticket.c.day,
    ticket.c.window,
    unique=True,
    sqlite_where=text("state IN ('called', 'serving')"),
    postgresql_where=text("state IN ('called', 'serving')"),
)

call = Table(
    "call",
    metadata,
    *_texts("hall", "day"),
    *_integers("number"),
    *_texts("ticket"),
    *_integers("window"),
    *_texts("staff"),
    *_times("at"),
    *_times("score"),
    *_integers("passed_over", "rule", "recalls"),
    *_texts("reason", nullable=True),
    *_times("recalled", "started", "ended", nullable=True),
    *_texts("outcome", nullable=True),
    *_integers("grade", nullable=True),
    *_times("rated", nullable=True),
    *_texts("rated_by", nullable=True),
    *_texts("reasons"),  # of a bad rating, separated by spaces
    PrimaryKeyConstraint("hall", "day", "number"),
    sqlite_strict=True,
)
Index(
    "uq_call_open",
    call.c.hall,
    call.c.day,
    call.c.ticket,
    unique=True,
    sqlite_where=text("ended IS NULL"),
    postgresql_where=text("ended IS NULL"),
)

duty = Table(
    "duty",
    metadata,
    *_texts("hall", "day"),
    *_integers("number"),
    *_texts("place", "staff"),
    *_times("since"),
    *_times("until", nullable=True),
    *_texts("state"),
    *_texts("reason", nullable=True),
    *_integers("planned", "forced"),
    PrimaryKeyConstraint("hall", "day", "number"),
    sqlite_strict=True,
)

booking = Table(
    "booking",
    metadata,
    *_texts("hall", "code", "service"),
    *_times("start"),
    *_texts("name_masked"),
    PrimaryKeyConstraint("hall", "code"),
    Index(None, "hall", "start"),
    sqlite_strict=True,
)

catalogue_item = Table(
    "catalogue_item",
    metadata,
    *_texts("hall", "code"),
    *_integers("version"),
    *_texts("body"),  # the item as JSON
    PrimaryKeyConstraint("hall", "code", "version"),
    sqlite_strict=True,
)

past_ticket = Table(
    "past_ticket",
    metadata,
    *_texts("hall", "day", "ticket", "service", "priority", "channel"),
    *_times("joined"),
    *_times("called", "started", "finished", nullable=True),
    *_texts("outcome"),
    *_integers("window", nullable=True),
    *_texts("staff", "visit", nullable=True),
    *_times("issued", "booked", nullable=True),
    *_texts("mode", nullable=True),
    *_times("wrapped", nullable=True),
    *_integers("passed_over", nullable=True),
    *_times("quoted_low", "quoted_high", nullable=True),
    *_integers("flagged"),
    PrimaryKeyConstraint("hall", "day", "ticket"),
    sqlite_strict=True,
)

past_duty = Table(
    "past_duty",
    metadata,
    *_texts("hall"),
    *_integers("window"),
    *_texts("staff"),
    *_times("since"),
    *_times("until", nullable=True),
    *_texts("state"),
    *_texts("reason", nullable=True),
    PrimaryKeyConstraint("hall", "window", "since"),
    sqlite_strict=True,
)

access_pass = Table(
    "access_pass",
    metadata,
    *_texts("hall", "id", "role", "holder"),
    *_texts("place", nullable=True),
    *_times("made_at"),
    *_texts("token_hash"),  # SHA-256 of the token, which nobody keeps
    *_texts("kind", nullable=True),  # of a paired device
    PrimaryKeyConstraint("hall", "id"),
    UniqueConstraint("hall", "token_hash"),
    sqlite_strict=True,
)

confirmation = Table(
    "confirmation",
    metadata,
    *_texts("hall", "id", "day"),
    *_integers("window"),
    *_texts("ticket", "text"),  # title and lines, as JSON
    *_times("made_at"),
    *_texts("strokes", "hash", nullable=True),  # the signature as JSON, and the hash of text and strokes
    PrimaryKeyConstraint("hall", "id"),
    Index(None, "hall", "made_at"),
    sqlite_strict=True,
)

rating_comment = Table(
    "rating_comment",
    metadata,
    *_texts("hall", "day"),
    *_integers("call"),
    *_texts("comment"),
    *_times("made_at"),
    PrimaryKeyConstraint("hall", "day", "call"),
    Index(None, "hall", "made_at"),
    sqlite_strict=True,
)

account = Table(
    "account",
    metadata,
    *_texts("hall", "name", "standing", "secret_hash"),  # Argon2id of a password or PIN
    *_texts("given_by", nullable=True),  # of a secret for one use
    *_times("changed_at"),
    PrimaryKeyConstraint("hall", "name"),
    sqlite_strict=True,
)

session = Table(
    "session",
    metadata,
    *_texts("hall", "id", "token_hash", "role", "holder"),
    *_texts("place", "device", nullable=True),
    *_times("made_at", "seen_at", "idle", "expires_at"),
    PrimaryKeyConstraint("hall", "id"),
    UniqueConstraint("hall", "token_hash"),
    sqlite_strict=True,
)

wrong_try = Table(
    "wrong_try",
    metadata,
    *_texts("hall"),
    *_integers("number"),
    *_times("at"),
    *_texts("account", "device"),
    *_integers("tries"),
    *_times("until"),
    *_integers("settled"),
    PrimaryKeyConstraint("hall", "number"),
    sqlite_strict=True,
)
