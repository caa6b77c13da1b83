"""The end of a plan that nobody changed for its time, and of invitations and visits that are over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core import audit
from core.database import forget_after_commit
from earlyhelp.plans.model import FamilyPlan, PlanEntry, PlanInvitation, PlanMember, PlanVisit
from earlyhelp.plans.office import PlanOffice
from earlyhelp.requests.staff import SYSTEM


def forget_plans(session: Session, now: datetime, office: PlanOffice) -> int:
    """Deletes plans that were not changed for their time, with all in them; gives how many.

    Invitations and visits whose time is over go too. A second run finds nothing.
    """
    for model in (PlanInvitation, PlanVisit):
        session.execute(delete(model).where(model.expires_at <= now))
    old = delete(FamilyPlan).where(FamilyPlan.changed_at <= now - office.wording.kept)
    gone = session.scalars(old.returning(FamilyPlan.id).execution_options(synchronize_session=False)).all()
    if gone:
        forget_after_commit(session, FamilyPlan, PlanMember, PlanEntry)
        audit.append(session, SYSTEM, "plan/purged", "purge", f"plans {len(gone)}", now=now)
    return len(gone)
