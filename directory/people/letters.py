"""Mails to those who own an entry: that it is half a year old, that somebody found it out of date, or what
became of their change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import yaml
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.encryption import Vault
from core.errors import OpenDoorError
from core.mail import Mail
from core.outbox import put
from directory.people.model import Person
from directory.people.search import STALE_DAYS

FILE = "letters.yml"
_KINDS = ("sign_off", "reported", "taken", "left")


class LettersError(OpenDoorError):
    """data/people/letters.yml cannot be used."""


@dataclass(frozen=True)
class Letter:
    """A mail; `text` has a gap for `link`."""

    subject: str
    text: str


Letters = Mapping[str, Letter]


def load_letters(folder: Path) -> Letters:
    """The letters in this folder; raises LettersError."""
    try:
        found = yaml.safe_load((folder / FILE).read_text(encoding="utf-8"))
        letters = {kind: Letter(str(found[kind]["subject"]), str(found[kind]["text"])) for kind in _KINDS}
        whole = all(each.subject.strip() and "{link}" in each.text for each in letters.values())
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise LettersError(f"{FILE} in data/people cannot be read: put it back as it was.") from error
    if not whole:
        raise LettersError(
            f"Mend {FILE} in data/people: each letter needs a subject and {{link}} in its text."
        )
    return letters


def ask_owners(
    session: Session, vault: Vault, letters: Letters, site: str, today: date, now: datetime
) -> int:
    """Asks everybody whose entry is stale to sign it off, once a month; gives how many were asked now."""
    oldest = today - timedelta(days=STALE_DAYS)
    stale = select(Person).where(
        Person.email != "", or_(Person.signed_off_on.is_(None), Person.signed_off_on < oldest)
    )
    found = session.scalars(stale.order_by(Person.id)).all()
    return sum(
        _mail(session, vault, letters["sign_off"], each, f"sign-off/{today:%Y-%m}", site, now)
        for each in found
    )


def tell_owner(
    session: Session, vault: Vault, letters: Letters, entry_id: str, site: str, today: date, now: datetime
) -> bool:
    """Tells a person that somebody found their entry out of date, once a day; False where nobody is told."""
    person = session.get(Person, entry_id)
    if person is None or not person.email:
        return False
    return _mail(session, vault, letters["reported"], person, f"reported/{today}", site, now)


def tell_decided(
    session: Session, vault: Vault, letters: Letters, person: Person, takes: bool, site: str, now: datetime
) -> bool:
    """Tells whoever owns the entry what became of their change; False where nobody is told."""
    if not person.email:
        return False
    letter = letters["taken" if takes else "left"]
    return _mail(session, vault, letter, person, f"decided/{now:%Y-%m-%dT%H:%M:%S.%f}", site, now)


def _mail(
    session: Session, vault: Vault, letter: Letter, person: Person, key: str, site: str, now: datetime
) -> bool:
    text = letter.text.replace("{link}", f"{site}/whos-who/own")
    mail = Mail(person.email, letter.subject, text)
    return put(session, vault, f"people/{person.id}/{key}", "mail", mail.payload(), now)
