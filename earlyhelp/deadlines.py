"""What the clock does to requests: silence, a contact who has left, and the end of what was agreed to.

When nobody answers there is a reminder, then the second contact is asked, then the manager is told. A request
whose contact has left goes to the manager at once, whether it was answered or not; once it is late too, the
second contact to whom the person agreed is asked as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.days import day_of
from earlyhelp.office import Office
from earlyhelp.requests.expiring import ENDS_SOON, EXPIRED, ends_soon, expire, has_run_out, warn
from earlyhelp.requests.history import add_event, hold, write_audit
from earlyhelp.requests.letters import send_letter
from earlyhelp.requests.model import HelpRequest
from earlyhelp.requests.staff import (
    AT_MANAGER,
    AT_SECOND,
    SECOND_ASKED,
    SYSTEM,
    could_step_in,
    holder_of,
    in_this_round,
    second_of,
    was_asked,
)
from earlyhelp.requests.status import ENDED, WAITING
from earlyhelp.working_days import end_of_working_day

AT_ONCE = 100
"""Requests in one call; a full call means that more may wait."""

NEXT_AFTER = 1
"""Working days from one step to the next."""

MANAGER_AGAIN_AFTER = 5
"""Working days after which the manager is told again, for as long as nobody answers."""

REMINDED, MANAGER_TOLD, LEFT = "reminded", "manager_told", "contact_left"

Kind = Literal["reminded", "second_asked", "manager_told", "contact_left"]


@dataclass(frozen=True)
class Escalated:
    """How many contacts were reminded, second contacts asked, managers told, and told of who had left; how
    many contacts heard that an agreement ends soon, and how many requests ended with theirs."""

    reminded: int = 0
    second_asked: int = 0
    manager_told: int = 0
    contact_left: int = 0
    ends_soon: int = 0
    expired: int = 0

    @property
    def total(self) -> int:
        """How many requests took a step."""
        asked = self.reminded + self.second_asked + self.manager_told + self.contact_left
        return asked + self.ends_soon + self.expired


def escalate(session: Session, vault: Vault, now: datetime, office: Office) -> Escalated:
    """Takes the next step with each request that is due for one, in the caller's transaction.

    Run it every minute, in as many processes as you like: a step is taken once, and each step waits a working
    day after the one before, however long nothing ran. Requests are locked in the order of their ids, and the
    audit is appended to after all of them, so that two runs never wait for each other in a circle.
    """
    due = or_(has_run_out(now, office), _is_late(now, office), ends_soon(now))
    found = select(HelpRequest.id).where(due).order_by(HelpRequest.id).limit(AT_ONCE)
    taken: list[tuple[HelpRequest, str]] = []
    for request_id in session.scalars(found).all():
        request = hold(session, request_id)
        kind = _take_step(session, vault, request, now, office)
        if kind is not None:
            taken.append((request, kind))
    for request, kind in taken:
        write_audit(session, request, kind, SYSTEM, now)
    count: Callable[[str], int] = [kind for _, kind in taken].count
    return Escalated(
        count(REMINDED),
        count(SECOND_ASKED),
        count(MANAGER_TOLD),
        count(LEFT),
        count(ENDS_SOON),
        count(EXPIRED),
    )


def _is_late(now: datetime, office: Office) -> ColumnElement[bool]:
    """That somebody is to be told that nobody answers, or that nobody is there to."""
    late = HelpRequest.next_step_at <= now
    gone = HelpRequest.contact_mark.not_in(office.contacts.marks)
    has_left = and_(HelpRequest.status.not_in(ENDED), gone)
    untold = or_(HelpRequest.next_step_at.is_(None), ~exists().where(in_this_round(LEFT)))
    return or_(and_(HelpRequest.status.in_(WAITING), late), and_(has_left, or_(late, untold)))


def _take_step(
    session: Session, vault: Vault, request: HelpRequest, now: datetime, office: Office
) -> str | None:
    """Asks again what is due, for the request is held only now; gives what was done, if anything was."""

    def holds(condition: ColumnElement[bool]) -> bool:
        found = select(HelpRequest.id).where(HelpRequest.id == request.id, condition)
        return session.scalar(found) is not None

    if holds(has_run_out(now, office)):
        expire(session, vault, request, now, office)
        return EXPIRED
    if holds(_is_late(now, office)):
        told_of_leaver = holds(exists().where(in_this_round(LEFT)))
        kind = _next_kind(session, request, now, office, told_of_leaver)
        _tell_next(session, vault, request, kind, now, office)
        return kind
    if holds(ends_soon(now)):
        warn(session, vault, request, now, office)
        return ENDS_SOON
    return None


def _next_kind(
    session: Session, request: HelpRequest, now: datetime, office: Office, told_of_leaver: bool
) -> Kind:
    """Who is told next: of those who are there, the first whose turn has come and who was not told yet."""
    holder = holder_of(request, office)
    if holder is None and not told_of_leaver:
        return "contact_left"
    if holder is not None and request.step == 0 and not holder.is_away(day_of(now)):
        return "reminded"
    if request.due_at <= now and _can_ask_second(session, request, now, office):
        return "second_asked"
    return "manager_told" if holder else "contact_left"


def _can_ask_second(session: Session, request: HelpRequest, now: datetime, office: Office) -> bool:
    """Whether the second contact is there and not asked yet; for who has left only if they may step in."""
    holder = holder_of(request, office)
    second = second_of(request, office) if holder else could_step_in(request, office)
    return second is not None and not second.is_away(day_of(now)) and not was_asked(session, request)


def _tell_next(
    session: Session, vault: Vault, request: HelpRequest, kind: Kind, now: datetime, office: Office
) -> None:
    """Writes it down, and to whom it is; sets when the next in line has their turn."""
    holder, second = holder_of(request, office), second_of(request, office)
    to, next_at = office.contacts.manager, end_of_working_day(now, NEXT_AFTER)
    if kind == "reminded":
        to, step = holder or to, 1
    elif kind == "second_asked":
        to, step = second or to, AT_SECOND
    else:
        step = AT_MANAGER
        if not _can_ask_second(session, request, now, office):
            next_at = end_of_working_day(now, MANAGER_AGAIN_AFTER)
    request.step = max(request.step + 1, step)
    request.next_step_at = max(request.due_at, next_at)
    add_event(session, vault, request, kind, f"{request.round}/step/{request.step}", SYSTEM, now, contact=to)
    send_letter(session, vault, request, to, _letter(request, kind), now, office, str(request.step))


def _letter(request: HelpRequest, kind: str) -> str:
    """The second contact is asked to take it over, or only to chase, as the person agreed."""
    return "second_chase" if kind == "second_asked" and not request.second_agreed else kind
