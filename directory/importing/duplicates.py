"""Records that a feed lists twice: by id, or word for word the same under two ids."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from directory.importing.records import ServiceRecord


@dataclass(frozen=True)
class Read:
    """A record that was read, and the number of its row."""

    row: int
    record: ServiceRecord


def _words(text: str | None) -> str:
    return re.sub(r"\W+", " ", (text or "").lower()).strip()


def _same(record: ServiceRecord) -> tuple[object, ...]:
    """What must be equal for two records to be one service: who, where, when, and every word about it.

    Name, organisation and web address alone are not enough: councils list the same class once for each day,
    age group or hall.
    """
    told = (_words(record.name), _words(record.organization.name), record.url, _words(record.description))
    places = tuple((place.location, place.schedules) for place in record.places)
    return (*told, places, record.schedules, record.minimum_age, record.maximum_age)


def find_duplicates(reads: Sequence[Read], known: Collection[str]) -> dict[int, str]:
    """Rows to skip, each with the reason.

    Of rows with one id the first is kept; of rows that say the same, the one imported before (its id is in
    `known`), or else the first.
    """
    skipped: dict[int, str] = {}
    by_id: dict[str, int] = {}
    alike: dict[tuple[object, ...], Read] = {}
    for read in sorted(reads, key=lambda each: (each.record.source_id not in known, each.row)):
        first = by_id.setdefault(read.record.source_id, read.row)
        if first != read.row:
            skipped[read.row] = f"its id is the same as that of row {first}"
            continue
        kept = alike.setdefault(_same(read.record), read)
        if kept.row != read.row:
            skipped[read.row] = f"it says the same as row {kept.row} ({kept.record.source_id})"
    return skipped


def find_namesakes(reads: Sequence[Read], skipped: Collection[int]) -> dict[int, str]:
    """Rows that are kept although name, organisation and web address are another's, each with a note."""
    first: dict[tuple[object, ...], int] = {}
    notes: dict[int, str] = {}
    for read in reads:
        if read.row in skipped:
            continue
        key = (_words(read.record.name), _words(read.record.organization.name), read.record.url)
        row = first.setdefault(key, read.row)
        if row != read.row:
            notes[read.row] = f"it has the name of row {row} but differs from it: both were kept"
    return notes
