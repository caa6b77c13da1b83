"""Family plans: the plan, who takes part, what each said, reminders, invitations, visits to its page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _moment(name: str, nullable: bool = False, index: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, index=index)


def _plan() -> sa.Column[str]:
    target = sa.ForeignKey("family_plan.id", ondelete="CASCADE")
    return sa.Column("plan_id", sa.String(36), target, nullable=False, index=True)


def upgrade() -> None:
    op.create_table(
        "family_plan",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("reference", sa.String(9), nullable=False, unique=True),
        sa.Column("link", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("sealed_link", sa.LargeBinary, nullable=False),
        sa.Column("sealed_passcode", sa.LargeBinary, nullable=False),
        sa.Column("review_on", sa.Date, nullable=True, index=True),
        sa.Column("lead", sa.String(64), nullable=True, index=True),
        sa.Column("lead_mark", sa.String(32), nullable=True),
        _moment("lead_agreed_at", nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        _moment("created_at"),
        _moment("changed_at", index=True),
        _moment("closed_at", nullable=True),
    )
    op.create_table(
        "plan_member",
        sa.Column("id", sa.String(36), primary_key=True),
        _plan(),
        sa.Column("person", sa.String(64), nullable=False, unique=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("voice", sa.String(8), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("code", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("sealed_code", sa.LargeBinary, nullable=False),
        _moment("joined_at"),
        _moment("began_round_at"),
        sa.UniqueConstraint("plan_id", "number"),
    )
    op.create_table(
        "plan_entry",
        sa.Column("id", sa.String(36), primary_key=True),
        _plan(),
        sa.Column("owner", sa.String(36), nullable=False, index=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        _moment("at"),
        sa.UniqueConstraint("owner", "kind", "key", "round"),
    )
    op.create_table(
        "plan_reminder",
        sa.Column(
            "member_id", sa.String(36), sa.ForeignKey("plan_member.id", ondelete="CASCADE"), primary_key=True
        ),
        _plan(),
        sa.Column("on_day", sa.Date, nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "plan_invitation",
        sa.Column("hash", sa.LargeBinary(32), primary_key=True),
        _plan(),
        _moment("expires_at", index=True),
    )
    op.create_table(
        "plan_visit",
        sa.Column("hash", sa.LargeBinary(32), primary_key=True),
        _plan(),
        _moment("expires_at", index=True),
    )


def downgrade() -> None:
    for table in (
        "plan_visit", "plan_invitation", "plan_reminder", "plan_entry", "plan_member", "family_plan",
    ):  # fmt: skip
        op.drop_table(table)
