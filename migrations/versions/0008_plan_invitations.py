"""Whose an invitation to a plan is, so that it goes with them; two moments of a plan that nobody read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OWNER = "fk_plan_invitation_member"


def upgrade() -> None:
    with op.batch_alter_table("plan_invitation") as invitations:
        invitations.add_column(sa.Column("member_id", sa.String(36), nullable=True))
        invitations.create_foreign_key(_OWNER, "plan_member", ["member_id"], ["id"], ondelete="CASCADE")
        invitations.create_index("ix_plan_invitation_member_id", ["member_id"])
    # A table that others refer to is not made anew, for that would take them along.
    op.execute("ALTER TABLE plan_member DROP COLUMN began_round_at")
    op.execute("ALTER TABLE family_plan DROP COLUMN lead_agreed_at")


def downgrade() -> None:
    moment = "DATETIME" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    op.execute(f"ALTER TABLE family_plan ADD COLUMN lead_agreed_at {moment}")
    op.execute(f"ALTER TABLE plan_member ADD COLUMN began_round_at {moment}")
    with op.batch_alter_table("plan_invitation") as invitations:
        invitations.drop_index("ix_plan_invitation_member_id")
        invitations.drop_constraint(_OWNER, type_="foreignkey")
        invitations.drop_column("member_id")
