"""The tables of the who's-who: people, teams, agencies and schools; never which family anyone works with.

`file_row` is what the file last said of a row, as JSON: a newer file changes what it says otherwise than
before, and undoes nothing else that was changed here meanwhile.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, Moment
from directory.models.columns import Id


class Person(Base):
    """Somebody who works with families.

    `source_id` is their key in the file they came from. `team` and `agency` are names; `works` is when, in
    words. From `absent_from` to `absent_to` the person with the key `deputy` stands in. Everybody sees who is
    `public`; only staff the others. `signed_off_on` is the day on which they last said that all is right.
    """

    __tablename__ = "person"

    id: Mapped[Id]
    source_id: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    role: Mapped[str]
    team: Mapped[str]
    agency: Mapped[str] = mapped_column(index=True)
    works: Mapped[str]
    absent_from: Mapped[date | None] = mapped_column(Date)
    absent_to: Mapped[date | None] = mapped_column(Date)
    deputy: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    reach: Mapped[str]
    public: Mapped[bool]
    signed_off_on: Mapped[date | None] = mapped_column(Date, index=True)
    file_row: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(Moment)


class Team(Base):
    """Those who do one job in one area together, and whom to ring when no single person fits."""

    __tablename__ = "team"

    id: Mapped[Id]
    source_id: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    agency: Mapped[str] = mapped_column(index=True)
    phone: Mapped[str]
    email: Mapped[str]
    reach: Mapped[str]
    public: Mapped[bool]
    file_row: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(Moment)


class Agency(Base):
    """Who employs people and teams."""

    __tablename__ = "agency"

    id: Mapped[Id]
    source_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    phone: Mapped[str]
    url: Mapped[str]
    file_row: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(Moment)


class School(Base):
    """A school or college, which somebody may cover."""

    __tablename__ = "school"

    id: Mapped[Id]
    source_id: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    town: Mapped[str]
    postcode_area: Mapped[str]
    file_row: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(Moment)


class Coverage(Base):
    """One thing that a person or team, by their `holder` id, covers or knows: an area, a school, a setting,
    a need by its key, a specialism, a language, or a role of a team.
    """

    __tablename__ = "coverage"
    __table_args__ = (UniqueConstraint("holder", "kind", "value"),)

    id: Mapped[Id]
    holder: Mapped[str] = mapped_column(String(36), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    value: Mapped[str]


class PersonChange(Base):
    """What somebody wants their own entry to say, waiting for an editor; one at a time for each person.

    `wanted` is JSON: what is to be changed, by the headings of a file; `account_id` is who wrote it.
    """

    __tablename__ = "person_change"

    person_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    wanted: Mapped[str]
    account_id: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Moment)


class EntryReport(Base):
    """That somebody found the entry of a person or team out of date, and what they wrote of it."""

    __tablename__ = "entry_report"

    id: Mapped[Id]
    entry_id: Mapped[str] = mapped_column(String(36), index=True)
    words: Mapped[str]
    account_id: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Moment)


class PeopleVersion(Base):
    """One row: rises when the who's-who changes, so that indexes know to be built again."""

    __tablename__ = "people_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
