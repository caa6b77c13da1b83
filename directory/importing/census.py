"""What the directory holds, counted feed by feed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from directory.models import FeedSource, ImportRun, Service, ServiceNeed
from directory.version import current_version
from language.needs import load_needs


@dataclass(frozen=True)
class FeedCount:
    """Services of one feed that families see and do not see, its organisations, and when it last came in."""

    name: str
    sample: bool
    shown: int
    hidden: int
    organizations: int
    last_import: datetime | None


@dataclass(frozen=True)
class Census:
    """Every feed, the directory's version, and the needs that no shown service meets."""

    version: int
    feeds: tuple[FeedCount, ...]
    needs_without_services: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The census for machines."""
        found = asdict(self)
        for feed in found["feeds"]:
            feed["last_import"] = feed["last_import"].isoformat() if feed["last_import"] else None
        return found


def take_census(session: Session) -> Census:
    """Counts what the directory holds now."""
    active = Service.status == "active"
    met = set(session.scalars(select(ServiceNeed.need).distinct().join(Service).where(active)))
    return Census(
        current_version(session),
        tuple(
            _count(session, feed) for feed in session.scalars(select(FeedSource).order_by(FeedSource.name))
        ),
        tuple(need.key for need in load_needs() if need.key not in met),
    )


def _count(session: Session, feed: FeedSource) -> FeedCount:
    mine = Service.feed_source_id == feed.id
    shown = session.scalar(select(func.count()).where(mine, Service.status == "active")) or 0
    every = session.scalar(select(func.count()).where(mine)) or 0
    bodies = session.scalar(select(func.count(distinct(Service.organization_id))).where(mine)) or 0
    last = session.scalar(select(func.max(ImportRun.at)).where(ImportRun.feed_source_id == feed.id))
    return FeedCount(feed.name, feed.sample, shown, every - shown, bodies, last)
