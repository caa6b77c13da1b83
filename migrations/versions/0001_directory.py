"""The directory of services, in the names of Open Referral UK 3.0, and where each record came from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(36), primary_key=True)


def _text(name: str, nullable: bool = True, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=nullable, index=index)


def _moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _link(table: str, nullable: bool = False, cascade: bool = False, key: bool = False) -> sa.Column[str]:
    """The id of a row of `table`; `cascade`: this row goes with that one; `key`: it is part of our key."""
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE" if cascade else None)
    return sa.Column(f"{table}_id", sa.String(36), target, nullable=nullable, index=not key, primary_key=key)


def upgrade() -> None:
    op.create_table(
        "directory_version",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        _moment("changed_at"),
    )
    op.create_table(
        "feed_source",
        _id(),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("sample", sa.Boolean, nullable=False),
        _moment("first_seen"),
        _moment("last_seen"),
    )
    op.create_table(
        "import_run",
        _id(),
        _link("feed_source"),
        _moment("at"),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("unchanged", sa.Integer, nullable=False),
        sa.Column("skipped", sa.Integer, nullable=False),
        sa.Column("removed", sa.Integer, nullable=False),
    )
    op.create_table(
        "location",
        _id(),
        _link("feed_source"),
        _text("source_id", nullable=False),
        _text("location_type", nullable=False),
        _text("name"),
        _text("description"),
        _text("transportation"),
        sa.Column("latitude", sa.Double),
        sa.Column("longitude", sa.Double),
        _text("coordinates_origin"),
        _text("external_identifier"),
        _text("external_identifier_type"),
        sa.UniqueConstraint("feed_source_id", "source_id"),
    )
    op.create_table(
        "organization",
        _id(),
        _link("feed_source"),
        _text("source_id", nullable=False),
        _text("name", nullable=False),
        _text("description"),
        _text("email"),
        _text("website"),
        _text("logo"),
        _text("uri"),
        sa.UniqueConstraint("feed_source_id", "source_id"),
    )
    op.create_table(
        "taxonomy",
        _id(),
        _link("feed_source"),
        _text("source_id", nullable=False),
        _text("name", nullable=False),
        _text("description"),
        _text("uri"),
    )
    op.create_table(
        "accessibility",
        _id(),
        _link("location", cascade=True),
        sa.Column("position", sa.Integer, nullable=False),
        _text("description", nullable=False),
        _text("details"),
        _text("url"),
    )
    op.create_table(
        "address",
        _id(),
        _link("location", cascade=True),
        sa.Column("position", sa.Integer, nullable=False),
        _text("attention"),
        _text("address_1"),
        _text("address_2"),
        _text("city"),
        _text("region"),
        _text("state_province"),
        _text("postal_code", index=True),
        _text("country"),
        _text("address_type", nullable=False),
    )
    op.create_table(
        "service",
        _id(),
        _link("feed_source"),
        _text("source_id", nullable=False),
        _link("organization"),
        _text("name", nullable=False),
        _text("alternate_name"),
        _text("summary", nullable=False),
        _text("description", nullable=False),
        _text("description_html", nullable=False),
        _text("url"),
        _text("email"),
        _text("email_origin"),
        _text("status", nullable=False, index=True),
        _text("fees_description"),
        _text("application_process"),
        _text("eligibility_description"),
        _text("accreditations"),
        sa.Column("minimum_age", sa.Numeric(6, 2, asdecimal=False)),
        sa.Column("maximum_age", sa.Numeric(6, 2, asdecimal=False)),
        _text("ages_origin"),
        sa.Column("assured_date", sa.Date),
        _text("assurer_email"),
        _text("alert"),
        _text("attending_type"),
        _text("attending_access"),
        _text("deliverable_type"),
        _moment("last_modified", nullable=True),
        _moment("changed_at"),
        _text("needs_hash"),
        sa.CheckConstraint(
            "status IN ('active', 'inactive', 'defunct', 'temporarily closed')", name="status"
        ),
        sa.UniqueConstraint("feed_source_id", "source_id"),
    )
    op.create_table(
        "taxonomy_term",
        _id(),
        _link("feed_source"),
        _text("source_id", nullable=False),
        _link("taxonomy"),
        _text("parent_source_id"),
        _text("name", nullable=False, index=True),
        _text("description"),
        _text("term_uri"),
    )
    op.create_table(
        "attribute",
        _id(),
        _link("service", cascade=True),
        _link("taxonomy_term"),
        sa.Column("position", sa.Integer, nullable=False),
        _text("link_type"),
    )
    op.create_table(
        "contact",
        _id(),
        _link("service", cascade=True),
        sa.Column("position", sa.Integer, nullable=False),
        _text("name"),
        _text("title"),
        _text("department"),
        _text("email"),
    )
    op.create_table(
        "cost_option",
        _id(),
        _link("service", cascade=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        _text("option"),
        sa.Column("amount", sa.Numeric(10, 2, asdecimal=False)),
        _text("amount_description"),
    )
    op.create_table(
        "imported_record",
        _link("service", cascade=True, key=True),
        _link("feed_source"),
        _text("source_id", nullable=False),
        _text("record_hash", nullable=False),
        _moment("first_seen"),
        _moment("last_seen"),
        _link("import_run"),
        sa.UniqueConstraint("feed_source_id", "source_id"),
    )
    op.create_table(
        "language",
        _id(),
        _link("service", cascade=True),
        sa.Column("position", sa.Integer, nullable=False),
        _text("name", nullable=False),
        _text("note"),
    )
    op.create_table(
        "service_area",
        _id(),
        _link("service", cascade=True),
        sa.Column("position", sa.Integer, nullable=False),
        _text("name", nullable=False),
        _text("extent"),
        _text("extent_type"),
        _text("uri"),
    )
    op.create_table(
        "service_at_location",
        _id(),
        _link("service", cascade=True),
        _link("location", cascade=True),
        sa.Column("position", sa.Integer, nullable=False),
        _text("description"),
    )
    op.create_table(
        "service_need",
        _link("service", cascade=True, key=True),
        sa.Column("need", sa.String, primary_key=True, index=True),
        sa.Column("confidence", sa.Double, nullable=False),
        _text("origin", nullable=False),
        sa.CheckConstraint("origin IN ('feed', 'suggested', 'editor')", name="origin"),
    )
    op.create_table(
        "phone",
        _id(),
        _link("service", nullable=True, cascade=True),
        _link("contact", nullable=True, cascade=True),
        _link("organization", nullable=True, cascade=True),
        sa.Column("position", sa.Integer, nullable=False),
        _text("number", nullable=False),
        _text("tel"),
        _text("extension"),
        _text("type"),
        _text("description"),
        _text("origin", nullable=False),
    )
    op.create_table(
        "schedule",
        _id(),
        _link("service", nullable=True, cascade=True),
        _link("service_at_location", nullable=True, cascade=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.Column("dtstart", sa.Date),
        _text("freq"),
        sa.Column("interval", sa.Integer),
        _text("byday"),
        _text("bymonthday"),
        sa.Column("opens_at", sa.Time),
        sa.Column("closes_at", sa.Time),
        _text("description"),
        _text("schedule_link"),
        _text("attending_type"),
        _text("notes"),
    )


def downgrade() -> None:
    for table in (
        "schedule",
        "phone",
        "service_need",
        "service_at_location",
        "service_area",
        "language",
        "imported_record",
        "cost_option",
        "contact",
        "attribute",
        "taxonomy_term",
        "service",
        "address",
        "accessibility",
        "taxonomy",
        "organization",
        "location",
        "import_run",
        "feed_source",
        "directory_version",
    ):
        op.drop_table(table)
