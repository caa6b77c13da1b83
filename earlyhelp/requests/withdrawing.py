"""Taking back a yes, in one step: it reaches the contact, and stops what has not been delivered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, delete, select, update
from sqlalchemy.orm import Session

from core.database import forget_after_commit
from core.encryption import Vault
from core.outbox import block
from earlyhelp.consent import Consent, stands
from earlyhelp.contacts import Contact
from earlyhelp.office import Office
from earlyhelp.requests.announcing import announce
from earlyhelp.requests.draft import AGE
from earlyhelp.requests.history import add_event, happened, hold, write_audit
from earlyhelp.requests.letters import send_letter
from earlyhelp.requests.model import HelpRequest, RequestEvent, RequestItem
from earlyhelp.requests.staff import PERSON
from earlyhelp.requests.status import check_move


def withdraw(session: Session, vault: Vault, request_id: str, now: datetime, office: Office) -> HelpRequest:
    """Takes back every yes, deletes what was shared, stops deliveries and tells each contact who was asked.

    Who asked, or who knows reference and code, has been checked before. Works at any status; one that had
    ended stays as it ended. Doing it again changes nothing. Raises UnknownRequestError.
    """
    request = hold(session, request_id)
    if taken_back(session, request):
        return request
    block(session, request.subject, now)
    _take_back(session, request, now, None)
    if request.ended_at is None:
        check_move(request.status, "withdrawn")
        request.status, request.ended_at = "withdrawn", now
    request.next_step_at = None
    add_event(session, vault, request, "withdrawn", "withdrawn", PERSON, now)
    for contact in everybody_asked(session, request, office):
        send_letter(session, vault, request, contact, "withdrawn", now, office)
    announce(session, vault, request, "withdrawn", now, office)
    write_audit(session, request, "withdrawn", PERSON, now)
    return request


def withdraw_items(
    session: Session, vault: Vault, request_id: str, items: Collection[str], now: datetime, office: Office
) -> HelpRequest:
    """Takes back the yes to some items, deletes what was said of them, and tells the contact; the rest stays.

    No delivery is stopped, for none holds an item. Told is whoever was asked and agreed to. The age of
    somebody under 18 goes only with the whole request, for it protects them. With the last of what is shared
    the whole request is taken back. Items already taken back change nothing. Raises UnknownRequestError.
    """
    request = hold(session, request_id)
    taking = set(items) - ({AGE} if request.young else set())
    if taken_back(session, request) or not _take_back(session, request, now, taking):
        return request
    if not _shares_anything(session, request, now):
        return withdraw(session, vault, request_id, now, office)
    again = str(request.version)
    add_event(session, vault, request, "items_withdrawn", f"items_withdrawn/{again}", PERSON, now)
    for contact in _agreed_to(session, request, office):
        send_letter(session, vault, request, contact, "less_shared", now, office, again)
    announce(session, vault, request, f"less_shared/{again}", now, office)
    write_audit(session, request, "items_withdrawn", PERSON, now)
    return request


def taken_back(session: Session, request: HelpRequest) -> bool:
    """Whether the person took the whole request back."""
    return happened(session, request, "withdrawn")


def items_to_take_back(session: Session, request: HelpRequest) -> Sequence[str]:
    """The items that are still shared and can be taken back alone, by their keys."""
    found = select(RequestItem.item).where(RequestItem.request_id == request.id).order_by(RequestItem.item)
    return [item for item in session.scalars(found) if not (request.young and item == AGE)]


def _take_back(session: Session, request: HelpRequest, now: datetime, items: Collection[str] | None) -> int:
    """Withdraws each yes to these items, or to all, and deletes their values; gives how many yeses."""
    changing = update(Consent).where(
        Consent.request_id == request.id, Consent.given, Consent.withdrawn_at.is_(None)
    )
    deleting = delete(RequestItem).where(RequestItem.request_id == request.id)
    if items is not None:
        changing = changing.where(Consent.item.in_(items))
        deleting = deleting.where(RequestItem.item.in_(items))
    if session.scalars(deleting.returning(RequestItem.id)).all():
        forget_after_commit(session, RequestItem)
    return len(session.scalars(changing.values(withdrawn_at=now).returning(Consent.id)).all())


def _shares_anything(session: Session, request: HelpRequest, now: datetime) -> bool:
    """Whether anything is left that is kept and may be seen."""
    agreed = and_(Consent.request_id == RequestItem.request_id, Consent.item == RequestItem.item)
    found = select(RequestItem.id).join(Consent, agreed)
    left = found.where(RequestItem.request_id == request.id, Consent.round == request.round, stands(now))
    return session.scalar(left.limit(1)) is not None


def everybody_asked(session: Session, request: HelpRequest, office: Office) -> Sequence[Contact]:
    """Everybody who was asked at some time, each once."""
    return _reached(_asked(session, request), office)


def _agreed_to(session: Session, request: HelpRequest, office: Office) -> Sequence[Contact]:
    """Everybody who was asked at some time and to whom the person once said yes to something."""
    agreed = select(Consent.recipient, Consent.recipient_mark).where(
        Consent.request_id == request.id, Consent.given
    )
    return _reached(_asked(session, request) & {(key, mark) for key, mark in session.execute(agreed)}, office)


def _asked(session: Session, request: HelpRequest) -> set[tuple[str, str]]:
    found = select(RequestEvent.contact, RequestEvent.contact_mark)
    return {(key, mark) for key, mark in session.execute(found.where(RequestEvent.request_id == request.id))}


def _reached(asked: Collection[tuple[str, str]], office: Office) -> Sequence[Contact]:
    """The contacts with these keys and marks, each once; the manager hears for whoever has left."""
    contacts = [office.contacts.to_reach(key, mark) for key, mark in sorted(asked)]
    return list({each.key: each for each in contacts}.values())
