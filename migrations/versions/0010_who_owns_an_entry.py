"""The who's-who in its owners' hands: changes that wait, reports, and what we had no answer to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("person", "team", "agency", "school")


def _moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as altered:
            altered.add_column(sa.Column("file_mark", sa.String(64), nullable=False, server_default=""))
    op.create_table(
        "person_change",
        sa.Column("person_id", sa.String(36), primary_key=True),
        sa.Column("wanted", sa.String, nullable=False),
        sa.Column("account_id", sa.String(36), nullable=False),
        _moment("at"),
    )
    op.create_table(
        "entry_report",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("entry_id", sa.String(36), nullable=False, index=True),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("account_id", sa.String(36), nullable=False),
        _moment("at"),
    )
    op.create_table(
        "gap",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def downgrade() -> None:
    for table in ("gap", "entry_report", "person_change"):
        op.drop_table(table)
    for table in TABLES:
        with op.batch_alter_table(table) as altered:
            altered.drop_column("file_mark")
