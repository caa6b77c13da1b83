"""A member of staff who acts on a request."""

from __future__ import annotations

from dataclasses import dataclass

from earlyhelp.contacts import Contact
from earlyhelp.errors import NotYoursError
from earlyhelp.office import Office
from earlyhelp.requests.model import HelpRequest
from earlyhelp.requests.status import WAITING

SYSTEM = "system"
PERSON = "person"
"""Who did it, in the audit, where it was none of the staff."""

SECOND_ASKED = 2
"""The step at which the second contact has been asked."""

MANAGER_TOLD = 3
"""The step at which the manager has been told."""


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


def may_step_in(request: HelpRequest, contact: str, office: Office) -> bool:
    """Whether this is the second contact, who was asked, whom the person agreed to, while nobody answered."""
    asked = request.step >= SECOND_ASKED and request.status in WAITING
    second = second_of(request, office)
    return second is not None and second.key == contact and request.second_agreed and asked


def may_ask(request: HelpRequest, contact: str, office: Office) -> bool:
    """Whether this is the manager while nobody answers, who may see what the person agreed to for that."""
    unanswered = request.step >= MANAGER_TOLD and request.status in WAITING
    has_left = request.ended_at is None and holder_of(request, office) is None
    return contact == office.contacts.manager.key and (unanswered or has_left)


def check_holder(request: HelpRequest, staff: Staff, office: Office) -> None:
    """Raises NotYoursError unless this contact holds the request."""
    if not may_hold(request, staff.contact, office):
        raise NotYoursError("This request is with another contact.")
