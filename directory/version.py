"""The directory's version: a number that rises when services change, so that indexes know to rebuild."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from directory.models import DirectoryVersion

_ROW = 1


def current_version(session: Session) -> int:
    """The version now; 0 before anything was imported."""
    found = session.get(DirectoryVersion, _ROW, populate_existing=True)
    return found.version if found else 0


def raise_version(session: Session, now: datetime) -> int:
    """Raises the version by one, in the caller's transaction, and returns it."""
    found = session.get(DirectoryVersion, _ROW, with_for_update=True, populate_existing=True)
    if found is None:
        found = DirectoryVersion(id=_ROW, version=0, changed_at=now)
        session.add(found)
    found.version += 1
    found.changed_at = now
    session.flush()
    return found.version
