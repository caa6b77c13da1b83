"""One's own entry in the who's-who: signed off, changed, and looked at by an editor before it stands.

That somebody is away, and who stands in, counts at once: whoever looks them up today must not wait for an
editor. Everything else that an owner changes stands only when an editor took it.
"""

from __future__ import annotations

import hashlib
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


LIVE = AT_ONCE | {"signed_off_on"}
"""What a search reads anew each time, so that its index need not be built again."""


class EntryError(OpenDoorError):
    """What was written cannot stand; the message is for whoever wrote it."""


class EntryChangedError(EntryError):
    """Somebody else changed the entry, or what waits for it, meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed this entry while you wrote. What you wrote is still here: look at the entry, "
            "and save again if yours should stand."
        )


@dataclass(frozen=True)
class Waiting:
    """A change that waits for an editor: whose, what differs as (heading, now, wanted), and since when.

    `mark` tells what an editor looked at from what was changed meanwhile.
    """

    person: Person
    differs: Sequence[tuple[str, str, str]]
    since: datetime
    mark: str


def own_entries(session: Session, email: str) -> Sequence[Person]:
    """The entries whose e-mail address this is, by name: a team may share one address."""
    wanted = email.strip().lower()
    if not wanted:
        return []
    return session.scalars(
        select(Person).where(func.lower(Person.email) == wanted).order_by(Person.name, Person.id)
    ).all()


def mark_of_entry(session: Session, person: Person) -> str:
    """A mark of how an entry stands and of what waits for it, by which a change is seen."""
    stands = {name: value for name, value in as_written(session, person).items() if name != "signed_off_on"}
    change = session.get(PersonChange, person.id)
    said = json.dumps([stands, change.wanted if change else ""], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


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
    """Its owner says that all of an entry is right today; reports about it are settled by that."""
    person.signed_off_on = today
    _settle(session, person.id)
    audit.append(session, account_id, "people/signed_off", person.id, now=now)


def propose(
    session: Session,
    person: Person,
    written: Written,
    needs: frozenset[str],
    account_id: str,
    now: datetime,
    seen: str = "",
) -> bool:
    """Takes an owner's changes: absence at once, the rest for an editor to look at.

    A later change takes the place of one that waits. True if something waits for an editor now. Raises
    EntryError, and EntryChangedError where the entry is not what was `seen`, by its mark.
    """
    _check_seen(session, person, seen)
    stands = as_written(session, person)
    wanted = {**stands, **{name: value for name, value in written.items() if name not in KEPT}}
    _checked(session, person, wanted, needs)
    at_once = {**stands, **{name: wanted[name] for name in AT_ONCE}}
    _put(session, person, _checked(session, person, at_once, needs), now)
    session.execute(delete(PersonChange).where(PersonChange.person_id == person.id))
    differs = [name for name, _, _ in _differences(as_written(session, person), wanted)]
    if differs:
        told = json.dumps({name: wanted[name] for name in differs}, ensure_ascii=False)
        session.add(PersonChange(person_id=person.id, wanted=told, account_id=account_id, at=now))
    session.flush()
    audit.append(session, account_id, "people/wrote_own", person.id, now=now)
    return bool(differs)


def edit(
    session: Session,
    person: Person,
    written: Written,
    needs: frozenset[str],
    account_id: str,
    now: datetime,
    seen: str = "",
    *,
    ends_waiting: bool = True,
) -> None:
    """An editor's changes, which stand at once; a change that waits, and that they saw, goes with them.

    Raises EntryError, and EntryChangedError where the entry is not what was `seen`, by its mark.
    """
    _check_seen(session, person, seen)
    wanted = {**as_written(session, person), **written}
    _put(session, person, _checked(session, person, wanted, needs), now)
    if ends_waiting:
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
    found = []
    for change, person in rows:
        differs = _differences(as_written(session, person), json.loads(change.wanted))
        found.append(Waiting(person, differs, change.at, mark_of_entry(session, person)))
    return found


def waits_since(session: Session, person: Person) -> datetime | None:
    """Since when a change waits for an editor; None where none does."""
    change = session.get(PersonChange, person.id)
    return change.at if change is not None else None


def wanted_by(session: Session, person: Person) -> dict[str, Any] | None:
    """The whole entry as its owner wants it to say, while that waits for an editor."""
    change = session.get(PersonChange, person.id)
    if change is None:
        return None
    return {**as_written(session, person), **_changed_by(change)}


def decide(
    session: Session,
    person: Person,
    takes: bool,
    needs: frozenset[str],
    account_id: str,
    now: datetime,
    seen: str = "",
) -> bool:
    """An editor takes the change that waits, or does not; False where none does.

    Raises EntryError, and EntryChangedError where it is not what the editor saw, by its mark.
    """
    change = session.get(PersonChange, person.id)
    if change is None:
        return False
    _check_seen(session, person, seen)
    wanted = _changed_by(change)
    session.delete(change)
    session.flush()
    if takes:
        whole = {**as_written(session, person), **wanted}
        _put(session, person, _checked(session, person, whole, needs), now)
    audit.append(session, account_id, "people/took" if takes else "people/left", person.id, now=now)
    return True


def _changed_by(change: PersonChange) -> dict[str, Any]:
    kept = AT_ONCE | KEPT
    return {name: value for name, value in json.loads(change.wanted).items() if name not in kept}


def _check_seen(session: Session, person: Person, seen: str) -> None:
    if seen and seen != mark_of_entry(session, person):
        raise EntryChangedError


def _put(session: Session, person: Person, entry: Entry, now: datetime) -> None:
    if put_values(session, person, entry.values, covers_of(entry), now) - LIVE:
        raise_people_version(session)


def _checked(session: Session, person: Person, written: Written, needs: frozenset[str]) -> Entry:
    """Raises EntryError with what is wrong, in words for a form."""
    entry = read_person({**written, "id": person.source_id}, needs)
    if isinstance(entry, Unreadable):
        raise EntryError(entry.problem)
    if written.get("email") and not entry.values["email"]:
        raise EntryError("Write the whole e-mail address, such as name@example.org.")
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
        return "; ".join(sorted(value)) if isinstance(value, list) else str(value or "")

    return [
        (name, words(now), words(wanted[name]))
        for name, now in stands.items()
        if name in wanted and name not in KEPT and words(now) != words(wanted[name])
    ]


def _settle(session: Session, entry_id: str) -> None:
    session.execute(delete(EntryReport).where(EntryReport.entry_id == entry_id))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
