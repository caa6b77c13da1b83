"""Opening the page of a plan: by its private link and passcode, for a short visit."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core.database import add_once
from core.encryption import Vault
from earlyhelp.plans.codes import link_hash
from earlyhelp.plans.mine import write_audit
from earlyhelp.plans.model import FamilyPlan, PlanVisit
from earlyhelp.references import read_code
from earlyhelp.requests.staff import PERSON
from earlyhelp.tries import count_try, forget_tries

OPEN_FOR = timedelta(minutes=30)
"""How long a visit lasts after it was last used."""


def open_plan(
    session: Session, vault: Vault, token: str, passcode: str, visitor: str, now: datetime
) -> FamilyPlan | None:
    """Begins a visit of `visitor`, which only their browser holds; None for every reason alike.

    A link that is none and a passcode that is wrong look the same; tries at one plan are counted. The caller
    commits, also after None.
    """
    plan = session.scalar(select(FamilyPlan).where(FamilyPlan.link == link_hash(token)))
    allowed = count_try(session, _counted(plan), now) if plan is not None else False
    kept = vault.open(plan.sealed_passcode, plan.id).decode() if plan is not None else "------"
    fits = hmac.compare_digest(kept.encode(), (read_code(passcode) or "").encode())
    if plan is None or not (allowed and fits):
        return None
    forget_tries(session, _counted(plan))
    values = {"plan_id": plan.id, "expires_at": now + OPEN_FOR}
    if not add_once(session, PlanVisit, {"hash": _hash(visitor), **values}):
        session.execute(update(PlanVisit).where(PlanVisit.hash == _hash(visitor)).values(**values))
    write_audit(session, plan.id, "opened", PERSON, now)
    return plan


def visited_plan(session: Session, token: str, visitor: str, now: datetime) -> FamilyPlan | None:
    """The plan of this link, where it is open to this visitor, whose visit goes on; None otherwise."""
    keeping = (
        update(PlanVisit)
        .where(PlanVisit.hash == _hash(visitor), PlanVisit.expires_at > now)
        .values(expires_at=now + OPEN_FOR)
        .returning(PlanVisit.plan_id)
        .execution_options(synchronize_session=False)
    )
    plan_id = session.scalar(keeping)
    found = select(FamilyPlan).where(FamilyPlan.id == plan_id, FamilyPlan.link == link_hash(token))
    return session.scalar(found) if plan_id is not None else None


def end_plan_visit(session: Session, visitor: str) -> None:
    """Shuts the plan that is open to this visitor; a second time changes nothing."""
    session.execute(delete(PlanVisit).where(PlanVisit.hash == _hash(visitor)))


def _counted(plan: FamilyPlan) -> str:
    """Under what tries at the page are counted: by the link, so that nobody without it can shut the page."""
    return plan.link.hex()[:9]


def _hash(visitor: str) -> bytes:
    return sha256(f"plan-visit/{visitor}".encode()).digest()
