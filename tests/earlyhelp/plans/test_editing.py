"""What the page of a plan needs to know to change it: keys, lengths, and how many reviews there were."""

from __future__ import annotations

import pytest

from earlyhelp.errors import PlanError
from earlyhelp.plans import share
from earlyhelp.plans.document import PlanDocument, read_plan
from earlyhelp.plans.editing import longest, put_line, put_outcome, remove_outcome, rounds_of_outcomes
from earlyhelp.plans.model import FamilyPlan
from tests.earlyhelp.conftest import MONDAY
from tests.earlyhelp.plans.conftest import MUM, SON, TALK, Plans


def rounds(plans: Plans, plan_id: str) -> dict[str, int]:
    found: dict[str, int] = plans.do(lambda session, _: rounds_of_outcomes(session, plan_id))
    return found


def document(plans: Plans, plan_id: str) -> PlanDocument:
    with plans.store.sessions() as session:
        plan = session.get_one(FamilyPlan, plan_id)
        return read_plan(session, plans.store.vault, plan, plans.office)


def test_the_latest_round_of_each_outcome_is_told_and_of_no_other_plan(plans: Plans) -> None:
    mother, other = plans.begin(MUM), plans.begin(SON)
    assert rounds(plans, mother.plan_id) == {}
    for key, round_ in (("health", 0), ("health", 1), ("health", 2), ("debt", 1)):
        plans.do(put_outcome, mother.plan_id, key, 3, round_, MONDAY, plans.office.outcomes)
    plans.do(put_outcome, other.plan_id, "health", 3, 7, MONDAY, plans.office.outcomes)
    assert rounds(plans, mother.plan_id) == {"health": 2, "debt": 1}
    plans.do(lambda session, _: remove_outcome(session, mother.plan_id, "health", MONDAY))
    assert rounds(plans, mother.plan_id) == {"debt": 1}


@pytest.mark.parametrize("field", ["action", "who"])
def test_a_field_holds_as_much_as_it_says_and_no_more(plans: Plans, field: str) -> None:
    plan_id = plans.begin().plan_id
    words = "w" * longest(field)
    told = {"action": "Ask Nan", field: words}
    plans.do(put_line, plan_id, "action", told, MONDAY)
    with pytest.raises(PlanError, match=field):
        plans.do(put_line, plan_id, "action", {**told, field: f"{words}w"}, MONDAY)
    assert [getattr(each, field) for each in document(plans, plan_id).actions] == [words]


def test_what_was_written_into_the_plan_has_a_key_and_what_members_said_is_told_apart(plans: Plans) -> None:
    member = plans.walk(plans.begin())
    plans.do(share, member, dict.fromkeys(TALK, True), MONDAY)
    jory = plans.do(put_line, member.plan_id, "person", {"name": "Jory"}, MONDAY)
    nan = plans.do(put_line, member.plan_id, "action", {"action": "Ask Nan"}, MONDAY)
    plan = document(plans, member.plan_id)
    assert [(each.name, each.key) for each in plan.people] == [("Morwenna", ""), ("Jory", jory)]
    assert {each.action: each.is_step for each in plan.actions} == {TALK["action"]: True, "Ask Nan": False}
    assert plan.actions[-1].key == nan
