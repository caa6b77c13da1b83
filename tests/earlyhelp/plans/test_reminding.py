"""One mail on the day that was asked for, with nothing of the plan in it, and the address kept no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from core.outbox.models import OutboxEntry, sealed_under
from earlyhelp.errors import PlanError
from earlyhelp.plans import Mine, leave, set_review
from earlyhelp.plans.forgetting import forget_plans
from earlyhelp.plans.model import FamilyPlan, PlanEntry, PlanReminder
from earlyhelp.plans.reminding import ask_reminder, forget_reminder, send_reminders
from tests.earlyhelp.conftest import MONDAY
from tests.earlyhelp.plans.conftest import TALK, Plans

ADDRESS = "morwenna@example.org"
IN_FIVE_WEEKS = MONDAY + timedelta(weeks=5)


def asked(plans: Plans) -> Mine:
    member = plans.walk(plans.begin())
    member = plans.do(set_review, member, IN_FIVE_WEEKS.date(), MONDAY)
    plans.do(ask_reminder, member, ADDRESS, IN_FIVE_WEEKS.date(), MONDAY)
    return member


def sent(plans: Plans, now: datetime) -> int:
    count: int = plans.do(send_reminders, now, plans.office)
    return count


def mails(plans: Plans) -> list[str]:
    with plans.store.sessions() as session:
        found = session.scalars(select(OutboxEntry)).all()
        return [
            plans.store.vault.open(each.sealed, sealed_under(each.key)).decode()
            for each in found
            if each.sealed
        ]


def test_the_mail_goes_on_its_day_in_the_morning_and_once(plans: Plans) -> None:
    asked(plans)
    assert sent(plans, IN_FIVE_WEEKS - timedelta(days=1)) == 0
    assert sent(plans, IN_FIVE_WEEKS.replace(hour=6)) == 0
    assert [sent(plans, IN_FIVE_WEEKS) for _ in range(3)] == [1, 0, 0]
    assert len(mails(plans)) == 1 and ADDRESS in mails(plans)[0]


def test_the_mail_says_nothing_of_the_plan_or_of_who_asked(plans: Plans) -> None:
    member = asked(plans)
    sent(plans, IN_FIVE_WEEKS)
    told = mails(plans)[0]
    for words in (*TALK.values(), member.reference, "plan", "family", "help"):
        assert len(words) < 4 or words not in told


def test_the_address_is_sealed_and_goes_when_the_mail_is_on_its_way(plans: Plans) -> None:
    asked(plans)
    with plans.store.sessions() as session:
        assert ADDRESS.encode() not in session.scalars(select(PlanReminder.sealed)).one()
    sent(plans, IN_FIVE_WEEKS)
    with plans.store.sessions() as session:
        assert session.scalar(select(func.count()).select_from(PlanReminder)) == 0


def test_a_new_wish_takes_the_place_of_the_one_before_and_it_can_be_let_go(plans: Plans) -> None:
    member = asked(plans)
    plans.do(ask_reminder, member, "other@example.org", IN_FIVE_WEEKS.date(), MONDAY)
    assert sent(plans, IN_FIVE_WEEKS) == 1 and "other@example.org" in mails(plans)[0]
    plans.do(ask_reminder, member, ADDRESS, IN_FIVE_WEEKS.date(), MONDAY)
    plans.do(lambda session, _: forget_reminder(session, member, MONDAY))
    assert sent(plans, IN_FIVE_WEEKS) == 0


def test_whoever_leaves_is_not_reminded(plans: Plans) -> None:
    member = asked(plans)
    plans.do(lambda session, _: leave(session, member, MONDAY))
    assert sent(plans, IN_FIVE_WEEKS) == 0


@pytest.mark.parametrize(
    "address", ["", "morwenna", "a@b", "a@example.org, b@example.org", "a b@example.org"]
)
def test_what_is_no_address_is_refused(plans: Plans, address: str) -> None:
    member = plans.begin()
    with pytest.raises(PlanError):
        plans.do(ask_reminder, member, address, IN_FIVE_WEEKS.date(), MONDAY)


def test_a_plan_is_forgotten_a_year_after_its_last_change(plans: Plans) -> None:
    asked(plans)
    kept = plans.office.wording.kept
    assert (
        plans.do(lambda session, _: forget_plans(session, MONDAY + kept - timedelta(days=1), plans.office))
        == 0
    )
    over = MONDAY + kept + timedelta(minutes=1)
    assert [plans.do(lambda session, _: forget_plans(session, over, plans.office)) for _ in range(2)] == [
        1,
        0,
    ]
    with plans.store.sessions() as session:
        for model in (FamilyPlan, PlanEntry, PlanReminder):
            assert session.scalar(select(func.count()).select_from(model)) == 0
