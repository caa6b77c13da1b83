"""Sending a request: all of it or nothing, and once however often it is pressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database import add_once
from core.encryption import Vault
from earlyhelp.consent import Consent
from earlyhelp.contacts import Contact
from earlyhelp.errors import DraftError
from earlyhelp.office import Office
from earlyhelp.requests.agreed import keep_words
from earlyhelp.requests.announcing import announce
from earlyhelp.requests.draft import REACH, TO_ASK, Draft, check_draft, digest
from earlyhelp.requests.history import add_event, write_audit
from earlyhelp.requests.letters import send_letter
from earlyhelp.requests.lookup import code_for_person
from earlyhelp.requests.model import HelpRequest, RequestItem
from earlyhelp.requests.staff import PERSON, holder_of
from earlyhelp.working_days import end_of_working_day

_REFERENCES_TRIED = 50


@dataclass(frozen=True)
class Submitted:
    """A request that is on its way: what the person is told, and whether it already was.

    `contact` is who holds it, None once they have left. `code` is the word that only they get; it is empty
    once the request was erased.
    """

    request_id: str
    reference: str
    code: str
    contact: Contact | None
    due_at: datetime
    is_replay: bool


def submit(
    session: Session, vault: Vault, draft: Draft, submission_key: str, now: datetime, office: Office
) -> Submitted:
    """Writes the request, its consents, audit entry and mail in the caller's transaction. Raises DraftError.

    The same `submission_key` (opaque, not to be guessed) gives the same request again, whatever the draft
    says by then. The request is accepted once the caller's transaction is committed, and not before.
    """
    key = digest(submission_key)
    known = _submitted(session, vault, key, office)
    if known is not None:
        return known
    check_draft(draft, office, now)
    request = _add_request(session, vault, draft, key, now, office)
    if request is None:
        known = _submitted(session, vault, key, office)
        if known is None:
            raise DraftError("Send the request again: no free reference was found.")
        return known
    _add_items(session, vault, request, draft)
    contact = office.contacts.by_key[draft.contact]
    second = office.contacts.by_key[draft.second] if draft.second_agreed else None
    manager = office.contacts.manager if draft.manager_agreed else None
    for recipient in (contact, second) if second else (contact,):
        add_consents(session, request, recipient, draft.agreed, now, office)
    if manager is not None:
        to_ask = {item: yes for item, yes in draft.agreed.items() if item in TO_ASK}
        add_consents(session, request, manager, to_ask, now, office)
    words = office.agreement.words(draft.agreed, contact, second, now, draft.young, manager)
    keep_words(session, vault, request, words)
    add_event(session, vault, request, "sent", "sent", PERSON, now)
    send_letter(session, vault, request, contact, "new", now, office)
    announce(session, vault, request, "sent", now, office)
    write_audit(session, request, "sent", PERSON, now)
    return _told(vault, request, office, is_replay=False)


def submitted_before(session: Session, vault: Vault, submission_key: str, office: Office) -> Submitted | None:
    """What `submit` gave for this key, if it was ever submitted."""
    return _submitted(session, vault, digest(submission_key), office)


def add_consents(
    session: Session,
    request: HelpRequest,
    recipient: Contact,
    decisions: Mapping[str, bool],
    now: datetime,
    office: Office,
) -> None:
    """Writes down each yes and no for this recipient, in the request's present round."""
    session.add_all(
        Consent(
            request_id=request.id,
            round=request.round,
            item=item,
            recipient=recipient.key,
            recipient_mark=recipient.mark,
            wording_version=office.agreement.version,
            given=yes,
            decided_at=now,
            expires_at=office.agreement.ends(item, now) if yes else None,
        )
        for item, yes in decisions.items()
    )
    session.flush()


def _add_request(
    session: Session, vault: Vault, draft: Draft, key: str, now: datetime, office: Office
) -> HelpRequest | None:
    """The new row under a free reference; None if the submission is already known."""
    request_id = str(uuid4())
    due = end_of_working_day(now, office.acknowledge_days)
    values = {
        "id": request_id,
        "submission": key,
        "person": digest(draft.person),
        "status": "sent",
        "contact": draft.contact,
        "contact_mark": office.contacts.by_key[draft.contact].mark,
        "second": draft.second or None,
        "second_mark": office.contacts.by_key[draft.second].mark if draft.second else None,
        "second_agreed": draft.second_agreed,
        "young": draft.young,
        "may_leave_message": draft.may_leave_message and draft.agreed.get(REACH) is True,
        "round": 1,
        "step": 0,
        "version": 1,
        "due_at": due,
        "next_step_at": due,
        "sealed_code": vault.seal(office.references.new_code().encode(), request_id),
        "created_at": now,
        "changed_at": now,
    }
    for _ in range(_REFERENCES_TRIED):
        if add_once(session, HelpRequest, {**values, "reference": office.references.new_reference()}):
            return session.get_one(HelpRequest, request_id)
        if session.scalar(select(HelpRequest.id).where(HelpRequest.submission == key)) is not None:
            return None
    return None


def _add_items(session: Session, vault: Vault, request: HelpRequest, draft: Draft) -> None:
    for item, answer in draft.shared().items():
        item_id = str(uuid4())
        sealed = vault.seal(answer.encode(), item_id)
        session.add(RequestItem(id=item_id, request_id=request.id, item=item, sealed=sealed))


def _submitted(session: Session, vault: Vault, key: str, office: Office) -> Submitted | None:
    known = session.scalar(select(HelpRequest).where(HelpRequest.submission == key))
    return None if known is None else _told(vault, known, office, is_replay=True)


def _told(vault: Vault, request: HelpRequest, office: Office, *, is_replay: bool) -> Submitted:
    code = code_for_person(vault, request)
    contact = holder_of(request, office)
    return Submitted(request.id, request.reference, code, contact, request.due_at, is_replay)
