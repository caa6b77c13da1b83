"""Mails to staff. They hold a reference, a link, a day and a contact's name, and nothing about the person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import Vault
from core.mail import Mail
from core.outbox import block, put
from core.outbox.models import OutboxEntry
from earlyhelp.contacts import Contact
from earlyhelp.days import day_of, day_words
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.office import Office
from earlyhelp.requests.delivery_keys import LetterKey, letter_of, letters_begin
from earlyhelp.requests.model import HelpRequest

Went = Literal["sent", "going", "trying", "given_up", "unknown"]
"""What became of a letter: accepted by the mail server, not tried yet, tried in vain so far, or in vain."""

ASKING = (
    "new", "handed_over", "reminded", "second_asked", "second_chase", "manager_told", "contact_left",
)  # fmt: skip
"""Letters that ask somebody to see to it that a request is answered."""

_WORST_FIRST: tuple[Went, ...] = ("given_up", "trying", "going")


def send_letter(
    session: Session,
    vault: Vault,
    request: HelpRequest,
    to: Contact,
    letter: str,
    now: datetime,
    office: Office,
    again: str = "",
) -> None:
    """Puts one letter into the outbox, once for this request, round, letter, recipient and `again`."""
    try:
        words = office.wording.letters[letter]
        gaps = {
            "reference": request.reference,
            "link": office.link(request.reference),
            "due": day_words(day_of(request.due_at)),
            "contact": office.name_of(office.contacts.person(request.contact, request.contact_mark)),
        }
        mail = Mail(to.email, words.subject.format_map(gaps), words.text.format_map(gaps))
    except (KeyError, ValueError):
        raise EarlyHelpDataError(f"Mend the letter {letter!r} in data/earlyhelp/wording.yml.") from None
    key = LetterKey(request.id, request.round, letter, to.key, again)
    put(session, vault, str(key), "mail", mail.payload(), now)


def stop_asking(session: Session, request: HelpRequest, now: datetime) -> None:
    """Stops the letters of this round that ask for an answer, for one came, or is no longer looked for.

    What tells of something that happened still goes.
    """
    for letter in ASKING:
        block(session, f"{letters_begin(request)}{letter}", now)


def how_they_went(
    session: Session, request: HelpRequest, letters: Collection[str], *, each: bool = False
) -> Went:
    """What became of these letters in the request's present round: whether one of them went, or `each`.

    Of several that did not, the worst is told. Entries are forgotten in time, and then nothing is known.
    """
    found = session.execute(
        select(OutboxEntry.key, OutboxEntry.state, OutboxEntry.attempts).where(
            OutboxEntry.key.startswith(letters_begin(request), autoescape=True),
            OutboxEntry.state != "blocked",
        )
    )
    keyed = [(letter_of(row.key), row) for row in found]
    went = {_went(row.state, row.attempts) for key, row in keyed if key and key.letter in letters}
    if "sent" in went and (went == {"sent"} or not each):
        return "sent"
    return next((worst for worst in _WORST_FIRST if worst in went), "unknown")


def _went(state: str, attempts: int) -> Went:
    if state in {"sent", "dead"}:
        return "sent" if state == "sent" else "given_up"
    return "trying" if attempts else "going"
