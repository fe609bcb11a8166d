"""Passes: who may come in, by the hash of a token."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_pass",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("hall", "id", "role", "holder")),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("made_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_access_pass")),
        sa.UniqueConstraint("hall", "token_hash", name=op.f("uq_access_pass_hall_token_hash")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("access_pass")
