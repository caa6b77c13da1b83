"""A member of staff who acts on a request."""

from __future__ import annotations

from dataclasses import dataclass

from earlyhelp.errors import NotYoursError
from earlyhelp.requests.model import HelpRequest
from earlyhelp.requests.status import WAITING

SYSTEM = "system"
PERSON = "person"
"""Who did it, in the audit, where it was none of the staff."""

SECOND_ASKED = 2
"""The step at which the second contact has been asked."""


@dataclass(frozen=True)
class Staff:
    """`id` is opaque and goes into the audit; `contact` is the contact that they are, if they are one."""

    id: str
    contact: str = ""
    is_manager: bool = False


def may_step_in(request: HelpRequest, contact: str) -> bool:
    """Whether this is the second contact, who was asked, whom the person agreed to, while nobody answered."""
    asked = request.step >= SECOND_ASKED and request.status in WAITING
    return bool(contact) and contact == request.second and request.second_agreed and asked


def check_holder(request: HelpRequest, staff: Staff) -> None:
    """Raises NotYoursError unless this contact holds the request."""
    if not staff.contact or staff.contact != request.contact:
        raise NotYoursError("This request is with another contact.")
