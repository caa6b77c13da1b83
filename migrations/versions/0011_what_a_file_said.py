"""The who's-who keeps what a file last said of a row, so that a newer file changes only what it changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = ("person", "team", "agency", "school")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as altered:
            altered.drop_column("file_mark")
            altered.add_column(sa.Column("file_row", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as altered:
            altered.drop_column("file_row")
            altered.add_column(sa.Column("file_mark", sa.String(64), nullable=False, server_default=""))
