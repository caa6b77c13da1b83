"""Requests in the words of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from earlyhelp.days import day_of, day_words
from earlyhelp.office import Office
from earlyhelp.requests import HelpRequest
from earlyhelp.requests.staff import PERSON, SYSTEM, holder_of
from earlyhelp.requests.status import WAITING

STATUSES: Mapping[str, str] = {
    "sent": "Not answered yet",
    "handed_over": "Handed over, not answered yet",
    "acknowledged": "Acknowledged",
    "contact_tried": "Tried to reach",
    "contact_made": "In touch",
    "closed": "Closed",
    "withdrawn": "Taken back by the person",
}
KINDS: Mapping[str, str] = {
    "sent": "The request was sent",
    "acknowledged": "Acknowledged",
    "taken_over": "Taken over by the second contact",
    "contact_tried": "Tried to reach the person",
    "contact_made": "Reached the person",
    "note": "Note",
    "handed_over": "Handed over, with new agreement",
    "reminded": "The contact was reminded",
    "second_asked": "The second contact was asked",
    "manager_told": "The manager was told",
    "contact_left": "The contact had left; the manager was told",
    "items_withdrawn": "A part was taken back",
    "withdrawn": "The request was taken back",
    "closed": "Closed",
}
NOT_SHARED: Mapping[str, str] = {
    "refused": "Not shared",
    "withdrawn": "Taken back",
    "expired": "The agreement has ended",
    "given": "Nothing was said",
}
"""Why an item is not to be seen, by where the decision about it stands."""


@dataclass(frozen=True)
class Listed:
    """One line of a queue; nothing in it is about the person."""

    reference: str
    status: str
    answer_by: str
    is_late: bool
    contact: str


def listed(request: HelpRequest, office: Office, now: datetime) -> Listed:
    """A request as a queue shows it."""
    waiting = request.status in WAITING
    return Listed(
        request.reference,
        STATUSES[request.status],
        day_words(day_of(request.due_at)) if waiting else "",
        waiting and request.due_at <= now,
        office.name_of(holder_of(request, office)),
    )


def who_words(who: str, done_by: str | None, office: Office) -> str:
    """Who did something: `done_by` is the mark of the contact as whom staff did it."""
    if who == PERSON:
        return "the person"
    if who == SYSTEM:
        return "Open Door"
    return office.name_of(office.contacts.with_mark(done_by)) if done_by else "staff"
