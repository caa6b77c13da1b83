"""What happens when nobody answers: a reminder, then the second contact, then the manager.

A request whose contact has left goes to the manager at once, whether it was answered or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.days import day_of
from earlyhelp.office import Office
from earlyhelp.requests.history import add_event, hold, write_audit
from earlyhelp.requests.letters import send_letter
from earlyhelp.requests.model import HelpRequest, RequestEvent
from earlyhelp.requests.staff import MANAGER_TOLD, SECOND_ASKED, SYSTEM, holder_of, second_of
from earlyhelp.requests.status import ENDED, WAITING
from earlyhelp.working_days import end_of_working_day

AT_ONCE = 100
"""Requests in one call; a full call means that more may wait."""

NEXT_AFTER = 1
"""Working days from one step to the next."""

MANAGER_AGAIN_AFTER = 5
"""Working days after which the manager is told again, for as long as nobody answers."""

REMINDED = 1

LEFT = "contact_left"


@dataclass(frozen=True)
class Escalated:
    """How many contacts were reminded, second contacts asked, managers told, and told of who had left."""

    reminded: int = 0
    second_asked: int = 0
    manager_told: int = 0
    contact_left: int = 0

    @property
    def total(self) -> int:
        """How many requests took a step."""
        return self.reminded + self.second_asked + self.manager_told + self.contact_left


def escalate(session: Session, vault: Vault, now: datetime, office: Office) -> Escalated:
    """Takes the next step with each request that is due for one, in the caller's transaction.

    Run it every minute, in as many processes as you like: a step is taken once, and each step waits a working
    day after the one before, however long nothing ran. Requests are locked in the order of their ids, and the
    audit is appended to after all of them, so that two runs never wait for each other in a circle.
    """
    late = HelpRequest.next_step_at <= now
    gone = HelpRequest.contact_mark.not_in(office.contacts.marks)
    has_left = and_(HelpRequest.status.not_in(ENDED), gone)
    untold = or_(HelpRequest.next_step_at.is_(None), ~exists().where(_told_of_leaver()))
    due = (
        select(HelpRequest.id)
        .where(or_(and_(HelpRequest.status.in_(WAITING), late), and_(has_left, or_(late, untold))))
        .order_by(HelpRequest.id)
        .limit(AT_ONCE)
    )
    taken: list[tuple[HelpRequest, str]] = []
    for request_id in session.scalars(due).all():
        request = hold(session, request_id)
        if _is_due(session, request, now, office):
            taken.append((request, _take_step(session, vault, request, now, office)))
    for request, kind in taken:
        write_audit(session, request, kind, SYSTEM, now)
    count: Callable[[str], int] = [kind for _, kind in taken].count
    return Escalated(count("reminded"), count("second_asked"), count("manager_told"), count(LEFT))


def _is_due(session: Session, request: HelpRequest, now: datetime, office: Office) -> bool:
    """The same as is asked of the database, once the request is held."""
    late = request.next_step_at is not None and request.next_step_at <= now
    if holder_of(request, office) is not None:
        return late and request.status in WAITING
    if request.status in ENDED or late or request.next_step_at is None:
        return request.status not in ENDED
    told = select(RequestEvent.id).where(_told_of_leaver(), HelpRequest.id == request.id)
    return session.scalar(told.limit(1)) is None


def _told_of_leaver() -> ColumnElement[bool]:
    """The manager was told in this round that the contact had left."""
    return and_(
        RequestEvent.request_id == HelpRequest.id,
        RequestEvent.round == HelpRequest.round,
        RequestEvent.kind == LEFT,
    )


def _take_step(session: Session, vault: Vault, request: HelpRequest, now: datetime, office: Office) -> str:
    """Tells the next in line who is there; gives what kind of step that was."""
    step, day = request.step + 1, day_of(now)
    holder, second = holder_of(request, office), second_of(request, office)
    if step == REMINDED and holder is not None and holder.is_away(day):
        step = SECOND_ASKED
    if holder is None or (step == SECOND_ASKED and (second is None or second.is_away(day))):
        step = max(step, MANAGER_TOLD)
    to, wait = holder or office.contacts.manager, NEXT_AFTER
    if step == REMINDED:
        kind = "reminded"
    elif step == SECOND_ASKED:
        kind, to = "second_asked", second or to
    else:
        kind = LEFT if holder is None else "manager_told"
        to, wait = office.contacts.manager, MANAGER_AGAIN_AFTER
    request.step = step
    request.next_step_at = end_of_working_day(now, wait)
    add_event(session, vault, request, kind, f"{request.round}/step/{step}", SYSTEM, now, contact=to)
    send_letter(session, vault, request, to, _letter(request, kind), now, office, str(step))
    return kind


def _letter(request: HelpRequest, kind: str) -> str:
    """The second contact is asked to take it over, or only to chase, as the person agreed."""
    return "second_chase" if kind == "second_asked" and not request.second_agreed else kind
