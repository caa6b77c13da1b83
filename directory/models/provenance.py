"""Where records came from, and when the directory last changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base, Moment
from directory.models.columns import Id


class FeedSource(Base):
    """A feed, known by its name or address. `sample` marks one whose services are invented."""

    __tablename__ = "feed_source"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    sample: Mapped[bool] = mapped_column(default=False)
    first_seen: Mapped[datetime] = mapped_column(Moment)
    last_seen: Mapped[datetime] = mapped_column(Moment)


class ImportRun(Base):
    """One import of one feed, and how many records it took, changed, left alone, skipped and removed."""

    __tablename__ = "import_run"

    id: Mapped[Id]
    feed_source_id: Mapped[str] = mapped_column(ForeignKey("feed_source.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    taken: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    skipped: Mapped[int]
    removed: Mapped[int]

    feed_source: Mapped[FeedSource] = relationship()


class ImportedRecord(Base):
    """One record of a feed: the feed's own id, the hash of what it said, and the last run that saw it."""

    __tablename__ = "imported_record"
    __table_args__ = (UniqueConstraint("feed_source_id", "source_id"),)

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    feed_source_id: Mapped[str] = mapped_column(ForeignKey("feed_source.id"), index=True)
    source_id: Mapped[str]
    record_hash: Mapped[str]
    first_seen: Mapped[datetime] = mapped_column(Moment)
    last_seen: Mapped[datetime] = mapped_column(Moment)
    import_run_id: Mapped[str] = mapped_column(ForeignKey("import_run.id"), index=True)


class DirectoryVersion(Base):
    """A single row (id 1) whose `version` rises whenever services change, so that indexes know to rebuild."""

    __tablename__ = "directory_version"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(Moment)
