"""Requests and family plans in the words of the desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from earlyhelp.days import date_words, day_of, day_words
from earlyhelp.office import Office
from earlyhelp.plans.model import FamilyPlan
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
    "expired": "The agreement has ended",
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
    "ends_soon": "The contact was told that the agreement ends soon",
    "expired": "The agreement had ended, and the request with it",
    "items_withdrawn": "A part was taken back",
    "item_changed": "The person changed a part",
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
    reach_by: str
    is_late: bool
    is_changed: bool
    contact: str
    cannot_sign_in: bool


def listed(
    request: HelpRequest,
    office: Office,
    now: datetime,
    reach_by: datetime | None = None,
    without_account: Collection[str] = (),
    changed: Collection[str] = (),
) -> Listed:
    """A request as a queue shows it; `without_account` are the keys of contacts as whom nobody can sign in,
    `changed` the ids of requests of which the reader has not seen an answer that was changed.

    By `reach_by` the contact should have reached the person, where they have said that they have it.
    """
    due, holder = request.due_at if request.status in WAITING else None, holder_of(request, office)
    return Listed(
        request.reference,
        STATUSES[request.status],
        day_words(day_of(due)) if due else "",
        day_words(day_of(reach_by)) if reach_by else "",
        any(each is not None and each <= now for each in (due, reach_by)),
        request.id in changed,
        office.name_of(holder),
        holder is not None and holder.key in without_account,
    )


def who_words(who: str, done_by: str | None, office: Office) -> str:
    """Who did something: `done_by` is the mark of the contact as whom staff did it."""
    if who == PERSON:
        return "the person"
    if who == SYSTEM:
        return "Open Door"
    return office.name_of(office.contacts.with_mark(done_by)) if done_by else "staff"


@dataclass(frozen=True)
class Led:
    """One family plan in the list of its lead: its name, and the day of its review or nothing."""

    reference: str
    review_on: str


def led(plan: FamilyPlan) -> Led:
    """A family plan for the list."""
    return Led(plan.reference, date_words(plan.review_on) if plan.review_on else "")
