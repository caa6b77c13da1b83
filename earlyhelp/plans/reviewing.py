"""Looking back: the next round with the same scale, the day for it, and the end of a plan."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.plans.days import put_day
from earlyhelp.plans.mine import Mine, hold, read_again, write_audit
from earlyhelp.plans.model import PlanMember
from earlyhelp.requests.staff import PERSON


def begin_review(session: Session, vault: Vault, member: Mine, now: datetime) -> Mine:
    """Begins the next round; the round that was seen counts, so that two presses begin one."""
    plan = hold(session, member.plan_id, now)
    plan.closed_at = None
    session.execute(
        update(PlanMember)
        .where(PlanMember.id == member.id, PlanMember.round == member.round)
        .values(round=member.round + 1)
        .execution_options(synchronize_session=False)
    )
    write_audit(session, member.plan_id, "review_begun", PERSON, now)
    return read_again(session, vault, member)


def set_review(session: Session, vault: Vault, member: Mine, day: date | None, now: datetime) -> Mine:
    """Writes down when the family wants to look at the plan again."""
    put_day(session, hold(session, member.plan_id, now), day)
    write_audit(session, member.plan_id, "review_set", PERSON, now)
    return read_again(session, vault, member)


def close(session: Session, vault: Vault, member: Mine, now: datetime) -> Mine:
    """Ends the plan, which can be opened again; ending it twice changes nothing."""
    plan = hold(session, member.plan_id, now)
    plan.closed_at = plan.closed_at or now
    put_day(session, plan, None)
    write_audit(session, member.plan_id, "closed", PERSON, now)
    return read_again(session, vault, member)
