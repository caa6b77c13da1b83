"""Mails to staff. They hold a reference, a link and a day, and nothing about anybody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from core.encryption import Vault
from core.mail import Mail
from core.outbox import put
from earlyhelp.contacts import Contact
from earlyhelp.days import day_of, day_words
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.office import Office
from earlyhelp.requests.model import HelpRequest


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
        }
        mail = Mail(to.email, words.subject.format_map(gaps), words.text.format_map(gaps))
    except (KeyError, ValueError):
        raise EarlyHelpDataError(f"Mend the letter {letter!r} in data/earlyhelp/wording.yml.") from None
    put(session, vault, letter_key(request, letter, to.key, again), "mail", mail.payload(), now)


def letter_key(request: HelpRequest, letter: str, to: str, again: str = "") -> str:
    """The natural key of a letter in the outbox."""
    ending = f"/{again}" if again else ""
    return f"{request.subject}/{request.round}/{letter}/{to}{ending}"
