"""A member of staff who acts on a request."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from earlyhelp.contacts import Contact
from earlyhelp.errors import NotYoursError
from earlyhelp.office import Office
from earlyhelp.requests.model import HelpRequest, RequestEvent
from earlyhelp.requests.status import WAITING

SYSTEM = "system"
PERSON = "person"
"""Who did it, in the audit, where it was none of the staff."""

SECOND_ASKED = "second_asked"
"""The event by which the second contact was asked."""

AT_SECOND = 2
"""The lowest step at which the second contact can have been asked."""

AT_MANAGER = 3
"""The lowest step at which the manager has been told."""


@dataclass(frozen=True)
class Staff:
    """`id` is opaque and goes into the audit; `contact` is the contact that they are, if they are one."""

    id: str
    contact: str = ""
    is_manager: bool = False


def holder_of(request: HelpRequest, office: Office) -> Contact | None:
    """The contact who holds it; None once they have left."""
    return office.contacts.person(request.contact, request.contact_mark)


def second_of(request: HelpRequest, office: Office) -> Contact | None:
    """The contact who would step in; None if there is none, or once they have left."""
    return office.contacts.person(request.second or "", request.second_mark or "")


def may_hold(request: HelpRequest, contact: str, office: Office) -> bool:
    """Whether this is the contact who holds the request, and is still one."""
    holder = holder_of(request, office)
    return holder is not None and holder.key == contact


def in_this_round(kind: str) -> ColumnElement[bool]:
    """That an event of this kind is of a request's present round, for statements about both."""
    return and_(
        RequestEvent.request_id == HelpRequest.id,
        RequestEvent.round == HelpRequest.round,
        RequestEvent.kind == kind,
    )


def was_asked(session: Session, request: HelpRequest) -> bool:
    """Whether the second contact of the present round was asked, which is never before the deadline."""
    found = select(RequestEvent.id).where(in_this_round(SECOND_ASKED), HelpRequest.id == request.id)
    return session.scalar(found.limit(1)) is not None


def could_step_in(request: HelpRequest, office: Office) -> Contact | None:
    """The second contact whom the person agreed to, while nobody has answered; asked already or not."""
    agreed = request.second_agreed and request.status in WAITING
    return second_of(request, office) if agreed else None


def may_step_in(session: Session, request: HelpRequest, contact: str, office: Office) -> bool:
    """Whether this is the second contact, who was asked, whom the person agreed to, while nobody answered."""
    second = could_step_in(request, office)
    return second is not None and second.key == contact and was_asked(session, request)


def may_ask(request: HelpRequest, contact: str, office: Office) -> bool:
    """Whether this is the manager while nobody answers, who may see what the person agreed to for that."""
    unanswered = request.step >= AT_MANAGER and request.status in WAITING
    has_left = request.ended_at is None and holder_of(request, office) is None
    return contact == office.contacts.manager.key and (unanswered or has_left)


def check_holder(request: HelpRequest, staff: Staff, office: Office) -> None:
    """Raises NotYoursError unless this contact holds the request."""
    if not may_hold(request, staff.contact, office):
        raise NotYoursError("This request is with another contact.")
