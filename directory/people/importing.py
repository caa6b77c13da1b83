"""Taking in a who's-who: the same file again changes nothing, and a row that is gone from it goes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.database import Base
from directory.importing.report import ImportReport, Outcome, RowNote
from directory.people.entries import Entry, Kind, Unreadable
from directory.people.model import (
    Agency,
    Coverage,
    EntryReport,
    PeopleVersion,
    Person,
    PersonChange,
    School,
    Team,
)

TABLES: Mapping[Kind, type[Base]] = {"person": Person, "team": Team, "agency": Agency, "school": School}
_ROW = 1


def import_people(
    session: Session, read: Sequence[Entry | Unreadable], source: str, now: datetime
) -> ImportReport:
    """Writes what was read, in the caller's transaction, and gives a report row by row.

    A row that says the same as when it was last taken in changes nothing, whatever was changed here since.
    Only the kinds of rows that the file has are looked at: a file of people takes no team away.
    """
    report = ImportReport(source)
    entries: dict[tuple[Kind, str], Entry] = {}
    known = {"", *(each.source_id for each in read if isinstance(each, Entry) and each.kind == "person")}
    for number, each in enumerate(read, 1):
        if isinstance(each, Unreadable):
            report.add(RowNote(each.row, each.source_id, each.name, "skipped", (each.problem,)))
        elif (each.kind, each.source_id) in entries:
            note = RowNote(number, each.source_id, each.name, "skipped", ("The same key is there twice.",))
            report.add(note)
        else:
            entries[each.kind, each.source_id] = each
            deputy = str(each.values.get("deputy", ""))
            notes = () if deputy in known else ("The deputy is nobody in this file.",)
            report.add(_write(session, number, each, notes, now))
    kinds = {kind for kind, _ in entries}
    kept = {(each.kind, each.source_id) for each in read if each.source_id}
    for kind in sorted(kinds):
        for row in session.scalars(select(TABLES[kind])).all():
            if (kind, row.source_id) not in kept:  # type: ignore[attr-defined]
                _remove(session, row)
                report.add(RowNote(None, row.source_id, row.name, "removed"))  # type: ignore[attr-defined]
    if report.taken or report.changed or report.removed:
        report.version = raise_people_version(session)
    else:
        report.version = people_version(session)
    return report


def people_version(session: Session) -> int:
    """The version of the who's-who; 0 before anything was taken in."""
    found = session.get(PeopleVersion, _ROW, populate_existing=True)
    return found.version if found else 0


def raise_people_version(session: Session) -> int:
    """Raises it by one, in the caller's transaction."""
    found = session.get(PeopleVersion, _ROW, with_for_update=True, populate_existing=True)
    if found is None:
        found = PeopleVersion(id=_ROW, version=0)
        session.add(found)
    found.version += 1
    session.flush()
    return found.version


def _write(session: Session, number: int, entry: Entry, notes: tuple[str, ...], now: datetime) -> RowNote:
    table, notes = TABLES[entry.kind], (*entry.notes, *notes)
    row_id = str(uuid5(NAMESPACE_URL, f"open-door/people/{entry.kind}/{entry.source_id}"))
    row, covers, mark = session.get(table, row_id), covers_of(entry), _mark(entry)
    if row is None:
        session.add(
            table(id=row_id, source_id=entry.source_id, file_mark=mark, changed_at=now, **entry.values)
        )
        _put_covers(session, row_id, covers)
        session.flush()
        return RowNote(number, entry.source_id, entry.name, "taken", notes)
    if row.file_mark == mark:  # type: ignore[attr-defined]
        return RowNote(number, entry.source_id, entry.name, "unchanged", notes)
    row.file_mark = mark  # type: ignore[attr-defined]
    values = {**entry.values, **_latest_sign_off(entry, row)}
    outcome: Outcome = "changed" if put_values(session, row, values, covers, now) else "unchanged"
    return RowNote(number, entry.source_id, entry.name, outcome, notes)


def put_values(
    session: Session, row: Base, values: Mapping[str, Any], covers: set[tuple[str, str]], now: datetime
) -> bool:
    """Makes a row, and what it covers by kind and value, say this; False if it did already."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    row_id = str(row.id)  # type: ignore[attr-defined]
    stands = select(Coverage.kind, Coverage.value).where(Coverage.holder == row_id)
    covered = {(each.kind, each.value) for each in session.execute(stands)}
    if not changed and covered == covers:
        return False
    _set(row, {**changed, "changed_at": now})
    if covered != covers:
        session.execute(delete(Coverage).where(Coverage.holder == row_id))
        _put_covers(session, row_id, covers)
    session.flush()
    return True


def _mark(entry: Entry) -> str:
    said = json.dumps([entry.values, entry.covers], default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def _latest_sign_off(entry: Entry, row: Any) -> Mapping[str, Any]:
    """A file that was made before somebody signed off here does not take that back."""
    if entry.kind != "person":
        return {}
    days = [each for each in (entry.values["signed_off_on"], row.signed_off_on) if each]
    return {"signed_off_on": max(days, default=None)}


def _set(row: Base, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def covers_of(entry: Entry) -> set[tuple[str, str]]:
    """What an entry covers or knows, as pairs of kind and value."""
    return {(kind, value) for kind, values in entry.covers.items() for value in values}


def _put_covers(session: Session, holder: str, covers: set[tuple[str, str]]) -> None:
    session.add_all(
        Coverage(
            id=str(uuid5(NAMESPACE_URL, f"{holder}/{kind}/{value}")), holder=holder, kind=kind, value=value
        )
        for kind, value in sorted(covers)
    )


def _remove(session: Session, row: Any) -> None:
    session.execute(delete(Coverage).where(Coverage.holder == row.id))
    session.execute(delete(PersonChange).where(PersonChange.person_id == row.id))
    session.execute(delete(EntryReport).where(EntryReport.entry_id == row.id))
    session.delete(row)
    session.flush()
