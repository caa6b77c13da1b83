"""A code word lets one person in, once, for a week; whoever guesses learns nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from earlyhelp.plans import (
    Mine,
    invite,
    join,
    leave,
    member_with_code,
    mine,
    own_code,
    own_code_locked_until,
    passcode_of,
    renew_code,
    renew_page,
)
from earlyhelp.plans.inviting import OPEN_FOR
from earlyhelp.plans.model import PlanMember
from earlyhelp.plans.visiting import open_plan, visited_plan
from earlyhelp.tries import LOCKED_FOR, WRONG_TRIES
from tests.earlyhelp.conftest import MONDAY
from tests.earlyhelp.plans.conftest import SON, Plans


def invited(plans: Plans) -> tuple[Mine, str]:
    member = plans.begin()
    code: str = plans.do(lambda session, _: invite(session, member, MONDAY, plans.office))
    return member, code


def joins(plans: Plans, reference: str, code: str, person: str = SON, now: datetime = MONDAY) -> Mine | None:
    found: Mine | None = plans.do(join, reference, code, person, "teen", now, plans.office)
    return found


def test_name_and_code_word_let_somebody_in_however_they_are_said(plans: Plans) -> None:
    member, code = invited(plans)
    son = joins(plans, member.reference.lower().replace("-", " "), " ".join(code.lower()))
    assert son is not None and (son.plan_id, son.number, son.voice) == (member.plan_id, 2, "teen")


def test_a_code_word_works_once(plans: Plans) -> None:
    member, code = invited(plans)
    assert joins(plans, member.reference, code) is not None
    assert joins(plans, member.reference, code, "conversation-stranger") is None


def test_of_two_at_once_one_gets_in(plans: Plans) -> None:
    member, code = invited(plans)
    people = [f"conversation-{number}" for number in range(6)]
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda person: joins(plans, member.reference, code, person), people))
    assert sum(each is not None for each in found) == 1


def test_a_code_word_ends_after_a_week(plans: Plans) -> None:
    member, code = invited(plans)
    assert joins(plans, member.reference, code, now=MONDAY + OPEN_FOR) is None


def test_an_unknown_name_and_a_wrong_code_look_the_same_and_lock_alike(plans: Plans) -> None:
    member, code = invited(plans)
    unknown = next(f"HILL-{number:04d}" for number in range(10) if f"HILL-{number:04d}" != member.reference)
    for reference in (member.reference, unknown):
        assert [joins(plans, reference, "ZUZUZU") for _ in range(WRONG_TRIES)] == [None] * WRONG_TRIES
    assert joins(plans, member.reference, code) is None
    assert joins(plans, member.reference, code, now=MONDAY + LOCKED_FOR + timedelta(seconds=1)) is not None


def test_whoever_takes_part_already_uses_no_code_up(plans: Plans) -> None:
    member, code = invited(plans)
    again = joins(plans, member.reference, code, "conversation-mum")
    assert again is not None and again.id == member.id
    assert joins(plans, member.reference, code) is not None


def test_a_member_is_told_link_and_passcode(plans: Plans) -> None:
    member, _ = invited(plans)
    token, passcode = plans.do(passcode_of, member.plan_id)
    assert len(token) >= 32 and len(passcode) == 6


def test_no_member_guesses_another_ones_code_word_behind_right_tries(plans: Plans) -> None:
    member = plans.begin()
    own = plans.do(own_code, member)
    words = enumerate(("ZUZUZU", own) * 6)
    tried = [joins(plans, member.reference, word, f"conversation-{number}") for number, word in words]
    assert sum(each is not None for each in tried) < 6
    assert joins(plans, member.reference, own, "conversation-last") is None


def test_a_new_code_word_takes_the_place_of_the_old_one(plans: Plans) -> None:
    member = plans.begin()
    old = plans.do(own_code, member)
    new = plans.do(renew_code, member, MONDAY, plans.office)
    assert joins(plans, member.reference, old, "conversation-old") is None
    assert joins(plans, member.reference, new, "conversation-new") is not None


def test_a_members_own_code_word_brings_them_back_from_another_chat(plans: Plans) -> None:
    member = plans.walk(plans.begin())
    code = plans.do(own_code, member)
    back = joins(plans, member.reference, code, "conversation-new-phone")
    assert back is not None and (back.id, back.known_as, back.number) == (member.id, "Morwenna", 1)
    assert plans.do(mine, "conversation-mum") is None
    again = joins(plans, member.reference, code, "conversation-third")
    assert again is not None and again.id == member.id


def test_an_own_code_word_counts_for_its_own_plan_alone_and_is_sealed(plans: Plans) -> None:
    member, other = plans.begin(), plans.begin("conversation-other")
    code = plans.do(own_code, member)
    assert joins(plans, other.reference, code, "conversation-stranger") is None
    with plans.store.sessions() as session:
        assert all(code.encode() not in each for each in session.scalars(select(PlanMember.sealed_code)))


def test_an_invitation_goes_with_whoever_gave_it(plans: Plans) -> None:
    member, code = invited(plans)
    son = joins(plans, member.reference, code)
    assert son is not None
    from_son = plans.do(lambda session, _: invite(session, son, MONDAY, plans.office))
    plans.do(lambda session, _: leave(session, son, MONDAY))
    assert joins(plans, member.reference, from_son, "conversation-friend") is None


def test_a_new_page_shuts_the_old_one_its_visits_and_invitations(plans: Plans) -> None:
    member, code = invited(plans)
    token, passcode = plans.do(passcode_of, member.plan_id)
    assert plans.do(open_plan, token, passcode, "visitor", MONDAY) is not None
    plans.do(renew_page, member, MONDAY, plans.office)
    new_token, new_passcode = plans.do(passcode_of, member.plan_id)
    assert new_token != token and new_passcode != passcode
    for old in (token, new_token):
        assert plans.do(lambda session, _, old=old: visited_plan(session, old, "visitor", MONDAY)) is None
    assert plans.do(open_plan, token, passcode, "visitor", MONDAY) is None
    assert plans.do(open_plan, new_token, passcode, "visitor", MONDAY) is None
    assert plans.do(open_plan, new_token, new_passcode, "visitor", MONDAY) is not None
    assert joins(plans, member.reference, code) is None
    assert "plan/page_renewed" in plans.audited()


def test_an_own_code_word_shows_whose_yes_it_is_and_wrong_ones_are_counted(plans: Plans) -> None:
    member, other = plans.begin(), plans.begin("conversation-other")
    code, theirs = plans.do(own_code, member), plans.do(own_code, other)
    found = plans.do(member_with_code, member.plan_id, f" {code.lower()} ", MONDAY)
    assert found is not None and found.id == member.id
    for wrong in (theirs, "", "ZUZUZU", "ZUZUZU", "ZUZUZU"):
        assert plans.do(own_code_locked_until_, member.plan_id) is None
        assert plans.do(member_with_code, member.plan_id, wrong, MONDAY) is None
    assert plans.do(member_with_code, member.plan_id, code, MONDAY) is None
    assert plans.do(own_code_locked_until_, member.plan_id) == MONDAY + LOCKED_FOR


def own_code_locked_until_(session: Session, _: object, plan_id: str) -> datetime | None:
    return own_code_locked_until(session, plan_id, MONDAY)


def test_right_code_words_wear_nothing_out_and_forgive_no_wrong_one(plans: Plans) -> None:
    member = plans.begin()
    code = plans.do(own_code, member)
    for number in range(2 * WRONG_TRIES):
        assert plans.do(member_with_code, member.plan_id, code, MONDAY) is not None
        assert joins(plans, member.reference, code, f"conversation-{number}") is not None
    for _ in range(WRONG_TRIES - 1):
        assert plans.do(member_with_code, member.plan_id, "ZUZUZU", MONDAY) is None
        assert plans.do(member_with_code, member.plan_id, code, MONDAY) is not None
    assert plans.do(member_with_code, member.plan_id, "ZUZUZU", MONDAY) is None
    assert plans.do(member_with_code, member.plan_id, code, MONDAY) is None
