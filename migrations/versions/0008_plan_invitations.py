"""Whose an invitation to a plan is, and whose yes a lead has, so that both go with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OWNER = "fk_plan_invitation_member_id_plan_member"


def upgrade() -> None:
    with op.batch_alter_table("plan_invitation") as invitations:
        invitations.add_column(sa.Column("member_id", sa.String(36), nullable=True))
        invitations.create_foreign_key(_OWNER, "plan_member", ["member_id"], ["id"], ondelete="CASCADE")
        invitations.create_index("ix_plan_invitation_member_id", ["member_id"])
    # Two moments that nobody read. A table that others refer to is not made anew: they would go with it.
    op.execute("ALTER TABLE plan_member DROP COLUMN began_round_at")
    op.execute("ALTER TABLE family_plan DROP COLUMN lead_agreed_at")
    op.execute("ALTER TABLE family_plan ADD COLUMN lead_by VARCHAR(36)")


def downgrade() -> None:
    moment = "DATETIME" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    op.execute("ALTER TABLE family_plan DROP COLUMN lead_by")
    op.execute(f"ALTER TABLE family_plan ADD COLUMN lead_agreed_at {moment}")
    op.execute(f"ALTER TABLE plan_member ADD COLUMN began_round_at {moment}")
    with op.batch_alter_table("plan_invitation") as invitations:
        invitations.drop_index("ix_plan_invitation_member_id")
        invitations.drop_constraint(_OWNER, type_="foreignkey")
        invitations.drop_column("member_id")
