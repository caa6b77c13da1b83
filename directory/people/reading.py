"""Reading a who's-who: people.csv, or JSON with people, and teams, agencies and schools if they are given.

Councils keep such lists by hand, so headings are taken in several spellings, lists in one cell or several
values, and each row stands for itself: a wrong one is reported and the others are taken.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from core.errors import OpenDoorError
from core.mail import is_address
from directory.people.entries import CoverageKind, Entry, Kind, Unreadable

LONGEST, LONGEST_KEY = 2_000, 64
"""Characters of one value, and of a key."""
MOST_BYTES = 50_000_000

_ALSO: Mapping[str, tuple[str, ...]] = {
    "source_id": ("id", "key", "person_id", "team_id", "ref", "reference"),
    "name": ("full_name", "person", "team_name", "agency_name", "school_name", "title"),
    "role": ("job", "job_title", "post", "position"),
    "team": ("team_name", "service"),
    "agency": ("organisation", "organization", "employer"),
    "works": ("working_pattern", "hours", "working_hours", "days", "availability"),
    "absent_from": ("away_from", "absence_from", "leave_from"),
    "absent_to": ("away_to", "away_until", "absent_until", "absence_to", "leave_to"),
    "deputy": ("covered_by", "cover", "stand_in"),
    "phone": ("telephone", "tel", "mobile", "phone_number"),
    "email": ("e_mail", "mail", "email_address"),
    "reach": ("how_to_reach", "contact", "best_way", "how_to_contact"),
    "public": ("is_public", "show_public", "visibility"),
    "signed_off_on": ("signed_off", "signed_off_date", "checked_on", "last_signed_off"),
    "kind": ("type", "phase"),
    "url": ("web", "website"),
    "town": ("place", "location"),
    "postcode_area": ("postcode", "postcode_district"),
    "areas": ("area", "places", "covers", "districts"),
    "schools": ("school",),
    "settings": ("setting",),
    "needs": ("need",),
    "specialisms": ("specialism", "specialities", "specialties", "expertise"),
    "languages": ("language", "languages_spoken"),
    "roles": (),
}
"""Each heading, and what else it is called."""
_MEANT = {name: own for own, others in _ALSO.items() for name in (own, *others)}
_COLUMNS: Mapping[Kind, tuple[str, ...]] = {
    "person": ("name", "role", "team", "agency", "works", "deputy", "phone", "email", "reach"),
    "team": ("name", "agency", "phone", "email", "reach"),
    "agency": ("name", "kind", "phone", "url"),
    "school": ("name", "kind", "town", "postcode_area"),
}
_LISTS: Mapping[str, CoverageKind] = {
    "areas": "area", "schools": "school", "settings": "setting", "needs": "need",
    "specialisms": "specialism", "languages": "language", "roles": "role",
}  # fmt: skip
_SECTIONS: Mapping[str, Kind] = {
    "agencies": "agency", "schools": "school", "teams": "team", "people": "person",
}  # fmt: skip
_DAYS = {
    "absent_from": "the first day away",
    "absent_to": "the last day away",
    "signed_off_on": "the day of signing off",
}
_YES, _NO = {"yes", "y", "true", "1", "public"}, {"no", "n", "false", "0", "", "private", "staff"}
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class PeopleFileError(OpenDoorError):
    """A file that is no who's-who at all; the message says what is wrong with it."""


def read_people(path: Path, needs: frozenset[str]) -> list[Entry | Unreadable]:
    """Every row of the file, taken or not, in its order; raises PeopleFileError.

    `needs` are the keys that are known. A row without a key of its own is known by its name and e-mail.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PeopleFileError(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise PeopleFileError(f"{path.name} cannot be read.") from None
    except UnicodeDecodeError:
        raise PeopleFileError(f"{path.name} is not in UTF-8: save it as CSV UTF-8.") from None
    rows = list(_rows_of_json(path, text) if path.suffix.lower() == ".json" else _rows_of_csv(path, text))
    if not rows:
        raise PeopleFileError(f"{path.name} has no rows.")
    return [_read(number, kind, row, needs) for number, kind, row in rows]


def read_person(row: Mapping[str, Any], needs: frozenset[str]) -> Entry | Unreadable:
    """One person in the shape of a file's row, checked."""
    return _read(1, "person", row, needs)


def _rows_of_csv(path: Path, text: str) -> Iterator[tuple[int, Kind, Mapping[str, Any]]]:
    try:
        found = list(csv.DictReader(io.StringIO(text), strict=True))
    except csv.Error:
        raise PeopleFileError(f"{path.name} is not a table in CSV.") from None
    headings = {_heading(name) for name in (found[0] if found else {}) if name}
    if found and "name" not in headings:
        raise PeopleFileError(f"{path.name} has no column called name.")
    yield from ((number, "person", row) for number, row in enumerate(found, 1))


def _rows_of_json(path: Path, text: str) -> Iterator[tuple[int, Kind, Mapping[str, Any]]]:
    try:
        found = json.loads(text)
    except ValueError:
        raise PeopleFileError(f"{path.name} is not JSON.") from None
    sections = {"people": found} if isinstance(found, list) else found
    if not isinstance(sections, dict) or not any(name in sections for name in _SECTIONS):
        raise PeopleFileError(f"{path.name} has no list called people.")
    for name, kind in _SECTIONS.items():
        rows = sections.get(name) or []
        if not isinstance(rows, list):
            raise PeopleFileError(f"{name} of {path.name} is not a list.")
        yield from ((number, kind, row) for number, row in enumerate(rows, 1))


def _read(number: int, kind: Kind, row: object, needs: frozenset[str]) -> Entry | Unreadable:
    if not isinstance(row, Mapping):
        return Unreadable(number, kind, "", "", "It is not a row with headings.")
    said = {_heading(str(name)): value for name, value in row.items() if name}
    own_key = name = ""
    notes: list[str] = []
    try:
        own_key = _words(said.get("source_id"))[:LONGEST_KEY]
        name = _words(said.get("name"))
        source_id = own_key or f"{name}/{_words(said.get('email'))}".lower().strip("/")[:LONGEST_KEY]
        if not name:
            return Unreadable(number, kind, own_key, "", "Give it a name.")
        values: dict[str, Any] = {column: _words(said.get(column)) for column in _COLUMNS[kind]}
        if kind in {"person", "team"}:
            values["public"] = _yes(said.get("public"))
            values["email"] = _email(values["email"], notes)
        if kind == "person":
            for column in ("absent_from", "absent_to", "signed_off_on"):
                values[column] = _day(column, said.get(column))
            if values["absent_from"] and values["absent_to"] and values["absent_to"] < values["absent_from"]:
                raise ValueError("the last day away is before the first one")
        covers = (
            {of: _several(said.get(column)) for column, of in _LISTS.items()}
            if kind in {"person", "team"}
            else {}
        )
    except ValueError as problem:
        return Unreadable(number, kind, own_key, name[:LONGEST_KEY], f"Mend it: {problem}.")
    if unknown := sorted(set(covers.get("need", ())) - needs):
        notes.append(f"Needs that are not known were left out: {', '.join(unknown)}.")
        covers["need"] = tuple(need for need in covers["need"] if need in needs)
    return Entry(kind, source_id, values, covers, tuple(notes), number)


def _heading(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")
    return _MEANT.get(plain, plain)


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        raise ValueError("a value is no text")
    if isinstance(value, list | tuple):
        value = "; ".join(map(_words, value))
    text = " ".join(_UNSEEN.sub(" ", str(value if value is not None else "")).split())
    if len(text) > LONGEST:
        raise ValueError(f"a value is longer than {LONGEST:,} characters")
    return text


def _several(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list | tuple) else re.split(r"[;|]", str(value or ""))
    return tuple(dict.fromkeys(filter(None, map(_words, parts))))


def _yes(value: object) -> bool:
    said = _words(value).lower()
    if said not in _YES | _NO:
        raise ValueError("public is yes or no")
    return said in _YES


def _email(value: str, notes: list[str]) -> str:
    if value and not is_address(value):
        notes.append("The e-mail address is not whole and was left out.")
        return ""
    return value


def read_british(said: str) -> date | None:
    """A day such as 30/11/2026; None for anything else. Raises ValueError for a day that no calendar has."""
    british = _DAY.fullmatch(said.strip())
    if british is None:
        return None
    day, month, year = map(int, british.groups())
    return date(year, month, day)


def _day(column: str, value: object) -> date | None:
    said = _words(value)
    if not said:
        return None
    try:
        return read_british(said) or date.fromisoformat(said[:10])
    except ValueError:
        raise ValueError(f"{_DAYS[column]} is a day such as 30/11/2026") from None
