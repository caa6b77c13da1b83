"""The plan as it is read: what each shared side by side, in the sections of the template, and nothing hidden."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earlyhelp.plans import Mine, begin_review, invite, join, leave, share
from earlyhelp.plans.document import PlanDocument, read_plan
from earlyhelp.plans.editing import mark_done, put_line, put_outcome, put_text
from earlyhelp.plans.model import FamilyPlan
from language.scale import Score
from tests.earlyhelp.conftest import MONDAY
from tests.earlyhelp.plans.conftest import MUM, SON, TALK, Plans

LATER = MONDAY + timedelta(weeks=5)


def read(plans: Plans, plan_id: str) -> PlanDocument:
    with plans.store.sessions() as session:
        plan = session.get_one(FamilyPlan, plan_id)
        return read_plan(session, plans.store.vault, plan, plans.office)


def family(plans: Plans) -> tuple[Mine, Mine]:
    """A mother and her son, who want different things."""
    mother = plans.begin()
    code = plans.do(lambda session, _: invite(session, mother, MONDAY, plans.office))
    son = plans.do(join, mother.reference, code, SON, "child", MONDAY, plans.office)
    mother = plans.walk(mother)
    son = plans.walk(son, place=Score(2, 3), called="Jory", world="no school ever", action="hide my bag")
    return mother, son


def everything(plans: Plans, member: Mine) -> Mine:
    keys = {each.key: True for each in member.said if each.words}
    shared: Mine = plans.do(share, member, keys, MONDAY)
    return shared


def test_different_wishes_stand_side_by_side(plans: Plans) -> None:
    for member in family(plans):
        everything(plans, member)
    plan = read(plans, plans.mine(MUM).plan_id)
    assert [goal.name for goal in plan.goals] == ["Morwenna", "Jory"]
    assert [dict(goal.told)["A really good day"] for goal in plan.goals] == [TALK["world"], "no school ever"]
    assert [goal.scores[0][1].words for goal in plan.goals] == ["4", "2 to 3"]
    assert [(each.action, each.who) for each in plan.actions] == [
        (TALK["action"], TALK["action_who"]),
        ("hide my bag", TALK["action_who"]),
    ]


def test_a_member_who_shares_no_name_is_one_of_the_family(plans: Plans) -> None:
    mother, _ = family(plans)
    plans.do(share, mother, {"world": True}, MONDAY)
    plan = read(plans, mother.plan_id)
    assert [goal.name for goal in plan.goals] == ["Member 1 of the family"] and len(plan.people) == 1


def test_scores_and_outcomes_show_before_and_after(plans: Plans) -> None:
    mother, _ = family(plans)
    everything(plans, mother)
    later = plans.walk(plans.do(begin_review, plans.mine(MUM), LATER), LATER, Score(6, 6), better="Teas")
    plans.do(share, later, {"now": True, "better": True}, LATER)
    for round_, effect in ((0, 5), (1, 2)):
        plans.do(put_outcome, mother.plan_id, "debt", effect, round_, LATER, plans.office.outcomes)
    plan = read(plans, mother.plan_id)
    assert [score.words for _, score in plan.goals[0].scores] == ["4", "6"]
    assert ("What got better", "Teas") in plan.goals[0].told
    assert [(each.first, each.last) for each in plan.outcomes] == [(5, 2)]


def test_what_the_family_writes_stands_in_its_section_and_a_step_is_done(plans: Plans) -> None:
    mother, _ = family(plans)
    everything(plans, mother)
    plans.do(put_line, mother.plan_id, "person", {"name": "Nan", "role": "grandmother"}, MONDAY)
    plans.do(put_text, mother.plan_id, "summary", "We try again", MONDAY)
    key = read(plans, mother.plan_id).actions[0].key
    plans.do(mark_done, mother.plan_id, key, True, MONDAY)
    plan = read(plans, mother.plan_id)
    assert [each.name for each in plan.people] == ["Morwenna", "Nan"]
    assert plan.summary == "We try again" and plan.actions[0].done


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(sorted(TALK))), st.sets(st.sampled_from(sorted(TALK))))
def test_whatever_is_shared_nothing_else_is_ever_read(
    plans: Plans, of_mother: set[str], of_son: set[str]
) -> None:
    for person in (MUM, SON):
        if (known := plans.mine(person)) is not None:
            plans.do(lambda session, _, known=known: leave(session, known, MONDAY))
    hidden = {}
    mother = plans.begin()
    code = plans.do(lambda session, _: invite(session, mother, MONDAY, plans.office))
    plans.do(join, mother.reference, code, SON, "teen", MONDAY, plans.office)
    for person, shared in ((MUM, of_mother), (SON, of_son)):
        said = {key: f"{key} of {person}" for key in TALK}
        member = plans.walk(plans.mine(person), **said)
        plans.do(share, member, dict.fromkeys(shared, True), MONDAY)
        hidden |= {said[key]: key for key in TALK if key not in shared and key != "look"}
    told = repr(read(plans, mother.plan_id))
    assert [words for words in hidden if words in told] == []
