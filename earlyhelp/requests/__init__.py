"""Requests for early help: sent once, answered in time, taken back in one step.

Each function works in the caller's transaction and never commits. One that changes a request takes its lock
first and appends to the audit last: let it be the only one in its transaction, keep that short, and open the
sessions with `core.audit.audited`.
"""

from __future__ import annotations

from earlyhelp.requests.changing import NewAnswer, can_change, change_item, would_see
from earlyhelp.requests.draft import Draft, check_draft
from earlyhelp.requests.lookup import code_for_person, find_request, requests_of
from earlyhelp.requests.model import AgreedWords, HelpRequest, RequestEvent, RequestItem
from earlyhelp.requests.moving import acknowledge, add_note, close, hand_over, record_contact
from earlyhelp.requests.queues import (
    all_open,
    changed_since_seen,
    left_behind,
    queue_for,
    reach_by,
    unanswered,
)
from earlyhelp.requests.sharing import (
    Copy,
    Happened,
    Shown,
    copy_for_person,
    request_with_reference,
    shared_with,
    view_request,
)
from earlyhelp.requests.staff import Staff
from earlyhelp.requests.submitting import Submitted, submit, submitted_before
from earlyhelp.requests.telling import Told, status_for_person
from earlyhelp.requests.withdrawing import items_to_take_back, taken_back, withdraw, withdraw_items

__all__ = [
    "AgreedWords",
    "Copy",
    "Draft",
    "Happened",
    "HelpRequest",
    "NewAnswer",
    "RequestEvent",
    "RequestItem",
    "Shown",
    "Staff",
    "Submitted",
    "Told",
    "acknowledge",
    "add_note",
    "all_open",
    "can_change",
    "change_item",
    "changed_since_seen",
    "check_draft",
    "close",
    "code_for_person",
    "copy_for_person",
    "find_request",
    "hand_over",
    "items_to_take_back",
    "left_behind",
    "queue_for",
    "reach_by",
    "record_contact",
    "request_with_reference",
    "requests_of",
    "shared_with",
    "status_for_person",
    "submit",
    "submitted_before",
    "taken_back",
    "unanswered",
    "view_request",
    "withdraw",
    "withdraw_items",
    "would_see",
]
