"""The day on which a family looks at its plan again: one day, which reminders follow."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from earlyhelp.plans.model import FamilyPlan, PlanReminder


def put_day(session: Session, plan: FamilyPlan, day: date | None) -> None:
    """Writes the day into a plan that the caller holds; with no day there are no reminders either."""
    plan.review_on = day
    of_plan = PlanReminder.plan_id == plan.id
    if day is None:
        session.execute(delete(PlanReminder).where(of_plan))
    else:
        session.execute(update(PlanReminder).where(of_plan).values(on_day=day))
