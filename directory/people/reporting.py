"""'This is out of date': said by whoever noticed, and kept for an editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import audit
from directory.people.model import EntryReport, Person, Team
from directory.people.owning import EntryError

LONGEST = 500
"""Characters of what is wrong."""
MOST = 20
"""Reports about one entry: after so many, one more tells an editor nothing."""


@dataclass(frozen=True)
class Reported:
    """What somebody wrote of an entry, whose entry it is, and when."""

    id: str
    entry_id: str
    name: str
    words: str
    at: datetime


def report(session: Session, entry_id: str, words: str, account_id: str, now: datetime) -> bool:
    """Keeps a report; False if enough are kept about this entry. Raises EntryError on too many words."""
    said = " ".join(words.split())
    if len(said) > LONGEST:
        raise EntryError(f"Shorten it to {LONGEST} characters. What you wrote is still here.")
    kept = session.scalars(select(EntryReport.id).where(EntryReport.entry_id == entry_id)).all()
    if len(kept) >= MOST:
        return False
    row = EntryReport(id=str(uuid4()), entry_id=entry_id, words=said, account_id=account_id, at=now)
    session.add(row)
    session.flush()
    audit.append(session, account_id, "people/reported", entry_id, now=now)
    return True


def reports(session: Session, entry_id: str | None = None) -> Sequence[Reported]:
    """Reports about every entry, or about one, the oldest first."""
    rows = select(EntryReport).order_by(EntryReport.at, EntryReport.id)
    if entry_id is not None:
        rows = rows.where(EntryReport.entry_id == entry_id)
    found = session.scalars(rows).all()
    names = {
        key: name
        for table in (Person, Team)
        for key, name in session.execute(
            select(table.id, table.name).where(table.id.in_([each.entry_id for each in found]))
        )
    }
    return [
        Reported(each.id, each.entry_id, names[each.entry_id], each.words, each.at)
        for each in found
        if each.entry_id in names
    ]


def settle(session: Session, report_id: str, account_id: str, now: datetime) -> bool:
    """An editor has seen to a report; False if somebody had already."""
    gone = delete(EntryReport).where(EntryReport.id == report_id).returning(EntryReport.entry_id)
    entry_id = session.scalar(gone)
    if entry_id is None:
        return False
    audit.append(session, account_id, "people/settled", entry_id, now=now)
    return True
