"""Staff: accounts, links that sign in once, sessions, and how often someone tried."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _moment(name: str, nullable: bool = False, index: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, index=index)


def _account() -> sa.Column[str]:
    target = sa.ForeignKey("staff_account.id", ondelete="CASCADE")
    return sa.Column("account_id", sa.String(36), target, nullable=False, index=True)


def upgrade() -> None:
    op.create_table(
        "staff_account",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("email_hash", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("sealed_email", sa.LargeBinary, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("contact", sa.String(64), nullable=False),
        sa.Column("contact_mark", sa.String(32), nullable=False),
        _moment("added_at"),
        _moment("removed_at", nullable=True),
    )
    op.create_table(
        "staff_link",
        sa.Column("id", sa.String(32), primary_key=True),
        _account(),
        sa.Column("secret_hash", sa.String(200), nullable=False),
        sa.Column("leads_to", sa.String(9), nullable=False),
        _moment("expires_at", index=True),
    )
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False, unique=True),
        _account(),
        _moment("created_at", index=True),
        _moment("seen_at", index=True),
    )
    op.create_table(
        "staff_try",
        sa.Column("key", sa.LargeBinary(32), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        _moment("since", index=True),
    )


def downgrade() -> None:
    for table in ("staff_try", "staff_session", "staff_link", "staff_account"):
        op.drop_table(table)
