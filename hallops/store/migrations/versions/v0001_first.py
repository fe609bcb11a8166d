"""The first schema: log, keys, rows, hall versions, bookings, catalogue, imported days."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TIME = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, *, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text(), nullable=nullable)


def _integer(name: str, *, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, _TIME, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "booking",
        _text("hall"),
        _text("code"),
        _text("service"),
        _time("start"),
        _text("name_masked"),
        sa.PrimaryKeyConstraint("hall", "code", name=op.f("pk_booking")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_booking_hall_start"), "booking", ["hall", "start"], unique=False)
    op.create_table(
        "business_day",
        _text("hall"),
        _text("day"),
        _text("phase"),
        _text("kind"),
        _integer("version"),
        sa.PrimaryKeyConstraint("hall", "day", name=op.f("pk_business_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "call",
        _text("hall"),
        _text("day"),
        _integer("number"),
        _text("ticket"),
        _integer("window"),
        _text("staff"),
        _time("at"),
        _time("score"),
        _integer("passed_over"),
        _integer("rule"),
        _integer("recalls"),
        _text("reason", nullable=True),
        _time("recalled", nullable=True),
        _time("started", nullable=True),
        _time("ended", nullable=True),
        _text("outcome", nullable=True),
        _integer("grade", nullable=True),
        _time("rated", nullable=True),
        _text("rated_by", nullable=True),
        _text("reasons"),
        sa.PrimaryKeyConstraint("hall", "day", "number", name=op.f("pk_call")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_call_open",
        "call",
        ["hall", "day", "ticket"],
        unique=True,
        sqlite_where=sa.text("ended IS NULL"),
        postgresql_where=sa.text("ended IS NULL"),
    )
    op.create_table(
        "catalogue_item",
        _text("hall"),
        _text("code"),
        _integer("version"),
        _text("body"),
        sa.PrimaryKeyConstraint("hall", "code", "version", name=op.f("pk_catalogue_item")),
        sqlite_strict=True,
    )
    op.create_table(
        "command",
        _text("hall"),
        _text("key"),
        _text("body_hash"),
        _time("at"),
        _time("first_seq"),
        _time("last_seq"),
        sa.PrimaryKeyConstraint("hall", "key", name=op.f("pk_command")),
        sqlite_strict=True,
    )
    op.create_table(
        "duty",
        _text("hall"),
        _text("day"),
        _integer("number"),
        _text("place"),
        _text("staff"),
        _time("since"),
        _time("until", nullable=True),
        _text("state"),
        _text("reason", nullable=True),
        _integer("planned"),
        _integer("forced"),
        sa.PrimaryKeyConstraint("hall", "day", "number", name=op.f("pk_duty")),
        sqlite_strict=True,
    )
    op.create_table(
        "event",
        _text("hall"),
        _time("seq"),
        _text("day"),
        _integer("version"),
        _time("at"),
        _text("kind"),
        _text("body"),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "seq", name=op.f("pk_event")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_event_hall_day"), "event", ["hall", "day"], unique=False)
    op.create_table(
        "hall",
        _text("hall"),
        _text("epoch"),
        sa.PrimaryKeyConstraint("hall", name=op.f("pk_hall")),
        sqlite_strict=True,
    )
    op.create_table(
        "hall_version",
        _text("hall"),
        _integer("version"),
        _text("valid_from"),
        _time("made_at"),
        _text("made_by"),
        _text("body"),
        sa.PrimaryKeyConstraint("hall", "version", name=op.f("pk_hall_version")),
        sqlite_strict=True,
    )
    op.create_table(
        "past_duty",
        _text("hall"),
        _integer("window"),
        _text("staff"),
        _time("since"),
        _time("until", nullable=True),
        _text("state"),
        _text("reason", nullable=True),
        sa.PrimaryKeyConstraint("hall", "window", "since", name=op.f("pk_past_duty")),
        sqlite_strict=True,
    )
    op.create_table(
        "past_ticket",
        _text("hall"),
        _text("day"),
        _text("ticket"),
        _text("service"),
        _text("priority"),
        _text("channel"),
        _time("joined"),
        _time("called", nullable=True),
        _time("started", nullable=True),
        _time("finished", nullable=True),
        _text("outcome"),
        _integer("window", nullable=True),
        _text("staff", nullable=True),
        _text("visit", nullable=True),
        _time("issued", nullable=True),
        _time("booked", nullable=True),
        _text("mode", nullable=True),
        _time("wrapped", nullable=True),
        _integer("passed_over", nullable=True),
        _time("quoted_low", nullable=True),
        _time("quoted_high", nullable=True),
        _integer("flagged"),
        sa.PrimaryKeyConstraint("hall", "day", "ticket", name=op.f("pk_past_ticket")),
        sqlite_strict=True,
    )
    op.create_table(
        "ticket",
        _text("hall"),
        _text("day"),
        _text("id"),
        _text("visit"),
        _text("service"),
        _text("prefix"),
        _integer("number"),
        _integer("leg"),
        _integer("seq"),
        _text("state"),
        _text("priority"),
        _text("channel"),
        _text("language"),
        _integer("accessible"),
        _integer("transferred"),
        _integer("misses"),
        _integer("printed"),
        _integer("flagged"),
        _time("issued"),
        _time("joined"),
        _time("called", nullable=True),
        _time("started", nullable=True),
        _time("ended", nullable=True),
        _time("booked", nullable=True),
        _time("quoted_low", nullable=True),
        _time("quoted_high", nullable=True),
        _integer("window", nullable=True),
        _integer("call", nullable=True),
        _integer("passed_over", nullable=True),
        _text("staff", nullable=True),
        _text("booking", nullable=True),
        _text("quoted_by", nullable=True),
        _text("hold", nullable=True),
        _text("reason", nullable=True),
        sa.PrimaryKeyConstraint("hall", "day", "id", name=op.f("pk_ticket")),
        sa.UniqueConstraint(
            "hall", "day", "prefix", "number", "leg", name=op.f("uq_ticket_hall_day_prefix_number_leg")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_ticket_at_window",
        "ticket",
        ["hall", "day", "window"],
        unique=True,
        sqlite_where=sa.text("state IN ('called', 'serving')"),
        postgresql_where=sa.text("state IN ('called', 'serving')"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_ticket_at_window",
        table_name="ticket",
        sqlite_where=sa.text("state IN ('called', 'serving')"),
        postgresql_where=sa.text("state IN ('called', 'serving')"),
    )
    op.drop_table("ticket")
    op.drop_table("past_ticket")
    op.drop_table("past_duty")
    op.drop_table("hall_version")
    op.drop_table("hall")
    op.drop_index(op.f("ix_event_hall_day"), table_name="event")
    op.drop_table("event")
    op.drop_table("duty")
    op.drop_table("command")
    op.drop_table("catalogue_item")
    op.drop_index(
        "uq_call_open",
        table_name="call",
        sqlite_where=sa.text("ended IS NULL"),
        postgresql_where=sa.text("ended IS NULL"),
    )
    op.drop_table("call")
    op.drop_table("business_day")
    op.drop_index(op.f("ix_booking_hall_start"), table_name="booking")
    op.drop_table("booking")
