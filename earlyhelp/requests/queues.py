"""Lists of requests for the desk, with nothing of what was said: whose turn it is, and by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from core.audit import AuditEntry
from earlyhelp.contacts import Contact, Contacts
from earlyhelp.requests.changing import CHANGED
from earlyhelp.requests.looks import VIEWED
from earlyhelp.requests.model import HelpRequest, RequestEvent
from earlyhelp.requests.staff import SECOND_ASKED, in_this_round
from earlyhelp.requests.status import ENDED, WAITING, Status
from earlyhelp.working_days import end_of_working_day

REACH_WITHIN = 5
"""Working days after saying that they have a request within which a contact should reach the person."""

_NOT_REACHED: tuple[Status, ...] = ("acknowledged", "contact_tried")


def queue_for(session: Session, contact: Contact) -> Sequence[HelpRequest]:
    """The open requests of a contact, and those where they may step in; no content.

    Those that wait for an answer come first, by deadline.
    """
    holding = and_(HelpRequest.contact == contact.key, HelpRequest.contact_mark == contact.mark)
    stepping_in = and_(
        HelpRequest.second == contact.key,
        HelpRequest.second_mark == contact.mark,
        HelpRequest.second_agreed,
        exists().where(in_this_round(SECOND_ASKED)),
        HelpRequest.status.in_(WAITING),
    )
    return _open(session, or_(holding, stepping_in))


def unanswered(session: Session, now: datetime) -> Sequence[HelpRequest]:
    """The requests that nobody answered in time, for managers, the oldest deadline first."""
    return _open(session, HelpRequest.status.in_(WAITING), HelpRequest.due_at <= now)


def left_behind(session: Session, contacts: Contacts) -> Sequence[HelpRequest]:
    """The open requests of none of these contacts, for whoever held them has left; for managers."""
    return _open(session, HelpRequest.contact_mark.not_in(contacts.marks))


def all_open(session: Session) -> Sequence[HelpRequest]:
    """Every request that has not ended, for managers: nothing may rest where nobody looks."""
    return _open(session)


def reach_by(session: Session, requests: Sequence[HelpRequest]) -> Mapping[str, datetime]:
    """By when the person should be reached, by the id of each of these that was answered and not more."""
    asked = [each.id for each in requests if each.status in _NOT_REACHED]
    found = (
        select(HelpRequest.id, func.max(RequestEvent.at))
        .join(RequestEvent, in_this_round("acknowledged"))
        .where(HelpRequest.id.in_(asked))
        .group_by(HelpRequest.id)
    )
    return {key: end_of_working_day(at, REACH_WITHIN) for key, at in session.execute(found)}


def changed_since_seen(session: Session, requests: Sequence[HelpRequest], reader: str) -> frozenset[str]:
    """The ids of those where the person changed an answer after the account `reader` last looked."""
    ids = [each.id for each in requests]
    last_look = (
        select(func.max(AuditEntry.at))
        .where(AuditEntry.subject == RequestEvent.request_id, AuditEntry.who == reader)
        .where(AuditEntry.what == VIEWED)
        .scalar_subquery()
    )
    found = select(RequestEvent.request_id).where(
        RequestEvent.request_id.in_(ids), RequestEvent.kind == CHANGED, RequestEvent.at > last_look
    )
    return frozenset(session.scalars(found))


def _open(session: Session, *conditions: ColumnElement[bool]) -> Sequence[HelpRequest]:
    """Those that have not ended; first those that wait for an answer, by deadline."""
    found = (
        select(HelpRequest)
        .where(*conditions, HelpRequest.status.not_in(ENDED))
        .order_by(HelpRequest.status.not_in(WAITING), HelpRequest.due_at, HelpRequest.id)
    )
    return session.scalars(found).all()
