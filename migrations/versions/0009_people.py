"""The who's-who: people, teams, agencies, schools, and what each covers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(36), primary_key=True)


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _source(length: int | None = 64) -> sa.Column[str]:
    return sa.Column("source_id", sa.String(length), nullable=False, unique=True)


def _agency() -> sa.Column[str]:
    return sa.Column("agency", sa.String, nullable=False, index=True)


def _changed() -> sa.Column[object]:
    return sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    op.create_table(
        "person",
        _id(),
        _source(),
        *_words("name", "role", "team", "works", "deputy", "phone", "email", "reach"),
        _agency(),
        sa.Column("absent_from", sa.Date, nullable=True),
        sa.Column("absent_to", sa.Date, nullable=True),
        sa.Column("public", sa.Boolean, nullable=False),
        sa.Column("signed_off_on", sa.Date, nullable=True, index=True),
        _changed(),
    )
    op.create_table(
        "team",
        _id(),
        _source(),
        *_words("name", "phone", "email", "reach"),
        _agency(),
        sa.Column("public", sa.Boolean, nullable=False),
        _changed(),
    )
    op.create_table("agency", _id(), _source(None), *_words("name", "kind", "phone", "url"), _changed())
    op.create_table("school", _id(), _source(), *_words("name", "kind", "town", "postcode_area"), _changed())
    op.create_table(
        "coverage",
        _id(),
        sa.Column("holder", sa.String(36), nullable=False, index=True),
        sa.Column("kind", sa.String(16), nullable=False),
        *_words("value"),
        sa.UniqueConstraint("holder", "kind", "value"),
    )
    op.create_table(
        "people_version",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    for table in ("people_version", "coverage", "school", "agency", "team", "person"):
        op.drop_table(table)
