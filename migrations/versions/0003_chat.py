"""The chat as its visitor sees it: sessions, messages, buttons, and what the assistant still has to erase."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _moment(name: str, nullable: bool = False, index: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, index=index)


def _link(table: str) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(f"{table.removeprefix('chat_')}_id", sa.Integer, target, nullable=False, index=True)


def upgrade() -> None:
    op.create_table(
        "chat_session",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cookie_hash", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(64), nullable=False, unique=True),
        _moment("created_at"),
        _moment("active_at", index=True),
    )
    op.create_table(
        "chat_message",
        sa.Column("id", sa.Integer, primary_key=True),
        _link("chat_session"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("speaker", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("once", sa.LargeBinary(32), nullable=True, unique=True),
        sa.Column("answered", sa.Boolean, nullable=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        _moment("created_at"),
        sa.UniqueConstraint("session_id", "number"),
    )
    op.create_table(
        "chat_button",
        sa.Column("id", sa.Integer, primary_key=True),
        _link("chat_session"),
        _link("chat_message"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        _moment("used_at", nullable=True),
    )
    op.create_table(
        "chat_erasure",
        sa.Column("conversation_id", sa.String(64), primary_key=True),
        _moment("asked_at"),
    )


def downgrade() -> None:
    for table in ("chat_erasure", "chat_button", "chat_message", "chat_session"):
        op.drop_table(table)
