"""Who looked at a request and when, as the audit has it, for the person to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import AuditEntry
from earlyhelp.requests.model import HelpRequest
from earlyhelp.requests.staff import PERSON
from earlyhelp.wording import LOOKS

_KIND = "request/"
VIEWED = f"{_KIND}viewed"
"""The entry of the audit for a page of the desk that was opened."""
_CAPACITIES = ("holder", "second", "manager")
_WITHOUT_ANSWERS = "without answers"


@dataclass(frozen=True)
class Look:
    """One look. `who` is in which capacity, never a name, for the account may be gone by now.

    It is worded by `Wording.lookers`, and `what` by `Wording.looks`.
    """

    who: str
    what: str
    at: datetime


def looks_at(session: Session, request: HelpRequest) -> Sequence[Look]:
    """Every look at this request, in order."""
    found = select(AuditEntry).where(
        AuditEntry.subject == request.id, AuditEntry.what.in_([f"{_KIND}{look}" for look in LOOKS])
    )
    return [
        Look(_looker(each), each.what.removeprefix(_KIND), each.at)
        for each in session.scalars(found.order_by(AuditEntry.number))
    ]


def _looker(entry: AuditEntry) -> str:
    """From the reason that the desk writes, such as `manager, without answers` or `holder, docx`."""
    if entry.who == PERSON:
        return PERSON
    said = entry.why.split(", ")
    if _WITHOUT_ANSWERS in said:
        return "without_answers"
    return said[0] if said[0] in _CAPACITIES else "staff"
