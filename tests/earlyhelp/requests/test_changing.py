"""One answer of a sent request changes under a yes of its own: once, told to its contact, and the old is gone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from earlyhelp.consent import Consent
from earlyhelp.errors import ConsentNeededError, DraftError, MoveError
from earlyhelp.requests import (
    NewAnswer,
    Submitted,
    acknowledge,
    change_item,
    copy_for_person,
    hand_over,
    shared_with,
    withdraw,
    would_see,
)
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, REFUSED, Desk, a_draft, days, without

RIGHT = NewAnswer("reach", "Text 07700 900113 after school. It is safe to leave a message.", True)
TUESDAY = MONDAY + days(1)


def change(desk: Desk, sent: Submitted, answer: NewAnswer = RIGHT, key: str = "press-9") -> None:
    readers = desk.read(lambda session: would_see(session, desk.request(sent), answer.item, desk.office))
    to = [each.mark for each in readers]
    desk.do(change_item, sent.request_id, answer, to, 1, key, TUESDAY, desk.office)


def seen(desk: Desk, sent: Submitted, contact: str = "pat_ashdown") -> dict[str, str]:
    shown = desk.do(shared_with, desk.request(sent), contact, TUESDAY, desk.office)
    return dict(shown.values)


def test_the_contact_reads_the_new_answer_and_the_old_one_is_nowhere(desk: Desk) -> None:
    sent = desk.send()
    change(desk, sent)
    assert seen(desk, sent)["reach"] == RIGHT.value and desk.request(sent).may_leave_message
    assert "07700 900123" not in str(desk.do(copy_for_person, desk.request(sent)))
    assert b"07700 900123" not in desk.raw()


def test_the_new_yes_is_fresh_and_stands_in_the_copy(desk: Desk) -> None:
    sent = desk.send(manager_agreed=True)
    change(desk, sent)
    with desk.store.sessions() as session:
        found = session.scalars(select(Consent).where(Consent.item == "reach")).all()
    assert {each.recipient for each in found} == {"pat_ashdown", "jo_lake", "casey_holm"}
    assert {each.decided_at for each in found} == {TUESDAY}
    copy = desk.do(copy_for_person, desk.request(sent))
    assert "23 May 2027" in copy.agreed.shared["reach"] and "22 May" in copy.agreed.shared["name"]


def test_the_contact_is_told_once_however_often_it_is_pressed(desk: Desk) -> None:
    sent = desk.send()
    for _ in range(3):
        change(desk, sent)
    [key] = [key for key in desk.outbox() if "/changed/" in key]
    assert key.startswith("1/changed/pat_ashdown/") and "900113" not in desk.outbox()[key]
    assert [what for _, what in desk.audited()].count("request/item_changed") == 1


def test_an_item_that_was_refused_can_be_given_later(desk: Desk) -> None:
    sent = desk.send()
    change(desk, sent, NewAnswer("place", "Chard"))
    assert seen(desk, sent)["place"] == "Chard" and REFUSED["place"] not in seen(desk, sent).values()
    assert "place" not in desk.do(copy_for_person, desk.request(sent)).agreed.refused


def test_a_second_contact_who_was_told_no_is_still_told_no(desk: Desk) -> None:
    sent = desk.send(second_agreed=False)
    change(desk, sent)
    with desk.store.sessions() as session:
        found = session.scalars(select(Consent).where(Consent.item == "reach")).all()
    assert [each.recipient for each in found] == ["pat_ashdown"]


def test_nothing_changes_once_it_was_taken_back(desk: Desk) -> None:
    sent = desk.send()
    desk.do(withdraw, sent.request_id, MONDAY, desk.office)
    with pytest.raises(MoveError):
        change(desk, sent)
    assert b"900113" not in desk.raw()


def test_nothing_changes_once_the_contact_has_left(desk: Desk) -> None:
    sent = desk.send()
    with pytest.raises(MoveError):
        change(without(desk, "pat_ashdown"), sent)


def test_the_age_of_somebody_young_stays(desk: Desk) -> None:
    draft = a_draft()
    sent = desk.send(young=True, agreed={**draft.agreed, "age": True})
    with pytest.raises(MoveError):
        change(desk, sent, NewAnswer("age", "I am 30."))


def test_a_yes_for_other_readers_than_were_shown_is_none(desk: Desk) -> None:
    sent = desk.send()
    with pytest.raises(ConsentNeededError):
        desk.do(change_item, sent.request_id, RIGHT, ["someone"], 1, "press-9", TUESDAY, desk.office)
    assert seen(desk, sent)["reach"] != RIGHT.value


def test_an_answer_of_no_words_is_none(desk: Desk) -> None:
    sent = desk.send()
    with pytest.raises(DraftError):
        change(desk, sent, NewAnswer("school", "  "))


def test_it_can_change_after_the_contact_has_answered(desk: Desk) -> None:
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    change(desk, sent)
    assert seen(desk, sent)["reach"] == RIGHT.value and desk.request(sent).status == "acknowledged"


def test_the_copy_opens_and_closes_as_the_answers_are_now(desk: Desk) -> None:
    answers = a_draft().agreed
    sent = desk.send(agreed=dict.fromkeys(answers, False))
    before = desk.do(copy_for_person, desk.request(sent)).agreed
    change(desk, sent)
    after = desk.do(copy_for_person, desk.request(sent)).agreed
    assert "I do not share anything about me" in " ".join(before.lines)
    assert "I do not share anything about me" not in " ".join(after.lines)
    assert after.closing == before.closing and list(after.shared) == ["reach"]


def test_what_was_changed_goes_to_nobody_who_was_agreed_to_before(desk: Desk) -> None:
    sent = desk.send(second_agreed=False)
    change(desk, sent)
    now = TUESDAY + days(1)
    given = (sent.request_id, "jo_lake", dict.fromkeys(ANSWERS, True), 1, PAT, "press-2", now, desk.office)
    with pytest.raises(ConsentNeededError, match="changed an answer"):
        desk.do(hand_over, *given, answered=MONDAY.date())
    with pytest.raises(ConsentNeededError, match="once more"):
        desk.do(hand_over, *given, answered=now.date(), seen=1)
    desk.do(hand_over, *given, answered=TUESDAY.date(), seen=desk.request(sent).version)
    assert seen(desk, sent, "jo_lake")["reach"] == RIGHT.value
