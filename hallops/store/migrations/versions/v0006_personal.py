"""What visitors sign and write at a pad, beside the log."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "confirmation",
        *_texts("hall", "id", "day"),
        sa.Column("window", sa.Integer(), nullable=False),
        *_texts("ticket", "text"),
        sa.Column("made_at", _BIG, nullable=False),
        *_texts("strokes", "hash", nullable=True),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_confirmation")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_confirmation_hall_made_at"), "confirmation", ["hall", "made_at"])
    op.create_table(
        "rating_comment",
        *_texts("hall", "day"),
        sa.Column("call", sa.Integer(), nullable=False),
        *_texts("comment"),
        sa.Column("made_at", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("hall", "day", "call", name=op.f("pk_rating_comment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_rating_comment_hall_made_at"), "rating_comment", ["hall", "made_at"])


def downgrade() -> None:
    op.drop_table("rating_comment")
    op.drop_table("confirmation")


def _texts(*names: str, nullable: bool = False) -> "list[sa.Column[str]]":
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]
