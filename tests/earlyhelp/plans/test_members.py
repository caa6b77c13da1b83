"""Taking part in a plan: nothing said is lost, nothing is seen without a yes, and leaving leaves nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from earlyhelp.errors import PlanError
from earlyhelp.plans import (
    LONGEST_ANSWER,
    begin_review,
    changeable,
    close,
    entries_of,
    invite,
    join,
    keep_for_writer,
    leave,
    named,
    open_part,
    progress,
    say,
    seen_by_all,
    set_review,
    share,
    undecided,
)
from earlyhelp.plans import told as all_told
from earlyhelp.plans.model import FamilyPlan, PlanEntry, PlanMember
from language.scale import Score
from tests.earlyhelp.conftest import MONDAY
from tests.earlyhelp.plans.conftest import MUM, SON, TALK, Plans

LATER = MONDAY + timedelta(weeks=5)


def rows(plans: Plans) -> list[int]:
    with plans.store.sessions() as session:
        return [
            session.scalar(select(func.count()).select_from(each)) or 0
            for each in (FamilyPlan, PlanMember, PlanEntry)
        ]


def with_son(plans: Plans) -> tuple[object, object]:
    mother = plans.begin()
    code = plans.store and plans.do(lambda session, _: invite(session, mother, MONDAY, plans.office))
    son = plans.do(join, mother.reference, code, SON, "child", MONDAY, plans.office)
    return mother, son


def test_a_talk_goes_through_every_part_and_is_there_days_later(plans: Plans) -> None:
    member = plans.walk(plans.begin())
    assert open_part(member, plans.office.blue_sky) is None
    again = plans.mine()
    assert {key: again.words(key) for key in TALK} == TALK and again.score() == Score(4, 4)
    assert again.known_as == "Morwenna"


def test_beginning_twice_or_at_once_begins_one_plan(plans: Plans) -> None:
    with ThreadPoolExecutor(6) as threads:
        begun = list(threads.map(lambda _: plans.begin(), range(12)))
    assert len({each.plan_id for each in begun}) == 1 and rows(plans)[:2] == [1, 1]


def test_the_same_answer_twice_is_there_once_and_a_new_one_takes_its_place(plans: Plans) -> None:
    member = plans.begin()
    world = plans.office.blue_sky.part("world", 0)
    for words in ("a walk", "a walk", "a long walk"):
        member = plans.do(say, member, world, words, MONDAY)
    assert [each.words for each in member.said] == ["a long walk"]


def test_an_answer_too_long_is_refused_and_loses_nothing(plans: Plans) -> None:
    member = plans.begin()
    world = plans.office.blue_sky.part("world", 0)
    member = plans.do(say, member, world, "a walk", MONDAY)
    with pytest.raises(PlanError):
        plans.do(say, member, world, "x" * (LONGEST_ANSWER + 1), MONDAY)
    assert plans.mine().words("world") == "a walk"


def test_what_somebody_said_is_sealed_at_rest(plans: Plans) -> None:
    plans.walk(plans.begin())
    with plans.store.sessions() as session:
        sealed = b"".join(session.scalars(select(PlanEntry.sealed)))
    assert all(words.encode() not in sealed for words in TALK.values() if len(words) > 3)


def test_nobody_sees_what_was_not_shared_and_everybody_what_was(plans: Plans) -> None:
    mother, son = with_son(plans)
    mother, son = plans.walk(mother), plans.walk(son, called="Jory", world="no school", happy="I jump")
    mother = plans.do(share, mother, {"world": True, "happy": False}, MONDAY)

    with plans.store.sessions() as session:
        found = entries_of(session, plans.store.vault, mother.plan_id)
    assert {each.words for each in seen_by_all(found, mother.plan_id)} == {TALK["world"]}
    assert son.words("world") == "no school" and mother.words("happy") == TALK["happy"]


def test_sharing_can_be_taken_back_and_what_is_new_is_asked_about(plans: Plans) -> None:
    member = plans.walk(plans.begin())
    keys = [each.name for each in undecided(member, plans.office.blue_sky)]
    member = plans.do(share, member, dict.fromkeys(keys, True), MONDAY)
    assert undecided(member, plans.office.blue_sky) == []
    member = plans.do(share, member, {"world": False}, MONDAY)
    assert member.entry("world").shared is False
    changed = plans.do(say, member, plans.office.blue_sky.part("happy", 0), "I would dance", MONDAY)
    assert changed.entry("happy").shared is None and changed.words("happy") == "I would dance"
    same = plans.do(say, changed, plans.office.blue_sky.part("know", 0), TALK["know"], MONDAY)
    assert same.entry("know").shared is True


@pytest.mark.parametrize("shared", [None, True, False])
def test_words_of_danger_are_kept_for_their_writer_whatever_stood_there(
    plans: Plans, shared: bool | None
) -> None:
    told, world = "i wouldnt be scared of him", plans.office.blue_sky.part("world", 0)
    member = plans.do(say, plans.begin(), world, "a day at the sea", MONDAY)
    member = plans.do(share, member, {"world": shared}, MONDAY)
    for _ in range(2):
        member = plans.do(keep_for_writer, member, world, told, MONDAY, 0)
    member = plans.do(share, member, {"world": True, "kept": True}, MONDAY)
    with plans.store.sessions() as session:
        shown = seen_by_all(entries_of(session, plans.store.vault, member.plan_id), member.plan_id)
    assert [each.words for each in shown] == ["a day at the sea"]
    assert [each.words for each in member.said if each.kind == "kept"] == [told]
    assert told not in [each.words for each in all_told(member, plans.office.blue_sky)]


def test_an_earlier_round_can_be_taken_out_of_the_plan(plans: Plans) -> None:
    member = plans.walk(plans.begin())
    names = {each.name: True for each in all_told(member, plans.office.blue_sky)}
    member = plans.do(share, member, names, MONDAY)
    later = plans.do(begin_review, member, LATER)
    later = plans.do(share, later, {"world@0": False}, LATER)
    assert later.entry("world", 0).shared is False and later.entry("happy", 0).shared is True


def test_what_is_not_asked_again_can_be_said_anew_after_a_review_began(plans: Plans) -> None:
    blue_sky = plans.office.blue_sky
    later = plans.walk(plans.do(begin_review, plans.walk(plans.begin()), LATER), LATER, better="Teas")
    names = [each.name for each in changeable(later, blue_sky)]
    assert {"called@0", "world@0", "helpers@0", "now@1", "better@1"} <= set(names) and "now@0" not in names
    part, round_ = named(later, blue_sky, "world@0")
    changed = plans.do(say, later, part, "A garden", LATER, (), round_)
    assert changed.entry("world", 0).words == "A garden" and changed.entry("world", 1) is None
    assert "look@0" not in names
    left_out = plans.do(say, changed, named(changed, blue_sky, "happy@0")[0], "", LATER, (), 0)
    assert "happy@0" in [each.name for each in changeable(left_out, blue_sky)]
    assert "happy@0" not in [each.name for each in all_told(left_out, blue_sky)]
    for name in ("world@1", "world@2", "better@0", "world@-1", "now@99999", "now@", "now@1x", "nothing", ""):
        assert named(later, blue_sky, name) is None


def test_a_review_five_weeks_later_shows_how_far_somebody_came(plans: Plans) -> None:
    member = plans.walk(plans.begin())
    member = plans.do(set_review, member, LATER.date(), MONDAY)
    assert member.review_on == LATER.date()
    reviewing = plans.do(begin_review, member, LATER)
    again = plans.do(begin_review, member, LATER)
    assert reviewing.round == again.round == 1
    done = plans.walk(again, LATER, Score(6, 7), better="Mornings")
    assert [(at, score.words) for at, score in done.scores] == [(MONDAY, "4"), (LATER, "6 to 7")]
    assert progress(done) == "progress_up" and done.entry("world", 0).words == TALK["world"]


def test_a_plan_is_closed_once_and_opened_by_the_next_review(plans: Plans) -> None:
    member = plans.do(close, plans.walk(plans.begin()), MONDAY)
    assert member.is_closed and plans.do(close, member, LATER).is_closed
    assert not plans.do(begin_review, member, LATER).is_closed


def test_whoever_leaves_takes_all_they_said_and_the_last_one_the_plan(plans: Plans) -> None:
    mother, son = with_son(plans)
    plans.walk(mother), plans.walk(son, called="Jory")
    for _ in range(2):
        plans.do(lambda session, _: leave(session, son, MONDAY))
    assert rows(plans)[:2] == [1, 1] and plans.mine(MUM).words("called") == "Morwenna"
    with pytest.raises(PlanError):
        plans.do(say, son, plans.office.blue_sky.part("world", 0), "more", MONDAY)
    plans.do(lambda session, _: leave(session, plans.mine(MUM), MONDAY))
    assert rows(plans) == [0, 0, 0]
    assert plans.audited() == ["plan/begun", "plan/invited", "plan/joined", "plan/left", "plan/erased"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from([MUM, SON]), st.sampled_from(sorted(TALK)), st.booleans()), max_size=12
    )
)
def test_in_whatever_order_members_share_the_plan_holds_the_last_word_of_each(
    plans: Plans, decided: list[tuple[str, str, bool]]
) -> None:
    for person in (MUM, SON):
        if (known := plans.mine(person)) is not None:
            plans.do(lambda session, _, known=known: leave(session, known, MONDAY))
    with_son(plans)
    for person in (MUM, SON):
        plans.walk(plans.mine(person), called=person)
    last: dict[tuple[str, str], bool] = {}
    for person, key, yes in decided:
        plans.do(share, plans.mine(person), {key: yes}, MONDAY)
        last[person, key] = yes
    owners = {plans.mine(person).id: person for person in (MUM, SON)}
    with plans.store.sessions() as session:
        shown = seen_by_all(entries_of(session, plans.store.vault, plans.mine(MUM).plan_id), "")
    assert {(owners[each.owner], each.key) for each in shown} == {each for each, yes in last.items() if yes}
