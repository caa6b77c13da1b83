"""Taking in a who's-who: the same file again changes nothing, and a row that is gone from it goes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import delete, select, update
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
from directory.people.reading import PeopleFileError

TABLES: Mapping[Kind, type[Base]] = {"person": Person, "team": Team, "agency": Agency, "school": School}
FEW = 5
"""How many may go without anybody saying so."""
KEPT = "It stays as it stands here: what the file changes from now on is taken."
"""Said of rows that were taken in before what a file says was kept."""
_ROW = 1


def import_people(
    session: Session,
    read: Sequence[Entry | Unreadable],
    source: str,
    now: datetime,
    *,
    removes_many: bool = False,
) -> ImportReport:
    """Writes what was read, in the caller's transaction, and gives a report row by row.

    What a row says as it did when it was last taken in stays as it is, whatever was changed here since.
    Only the kinds of rows that the file has are looked at: a file of people takes no team away. Nobody goes
    where a row without a key of its own could not be read: it may be theirs. Raises PeopleFileError where
    more than half would go, unless it `removes_many`.
    """
    report = ImportReport(source)
    entries: dict[tuple[Kind, str], Entry] = {}
    taken: Counter[Kind] = Counter()
    known = {"", *(each.source_id for each in read if isinstance(each, Entry) and each.kind == "person")}
    for each in read:
        if isinstance(each, Unreadable):
            report.add(RowNote(each.row, each.source_id, each.name, "skipped", (each.problem,)))
        elif (each.kind, each.source_id) in entries:
            note = RowNote(each.row, each.source_id, each.name, "skipped", ("The same key is there twice.",))
            report.add(note)
        else:
            entries[each.kind, each.source_id] = each
            deputy = str(each.values.get("deputy", ""))
            notes = () if deputy in known else ("The deputy is nobody in this file.",)
            done = _write(session, each, notes, now)
            taken[each.kind] += done.outcome == "taken"
            report.add(done)
    unsure = {each.kind for each in read if isinstance(each, Unreadable) and not each.source_id}
    kept = {(each.kind, each.source_id) for each in read}
    for kind in sorted({kind for kind, _ in entries} - unsure):
        rows: Sequence[Any] = session.scalars(select(TABLES[kind])).all()
        gone = [row for row in rows if (kind, row.source_id) not in kept]
        stood = len(rows) - taken[kind]
        if len(gone) > max(FEW, stood / 2) and not removes_many:
            raise PeopleFileError(
                f"{source} would take out {len(gone)} of {stood} ({kind}). If it is the whole list, "
                "say so with --remove."
            )
        for row in gone:
            _remove(session, row)
            report.add(RowNote(None, row.source_id, row.name, "removed"))
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


def _write(session: Session, entry: Entry, notes: tuple[str, ...], now: datetime) -> RowNote:
    table, notes = TABLES[entry.kind], (*entry.notes, *notes)
    row_id = str(uuid5(NAMESPACE_URL, f"open-door/people/{entry.kind}/{entry.source_id}"))
    row: Any = session.get(table, row_id)
    said = {"values": dict(entry.values), "covers": {kind: list(of) for kind, of in entry.covers.items()}}
    file_row = json.dumps(said, default=str, sort_keys=True, ensure_ascii=False)
    if row is None:
        session.add(
            table(id=row_id, source_id=entry.source_id, file_row=file_row, changed_at=now, **entry.values)
        )
        _put_covers(session, row_id, covers_of(entry))
        session.flush()
        return RowNote(entry.row, entry.source_id, entry.name, "taken", notes)
    if row.file_row == file_row:
        return RowNote(entry.row, entry.source_id, entry.name, "unchanged", notes)
    if not row.file_row:
        row.file_row = file_row
        return RowNote(entry.row, entry.source_id, entry.name, "unchanged", (*notes, KEPT))
    before, after = json.loads(row.file_row), json.loads(file_row)
    old, new = before.get("values", {}), after["values"]
    values = {
        name: value for name, value in entry.values.items() if name not in old or old[name] != new[name]
    }
    same = {kind for kind, of in before.get("covers", {}).items() if of == after["covers"].get(kind)}
    stands = select(Coverage.kind, Coverage.value).where(Coverage.holder == row_id)
    covers = {(each.kind, each.value) for each in session.execute(stands) if each.kind in same}
    covers |= {pair for pair in covers_of(entry) if pair[0] not in same}
    row.file_row = file_row
    changed = put_values(session, row, {**values, **_latest_sign_off(values, row)}, covers, now)
    outcome: Outcome = "changed" if changed else "unchanged"
    return RowNote(entry.row, entry.source_id, entry.name, outcome, notes)


def put_values(
    session: Session, row: Base, values: Mapping[str, Any], covers: set[tuple[str, str]], now: datetime
) -> frozenset[str]:
    """Makes a row, and what it covers by kind and value, say this; gives what was changed, by column."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    row_id = str(row.id)  # type: ignore[attr-defined]
    stands = select(Coverage.kind, Coverage.value).where(Coverage.holder == row_id)
    covered = {(each.kind, each.value) for each in session.execute(stands)}
    if not changed and covered == covers:
        return frozenset()
    _set(row, {**changed, "changed_at": now})
    if covered != covers:
        session.execute(delete(Coverage).where(Coverage.holder == row_id))
        _put_covers(session, row_id, covers)
    session.flush()
    return frozenset(changed) | ({"covers"} if covered != covers else frozenset())


def _latest_sign_off(values: Mapping[str, Any], row: Any) -> Mapping[str, Any]:
    """A file that was made before somebody signed off here does not take that back."""
    if "signed_off_on" not in values:
        return {}
    days = [each for each in (values["signed_off_on"], row.signed_off_on) if each]
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
    if isinstance(row, Person):
        session.execute(update(Person).where(Person.deputy == row.source_id).values(deputy=""))
    session.delete(row)
    session.flush()
