"""Early help requests: what was agreed to, what was shared, what happened, and tries to look at one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _moment(name: str, nullable: bool = False, index: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, index=index)


def _request() -> sa.Column[str]:
    target = sa.ForeignKey("help_request.id", ondelete="CASCADE")
    return sa.Column("request_id", sa.String(36), target, nullable=False, index=True)


def upgrade() -> None:
    op.create_table(
        "help_request",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("reference", sa.String(9), nullable=False, unique=True),
        sa.Column("submission", sa.String(64), nullable=False, unique=True),
        sa.Column("person", sa.String(64), nullable=True, index=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("contact", sa.String(64), nullable=False, index=True),
        sa.Column("contact_mark", sa.String(32), nullable=False),
        sa.Column("second", sa.String(64), nullable=True, index=True),
        sa.Column("second_mark", sa.String(32), nullable=True),
        sa.Column("second_agreed", sa.Boolean, nullable=False),
        sa.Column("young", sa.Boolean, nullable=False),
        sa.Column("may_leave_message", sa.Boolean, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        _moment("due_at"),
        _moment("next_step_at", nullable=True, index=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("sealed_code", sa.LargeBinary, nullable=True),
        _moment("created_at"),
        _moment("changed_at", index=True),
        _moment("ended_at", nullable=True, index=True),
        _moment("erased_at", nullable=True),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer, primary_key=True),
        _request(),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("recipient", sa.String(64), nullable=False),
        sa.Column("recipient_mark", sa.String(32), nullable=False),
        sa.Column("wording_version", sa.Integer, nullable=False),
        sa.Column("given", sa.Boolean, nullable=False),
        _moment("decided_at"),
        _moment("expires_at", nullable=True),
        _moment("withdrawn_at", nullable=True),
        sa.UniqueConstraint("request_id", "round", "item", "recipient"),
    )
    op.create_table(
        "request_item",
        sa.Column("id", sa.String(36), primary_key=True),
        _request(),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("request_id", "item"),
    )
    op.create_table(
        "agreed_words",
        sa.Column("id", sa.String(36), primary_key=True),
        _request(),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("request_id", "round"),
    )
    op.create_table(
        "request_pass",
        sa.Column("hash", sa.LargeBinary(32), primary_key=True),
        _request(),
        _moment("expires_at", index=True),
    )
    op.create_table(
        "request_event",
        sa.Column("id", sa.String(36), primary_key=True),
        _request(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("once", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("contact", sa.String(64), nullable=False),
        sa.Column("contact_mark", sa.String(32), nullable=False),
        sa.Column("done_by", sa.String(32), nullable=True),
        sa.Column("round", sa.Integer, nullable=False),
        _moment("at"),
        sa.Column("sealed", sa.LargeBinary, nullable=True),
        sa.UniqueConstraint("request_id", "once", name="uq_request_event_once"),
        sa.UniqueConstraint("request_id", "number", name="uq_request_event_number"),
    )
    op.create_table(
        "reference_try",
        sa.Column("reference", sa.String(9), primary_key=True),
        sa.Column("wrong", sa.Integer, nullable=False),
        _moment("since"),
        _moment("locked_until", nullable=True),
    )


def downgrade() -> None:
    for table in (
        "reference_try", "request_event", "request_pass", "agreed_words", "request_item", "consent",
        "help_request",
    ):  # fmt: skip
        op.drop_table(table)
