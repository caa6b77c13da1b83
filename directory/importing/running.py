"""Importing a whole feed in one transaction, a savepoint for each row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from core.clock import utc_now
from core.errors import DatabaseError
from directory.importing.duplicates import Read, find_duplicates, find_namesakes
from directory.importing.fields import Notes
from directory.importing.reading import Guide, read_service
from directory.importing.reading_places import Locate
from directory.importing.records import ServiceRecord
from directory.importing.report import ImportReport, Outcome, RowNote
from directory.importing.shapes import parse_document, read_rows
from directory.importing.storing import Store, source_id_of
from directory.importing.text import plain, shorten
from directory.models import (
    FeedSource,
    ImportedRecord,
    ImportRun,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
)
from directory.version import current_version, raise_version
from language.needs import load_needs

GONE = "gone"
"""Stands for the hash of a record that its feed no longer lists."""


def need_words() -> dict[str, str]:
    """Keys and labels of needs, in lower case with underscores, each with its key."""
    pairs = [(word, need.key) for need in load_needs() for word in (need.key, need.label)]
    return {re.sub(r"\W+", "_", word.lower()).strip("_"): key for word, key in pairs}


def import_feed(
    sessions: sessionmaker[Session] | Session,
    document: bytes | Any,
    source: str,
    now: datetime | None = None,
    *,
    locate: Locate | None = None,
    needs: Mapping[str, str] | None = None,
    force: bool = False,
    sample: bool = False,
) -> ImportReport:
    """Imports a feed (its bytes, or the JSON already parsed) under the name `source`.

    With a sessionmaker it commits its own transaction; with a session it works in the caller's, who commits.
    `locate` finds postcodes, `needs` maps words to keys (`need_words()` if none), `force` lets most services
    be removed, `sample` marks the services as invented. Raises FeedError, having changed nothing, when the
    feed cannot be read.
    """
    rows = read_rows(parse_document(document) if isinstance(document, bytes) else document)
    guide = Guide(need_words() if needs is None else needs, locate)
    moment = now or utc_now()
    name = shorten(plain(source, 500) or "feed", 200)
    if isinstance(sessions, Session):
        return _Import(sessions, name, moment, guide).run(rows, sample, force)
    try:
        with sessions.begin() as session:
            return _Import(session, name, moment, guide).run(rows, sample, force)
    except OperationalError:
        raise DatabaseError("The database could not be written: nothing was imported.") from None


class _Import:
    """One run over one feed, in the session's transaction."""

    def __init__(self, session: Session, name: str, now: datetime, guide: Guide) -> None:
        self._session = session
        self._now = now
        self._guide = guide
        self._report = ImportReport(name)
        self._notes: dict[int, Notes] = {}
        self._seen: set[str] = set()

    def run(self, rows: list[Any], sample: bool, force: bool) -> ImportReport:
        source = self._open_source(sample)
        self._run = ImportRun(
            id=str(uuid4()), feed_source_id=source.id, at=self._now,
            taken=0, changed=0, unchanged=0, skipped=0, removed=0,
        )  # fmt: skip
        # Written before any savepoint: SQLite would otherwise end the transaction with the first of them.
        self._session.add(self._run)
        self._session.flush()
        listed = select(ImportedRecord).where(ImportedRecord.feed_source_id == source.id)
        self._known = {each.source_id: each for each in self._session.scalars(listed)}
        self._store = Store(self._session, source, self._now)
        self._take_all(self._read(rows))
        self._remove_missing(force)
        report = self._report
        report.rows.sort(key=lambda each: each.row or len(rows) + 1)
        if report.taken or report.changed or report.removed:
            self._sweep(source)
            report.version = raise_version(self._session, self._now)
        else:
            report.version = current_version(self._session)
        for name in ("taken", "changed", "unchanged", "skipped", "removed"):
            setattr(self._run, name, getattr(report, name))
        self._session.flush()
        return report

    def _open_source(self, sample: bool) -> FeedSource:
        name = self._report.source
        source = self._session.get(FeedSource, source_id_of(name))
        if source is None:
            source = FeedSource(id=source_id_of(name), name=name, first_seen=self._now)
            self._session.add(source)
        source.sample = sample
        source.last_seen = self._now
        self._session.flush()
        return source

    def _skip(self, row: int, source_id: str, name: str, reason: str) -> None:
        self._report.add(RowNote(row, source_id, name, "skipped", (reason, *self._notes[row].warnings)))

    def _read(self, rows: list[Any]) -> list[Read]:
        reads = []
        for row, raw in enumerate(rows, 1):
            notes = self._notes[row] = Notes()
            inner = raw.get("service") if isinstance(raw, dict) and "name" not in raw else None
            raw = inner if isinstance(inner, dict) else raw
            if not isinstance(raw, dict):
                self._skip(row, "", "", "it is not a record")
                continue
            given, name = plain(raw.get("id"), 100) or "", plain(raw.get("name"), 200) or ""
            try:
                record = read_service(raw, notes, self._guide)
            except (ValueError, TypeError, OverflowError, RecursionError, LookupError):
                record = "it could not be understood"
            self._report.unknown_fields.update(notes.unknown.keys())
            if isinstance(record, str):
                self._seen.add(given)
                self._skip(row, given, name, record)
            else:
                reads.append(Read(row, record))
        return reads

    def _take_all(self, reads: list[Read]) -> None:
        skipped = find_duplicates(reads, self._known)
        for row, sentence in find_namesakes(reads, skipped).items():
            self._notes[row].warn(sentence)
        for read in reads:
            if read.row in skipped:
                self._skip(read.row, read.record.source_id, read.record.name, skipped[read.row])
                continue
            self._seen.add(read.record.source_id)
            try:
                with self._session.begin_nested():
                    outcome = self._take(read.record)
            except OperationalError:
                raise
            except SQLAlchemyError:
                self._store.forget()
                self._skip(read.row, read.record.source_id, read.record.name, "the database refused it")
                continue
            told = tuple(self._notes[read.row].warnings)
            self._report.add(RowNote(read.row, read.record.source_id, read.record.name, outcome, told))

    def _take(self, record: ServiceRecord) -> Outcome:
        known = self._known.get(record.source_id)
        found = record.hash()
        if known and known.record_hash == found:
            known.last_seen, known.import_run_id = self._now, self._run.id
            return "unchanged"
        service = self._store.save(record)
        if known is None:
            known = ImportedRecord(
                service_id=service.id,
                feed_source_id=service.feed_source_id,
                source_id=record.source_id,
                first_seen=self._now,
            )
            self._session.add(known)
        outcome: Outcome = "changed" if record.source_id in self._known else "taken"
        known.record_hash, known.last_seen, known.import_run_id = found, self._now, self._run.id
        return outcome

    def _remove_missing(self, force: bool) -> None:
        """Makes inactive what the feed no longer lists, unless that is most of it."""
        present = {key: each for key, each in self._known.items() if each.record_hash != GONE}
        gone = [each for key, each in present.items() if key not in self._seen]
        if len(gone) * 2 > len(present) and not force:
            self._report.notes.append(
                f"{len(gone)} of {len(present)} services are missing from the feed, which is most of them: "
                "none was removed. If that is right, import again with --force."
            )
            return
        for each in gone:
            service = self._session.get_one(Service, each.service_id)
            service.status, service.changed_at = "inactive", self._now
            each.record_hash = GONE
            reason = "the feed no longer lists it: it is not shown any more"
            self._report.add(RowNote(None, each.source_id, service.name, "removed", (reason,)))

    def _sweep(self, source: FeedSource) -> None:
        """Deletes locations and organisations of this feed that no service uses any more."""
        self._session.flush()
        at = select(ServiceAtLocation.location_id)
        by = select(Service.organization_id)
        for table, used in ((Location, at), (Organization, by)):
            unused = table.feed_source_id == source.id, table.id.not_in(used)
            self._session.execute(delete(table).where(*unused).execution_options(synchronize_session=False))
