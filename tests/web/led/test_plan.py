"""A lead professional reads the plan of a family that agreed, adds their view and the review; nobody else."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.audit import AuditEntry
from earlyhelp.plans import Mine, begin, say, share
from earlyhelp.plans.editing import put_outcome
from earlyhelp.plans.leading import agree_lead, take_back_lead
from language.scale import Score
from tests.web.conftest import words_of
from tests.web.staff.conftest import Desk, Member
from web.door import PLANS


@pytest.fixture
def plan(desk: Desk) -> Mine:
    """A plan in which two things are shared and one is not, led by Pat Ashdown."""
    office, now = desk.app[PLANS], desk.hands()
    member: Mine = desk.do(begin, "conversation-mum", "adult", now, office)
    told = {"world": "we all eat tea together", "happy": "I would sing", "now": Score(4, 4)}
    for key, answer in told.items():
        member = desk.do(say, member, office.blue_sky.part(key, 0), answer, now)
    member = desk.do(share, member, {"world": True, "now": True, "happy": False}, now)
    desk.do(agree_lead, member, desk.parts.office.contacts.by_key["pat_ashdown"], now, office, None)
    return member


def written_down(desk: Desk) -> list[str]:
    with desk.door.sessions() as session:
        found = session.scalars(select(AuditEntry.what).order_by(AuditEntry.number))
        return [what for what in found if what.startswith("plan/")]


async def test_the_lead_finds_the_plan_on_the_desk_and_reads_what_is_shared(
    desk: Desk, plan: Mine, pat: Member
) -> None:
    assert plan.reference in await pat.look("/desk")
    page = await pat.look(f"/desk/plan/{plan.reference}")
    assert "we all eat tea together" in page and "4 on 23 November 2026" in page
    assert "I would sing" not in page
    assert written_down(desk)[-1] == "plan/read_by_lead"


async def test_nobody_else_opens_it_nor_the_lead_after_it_was_taken_back(
    desk: Desk, plan: Mine, pat: Member, jo: Member, casey: Member
) -> None:
    here = f"/desk/plan/{plan.reference}"
    for member in (jo, casey):
        assert (await member.get(here)).status == 404
        assert plan.reference not in await member.look("/desk")
        assert (await member.press("/desk", here, practitioner="hello")).status == 404
    desk.do(take_back_lead, plan.plan_id, None, desk.hands(), desk.app[PLANS])
    assert (await pat.get(here)).status == 404
    assert "plan/read_by_lead" not in written_down(desk)


async def test_view_and_review_are_written_and_stand_in_the_plan(desk: Desk, plan: Mine, pat: Member) -> None:
    here = f"/desk/plan/{plan.reference}"
    assert (await pat.press(here, here, practitioner="Mornings are hard")).status == 303
    written = {"practitioner": "Mornings are hard", "review": "Two teas a week now", "day": "31 January 2027"}
    assert (await pat.press(here, here, **written)).status == 303
    assert written_down(desk).count("plan/lead_wrote") == 2
    page = await pat.look(f"{here}?done=yes")
    assert "Mornings are hard" in page and "Two teas a week now" in page and "31 January 2027" in page
    assert "review on 31 January 2027" in await pat.look("/desk")


@pytest.mark.parametrize("day", ["1 January 2020", "2020-01-01", "2026-11-23", "soon", "31 February 2027"])
async def test_a_day_that_is_none_or_has_gone_loses_nothing(
    desk: Desk, plan: Mine, pat: Member, day: str
) -> None:
    here = f"/desk/plan/{plan.reference}"
    answer = await pat.press(here, here, review="Two teas a week now", day=day)
    page = await answer.text()
    assert answer.status == 422 and "Two teas a week now" in page and day in page
    assert "Give a day after today" in page


async def test_too_much_is_refused_and_kept_in_the_box(desk: Desk, plan: Mine, pat: Member) -> None:
    here = f"/desk/plan/{plan.reference}"
    answer = await pat.press(here, here, practitioner="x" * 1001)
    assert answer.status == 422 and "x" * 1001 in await answer.text()


async def test_the_lead_sees_which_of_somersets_outcomes_the_family_works_towards(
    desk: Desk, plan: Mine, pat: Member
) -> None:
    assert "works towards in Somerset" not in await pat.look(f"/desk/plan/{plan.reference}")
    office, now = desk.app[PLANS], desk.hands()
    desk.do(put_outcome, plan.plan_id, "debt", 4, 0, now, office.outcomes)
    desk.do(put_outcome, plan.plan_id, "other-1", 4, 0, now, office.outcomes, "A dog")
    page = await pat.look(f"/desk/plan/{plan.reference}")
    assert "Families are in control and know where to find help" in page
    assert page.count("Less debt and worry about money") == 2 and page.count("A dog") == 1


async def test_what_the_lead_wrote_is_not_lost_when_the_yes_was_taken_back_meanwhile(
    desk: Desk, plan: Mine, pat: Member
) -> None:
    here = f"/desk/plan/{plan.reference}"
    await pat.look(here)
    desk.do(take_back_lead, plan.plan_id, None, desk.hands(), desk.app[PLANS])
    answer = await pat.press("/desk", here, practitioner="Mornings are hard")
    page = await answer.text()
    assert answer.status == 404 and "Mornings are hard" in page and "took back their yes" in page
    unknown = await pat.press("/desk", "/desk/plan/HILL-0000", practitioner="Mornings are hard")
    assert unknown.status == 404 and words_of(await unknown.text()) == words_of(page)


async def test_a_yes_tells_the_worker_by_a_mail_that_names_nobody(desk: Desk, plan: Mine) -> None:
    await desk.delivered()
    mail = desk.mails("pat.ashdown@example.org")[-1].mail
    assert "lead their plan" in mail.subject and "/desk" in mail.text
    assert plan.reference not in mail.text
