"""A named contact, and the case that looks for one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

EVERYWHERE, DISTRICT, PLACE, POSTCODE = range(4)
"""How local a contact is to a case, the most local highest."""


USUAL_LEVEL, HARM_LEVEL = 2, 4
"""Levels of need: of somebody who asks for early help, and of significant harm."""

MARK_LENGTH = 32
"""Characters in the mark of a contact."""


@dataclass(frozen=True)
class Case:
    """What is known of somebody who asks. Empty means not told.

    `ages` are those of the children, in years; `adult` is true where the help is for a grown-up.
    `level` is the level of need from 1 to 4, where 4 is significant harm. `lead` is the key of who
    leads their plan with their own yes.
    """

    postcode: str = ""
    place: str = ""
    district: str = ""
    school: str = ""
    ages: tuple[float, ...] = ()
    adult: bool = False
    needs: frozenset[str] = frozenset()
    level: int = USUAL_LEVEL
    lead: str = ""

    @property
    def outward(self) -> str:
        """The first part of the postcode, as in `TA6`; empty if there is none."""
        letters = re.sub(r"\s+", " ", self.postcode.strip()).upper()
        first, space, _ = letters.partition(" ")
        return first if space or len(first) < 5 else first[:-3]


@dataclass(frozen=True)
class Areas:
    """Where a contact works. All empty means everywhere."""

    postcodes: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()

    def closeness(self, case: Case) -> int | None:
        """How local this is to the case; None if it is elsewhere, or if nobody said where."""
        if case.outward and case.outward in self.postcodes:
            return POSTCODE
        if case.place and case.place.casefold() in self.places:
            return PLACE
        if case.district and case.district.casefold() in self.districts:
            return DISTRICT
        return None if self.postcodes or self.places or self.districts else EVERYWHERE


@dataclass(frozen=True)
class Contact:
    """Somebody who receives requests; `absent_from` and `absent_until` are both days away."""

    key: str
    name: str
    role: str
    agency: str
    email: str
    phone: str
    teams: frozenset[str]
    schools: frozenset[str] = frozenset()
    areas: Areas = Areas()
    cover: str = ""
    absent_from: date | None = None
    absent_until: date | None = None

    @property
    def mark(self) -> str:
        """Which person of which agency this is, in 32 hex: the same key with another name is another."""
        told = json.dumps([self.key, self.name, self.agency])
        return hashlib.sha256(told.encode()).hexdigest()[:MARK_LENGTH]

    def is_away(self, day: date) -> bool:
        """True on a day that lies within their absence; an absence without a last day has not ended."""
        if self.absent_from is None or day < self.absent_from:
            return False
        return self.absent_until is None or day <= self.absent_until

    def is_at(self, school: str) -> bool:
        """True if they work with this school, by one of the names it goes by."""
        return bool(school.strip()) and plain_school(school) in self.schools


def plain_school(name: str) -> str:
    """A school's name without case, marks and the words `the` and `school`, to compare it by."""
    words = re.findall(r"[a-z0-9]+", name.casefold().replace("'", "").replace("’", ""))
    return " ".join(word for word in words if word not in {"the", "school"})


@dataclass(frozen=True)
class Contacts:
    """All contacts by key, and the manager who is told when nobody answers."""

    version: int
    sample: bool
    by_key: Mapping[str, Contact]
    manager: Contact

    @property
    def marks(self) -> frozenset[str]:
        """The marks of all who are contacts now."""
        return frozenset(each.mark for each in self.by_key.values())

    def person(self, key: str, mark: str) -> Contact | None:
        """The contact with this key; None once they have left, also where the key is somebody else's now."""
        found = self.by_key.get(key)
        return found if found is not None and found.mark == mark else None

    def with_mark(self, mark: str | None) -> Contact | None:
        """The contact who goes by this mark; None once they have left."""
        return next((each for each in self.by_key.values() if each.mark == mark), None)

    def to_reach(self, key: str, mark: str) -> Contact:
        """Whom to write to or ring: the contact, or the manager in place of one who has left.

        For words about what was, and what was agreed to, this is the wrong person: take `person`.
        """
        return self.person(key, mark) or self.manager

    def standing_in(self, contact: Contact, day: date) -> Contact | None:
        """The first who covers for this contact and is not away themselves; None if all are."""
        seen, key = {contact.key}, contact.cover
        while key in self.by_key and key not in seen:
            cover = self.by_key[key]
            if not cover.is_away(day):
                return cover
            seen.add(key)
            key = cover.cover
        return None
