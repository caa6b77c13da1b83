"""What happens when nobody answers: a reminder, then the second contact, then the manager."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.office import Office
from earlyhelp.requests.history import add_event, hold, write_audit
from earlyhelp.requests.letters import send_letter
from earlyhelp.requests.model import HelpRequest
from earlyhelp.requests.staff import SECOND_ASKED, SYSTEM
from earlyhelp.requests.status import WAITING
from earlyhelp.working_days import end_of_working_day

AT_ONCE = 100
"""Requests in one call; a full call means that more may wait."""

NEXT_AFTER = 1
"""Working days from one step to the next."""

MANAGER_AGAIN_AFTER = 5
"""Working days after which the manager is told again, for as long as nobody answers."""

REMINDED, MANAGER_TOLD = 1, 3


@dataclass(frozen=True)
class Escalated:
    """How many contacts were reminded, second contacts asked and managers told."""

    reminded: int = 0
    second_asked: int = 0
    manager_told: int = 0

    @property
    def total(self) -> int:
        """How many requests took a step."""
        return self.reminded + self.second_asked + self.manager_told


def escalate(session: Session, vault: Vault, now: datetime, office: Office) -> Escalated:
    """Takes the next step with each unanswered request that is due for one, in the caller's transaction.

    Run it every minute, in as many processes as you like: a step is taken once, and each step waits a working
    day after the one before, however long nothing ran. Requests are locked in the order of their ids, and the
    audit is appended to after all of them, so that two runs never wait for each other in a circle.
    """
    due = (
        select(HelpRequest.id)
        .where(HelpRequest.status.in_(WAITING), HelpRequest.next_step_at <= now)
        .order_by(HelpRequest.id)
        .limit(AT_ONCE)
    )
    taken: list[tuple[HelpRequest, str]] = []
    for request_id in session.scalars(due).all():
        request = hold(session, request_id)
        if request.status in WAITING and request.next_step_at is not None and request.next_step_at <= now:
            taken.append((request, _take_step(session, vault, request, now, office)))
    for request, kind in taken:
        write_audit(session, request, kind, SYSTEM, now)
    count: Callable[[str], int] = [kind for _, kind in taken].count
    return Escalated(count("reminded"), count("second_asked"), count("manager_told"))


def _take_step(session: Session, vault: Vault, request: HelpRequest, now: datetime, office: Office) -> str:
    """Tells the next in line; gives what kind of step that was."""
    step = request.step + 1
    if step == SECOND_ASKED and not request.second:
        step = MANAGER_TOLD
    to, wait = request.contact, NEXT_AFTER
    if step == REMINDED:
        kind = "reminded"
    elif step == SECOND_ASKED:
        kind, to = "second_asked", request.second or ""
    else:
        kind, to, wait = "manager_told", office.contacts.manager.key, MANAGER_AGAIN_AFTER
    request.step = step
    request.next_step_at = end_of_working_day(now, wait)
    contact = office.contacts.holder(to)
    add_event(session, vault, request, kind, f"{request.round}/step/{step}", SYSTEM, now, contact=contact.key)
    send_letter(session, vault, request, contact, _letter(request, kind), now, office, str(step))
    return kind


def _letter(request: HelpRequest, kind: str) -> str:
    """The second contact is asked to take it over, or only to chase, as the person agreed."""
    return "second_chase" if kind == "second_asked" and not request.second_agreed else kind
