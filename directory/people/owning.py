"""One's own entry in the who's-who: signed off, changed, and looked at by an editor before it stands.

That somebody is away, and who stands in, counts at once: whoever looks them up today must not wait for an
editor. Everything else that an owner changes stands only when an editor took it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import OpenDoorError
from directory.people.entries import Entry, Unreadable
from directory.people.importing import covers_of, put_values, raise_people_version
from directory.people.model import Coverage, EntryReport, Person, PersonChange
from directory.people.reading import read_person

AT_ONCE = frozenset({"absent_from", "absent_to", "deputy"})
"""What an owner's word is enough for."""
KEPT = frozenset({"signed_off_on", "public", "email", "agency"})
"""What an owner cannot change: who they are known as, and who sees them."""
LISTS: Mapping[str, str] = {
    "areas": "area", "schools": "school", "settings": "setting", "needs": "need",
    "specialisms": "specialism", "languages": "language",
}  # fmt: skip
"""The lists of a person as a file names them, and the kind of coverage each is."""

Written = Mapping[str, Any]
"""A person in the shape of a row of an imported file."""


class EntryError(OpenDoorError):
    """What was written cannot stand; the message is for whoever wrote it."""


@dataclass(frozen=True)
class Waiting:
    """A change that waits for an editor: whose, what differs as (heading, now, wanted), and since when."""

    person: Person
    differs: Sequence[tuple[str, str, str]]
    since: datetime


def own_entry(session: Session, email: str) -> Person | None:
    """The entry whose e-mail address this is."""
    found = session.scalars(select(Person).where(func.lower(Person.email) == email.strip().lower())).all()
    return found[0] if len(found) == 1 else None


def as_written(session: Session, person: Person) -> dict[str, Any]:
    """A person as a row of a file would say it: words, days in ISO form, lists."""
    covers: dict[str, list[str]] = {}
    stands = select(Coverage.kind, Coverage.value).where(Coverage.holder == person.id)
    for kind, value in session.execute(stands.order_by(Coverage.value)):
        covers.setdefault(kind, []).append(value)
    columns = ("name", "role", "team", "agency", "works", "deputy", "phone", "email", "reach", "public")
    days = ("absent_from", "absent_to", "signed_off_on")
    return {
        **{name: getattr(person, name) for name in columns},
        **{name: _iso(getattr(person, name)) for name in days},
        **{name: covers.get(kind, []) for name, kind in LISTS.items()},
    }


def sign_off(session: Session, person: Person, account_id: str, today: date, now: datetime) -> None:
    """Says that all of an entry is right today; reports about it are settled by that."""
    person.signed_off_on = today
    _settle(session, person.id)
    raise_people_version(session)
    audit.append(session, account_id, "people/signed_off", person.id, now=now)


def propose(
    session: Session, person: Person, written: Written, needs: frozenset[str], account_id: str, now: datetime
) -> bool:
    """Takes an owner's changes: absence at once, the rest for an editor to look at. Raises EntryError.

    A later change takes the place of one that waits. True if something waits for an editor now.
    """
    stands = as_written(session, person)
    wanted = {**stands, **{name: value for name, value in written.items() if name not in KEPT}}
    _checked(session, person, wanted, needs)
    at_once = {**stands, **{name: wanted[name] for name in AT_ONCE}}
    _put(session, person, _checked(session, person, at_once, needs), now)
    session.execute(delete(PersonChange).where(PersonChange.person_id == person.id))
    differs = _differences(as_written(session, person), wanted)
    if differs:
        told = json.dumps(wanted, ensure_ascii=False)
        session.add(PersonChange(person_id=person.id, wanted=told, account_id=account_id, at=now))
    session.flush()
    audit.append(session, account_id, "people/wrote_own", person.id, now=now)
    return bool(differs)


def edit(
    session: Session, person: Person, written: Written, needs: frozenset[str], account_id: str, now: datetime
) -> None:
    """An editor's changes, which stand at once; a change that waits goes with them. Raises EntryError."""
    wanted = {**as_written(session, person), **written}
    _put(session, person, _checked(session, person, wanted, needs), now)
    session.execute(delete(PersonChange).where(PersonChange.person_id == person.id))
    session.flush()
    audit.append(session, account_id, "people/edited", person.id, now=now)


def waiting(session: Session) -> Sequence[Waiting]:
    """What waits for an editor, the oldest first."""
    rows = session.execute(
        select(PersonChange, Person)
        .join(Person, Person.id == PersonChange.person_id)
        .order_by(PersonChange.at, PersonChange.person_id)
    )
    return [
        Waiting(person, _differences(as_written(session, person), json.loads(change.wanted)), change.at)
        for change, person in rows
    ]


def wanted_by(session: Session, person: Person) -> dict[str, Any] | None:
    """What the owner wants their entry to say, while it waits for an editor."""
    change = session.get(PersonChange, person.id)
    return json.loads(change.wanted) if change is not None else None


def decide(
    session: Session, person: Person, takes: bool, needs: frozenset[str], account_id: str, now: datetime
) -> bool:
    """An editor takes the change that waits, or does not; False where none does. Raises EntryError."""
    wanted = wanted_by(session, person)
    if wanted is None:
        return False
    session.execute(delete(PersonChange).where(PersonChange.person_id == person.id))
    if takes:
        stands = as_written(session, person)
        wanted |= {name: stands[name] for name in AT_ONCE | KEPT}
        _put(session, person, _checked(session, person, wanted, needs), now)
    session.flush()
    audit.append(session, account_id, "people/took" if takes else "people/left", person.id, now=now)
    return True


def _put(session: Session, person: Person, entry: Entry, now: datetime) -> None:
    if put_values(session, person, entry.values, covers_of(entry), now):
        raise_people_version(session)


def _checked(session: Session, person: Person, written: Written, needs: frozenset[str]) -> Entry:
    """Raises EntryError with what is wrong, in words for a form."""
    entry = read_person({**written, "id": person.source_id}, needs)
    if isinstance(entry, Unreadable):
        raise EntryError(entry.problem)
    if not entry.values["role"]:
        raise EntryError("Say what the job is.")
    if not (entry.values["phone"] or entry.values["email"]):
        raise EntryError("Give a phone number or an e-mail address: nobody could reach them otherwise.")
    deputy = str(entry.values["deputy"])
    known = select(Person.id).where(Person.source_id == deputy, Person.id != person.id)
    if deputy and session.scalar(known) is None:
        raise EntryError("Choose somebody in the who's-who who stands in, or leave it empty.")
    return entry


def _differences(stands: Written, wanted: Written) -> list[tuple[str, str, str]]:
    def words(value: object) -> str:
        return "; ".join(value) if isinstance(value, list) else str(value or "")

    return [
        (name, words(now), words(wanted[name]))
        for name, now in stands.items()
        if name in wanted and name not in KEPT and words(now) != words(wanted[name])
    ]


def _settle(session: Session, entry_id: str) -> None:
    session.execute(delete(EntryReport).where(EntryReport.entry_id == entry_id))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
