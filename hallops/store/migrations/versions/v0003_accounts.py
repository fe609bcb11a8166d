"""Accounts, sessions and wrong tries; a pass says what kind of device it is for."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _texts(*names: str, nullable: bool = False) -> "list[sa.Column[str]]":
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _times(*names: str) -> "list[sa.Column[int]]":
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return [sa.Column(name, kind, nullable=False) for name in names]


def _integers(*names: str) -> "list[sa.Column[int]]":
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def upgrade() -> None:
    op.add_column("access_pass", sa.Column("kind", sa.Text(), nullable=True))
    op.create_table(
        "account",
        *_texts("hall", "name", "standing", "secret_hash"),
        *_texts("given_by", nullable=True),
        *_times("changed_at"),
        sa.PrimaryKeyConstraint("hall", "name", name=op.f("pk_account")),
        sqlite_strict=True,
    )
    op.create_table(
        "session",
        *_texts("hall", "id", "token_hash", "role", "holder"),
        *_texts("place", "device", nullable=True),
        *_times("made_at", "seen_at", "idle", "expires_at"),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_session")),
        sa.UniqueConstraint("hall", "token_hash", name=op.f("uq_session_hall_token_hash")),
        sqlite_strict=True,
    )
    op.create_table(
        "wrong_try",
        *_texts("hall"),
        *_integers("number"),
        *_times("at"),
        *_texts("account", "device"),
        *_integers("tries"),
        *_times("until"),
        *_integers("settled"),
        sa.PrimaryKeyConstraint("hall", "number", name=op.f("pk_wrong_try")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    for table in ("wrong_try", "session", "account"):
        op.drop_table(table)
    op.drop_column("access_pass", "kind")
