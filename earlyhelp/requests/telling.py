"""What the person is told of their request: the truth, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.outbox.models import OutboxEntry
from earlyhelp.consent import Consent
from earlyhelp.days import day_of, day_words
from earlyhelp.office import Office
from earlyhelp.requests.letters import letter_key
from earlyhelp.requests.model import HelpRequest, RequestEvent
from earlyhelp.requests.staff import SECOND_ASKED
from earlyhelp.requests.status import WAITING


@dataclass(frozen=True)
class Told:
    """Where the request stands: a key for tests and pages, and sentences to say in this order."""

    standing: str
    sentences: tuple[str, ...]


def status_for_person(session: Session, request: HelpRequest, now: datetime, office: Office) -> Told:
    """Where the request stands, who has it, what is late, and what the person can do."""
    standing = _standing(request, now)
    contact = office.contacts.holder(request.contact)
    second = office.contacts.holder(request.second) if request.second else None
    gaps = {
        "reference": request.reference,
        "name": contact.name,
        "phone": contact.phone,
        "second": second.name if second else "",
        "due": day_words(day_of(request.due_at)),
        "sent": day_words(day_of(request.created_at)),
        "since": day_words(day_of(_since(session, request))),
    }
    sentences = [office.wording.say(standing, **gaps)]
    outcome = office.wording.outcomes.get(request.outcome or "")
    if outcome is not None:
        sentences.append(outcome.told.format_map(gaps))
    if request.status in WAITING:
        sentences += _delivery(session, request, office, gaps)
    if request.ended_at is None:
        sentences.append(
            office.wording.say("ring" if _can_reach(session, request, now) else "ring_first", **gaps)
        )
    return Told(standing, tuple(sentences))


def _standing(request: HelpRequest, now: datetime) -> str:
    if request.status not in WAITING:
        return request.status
    if request.step > SECOND_ASKED:
        return "late_manager"
    if request.step == SECOND_ASKED:
        return "late_second"
    if request.step == 1:
        return "late_reminded"
    return "late" if request.due_at <= now else request.status


def _since(session: Session, request: HelpRequest) -> datetime:
    """When the present status began."""
    found = select(RequestEvent.at).where(
        RequestEvent.request_id == request.id, RequestEvent.kind == request.status
    )
    return session.scalars(found.order_by(RequestEvent.number.desc()).limit(1)).first() or request.changed_at


def _delivery(session: Session, request: HelpRequest, office: Office, gaps: dict[str, str]) -> list[str]:
    """A sentence if the mail to the contact has not gone through."""
    letter = "new" if request.round == 1 else "handed_over"
    key = letter_key(request, letter, request.contact)
    found = select(OutboxEntry.state, OutboxEntry.attempts).where(OutboxEntry.key == key)
    row = session.execute(found).first()
    if row is None or row.state in {"sent", "blocked"}:
        return []
    if row.state == "dead":
        return [office.wording.say("mail_given_up", **gaps)]
    return [office.wording.say("mail_trying", **gaps)] if row.attempts else []


def _can_reach(session: Session, request: HelpRequest, now: datetime) -> bool:
    """Whether the contact knows how to get in touch."""
    found = select(Consent).where(
        Consent.request_id == request.id,
        Consent.round == request.round,
        Consent.item == "reach",
        Consent.recipient == request.contact,
    )
    return any(each.state(now) == "given" for each in session.scalars(found))
