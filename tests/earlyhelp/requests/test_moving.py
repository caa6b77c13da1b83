"""What contacts do: only with their own requests, once, and with new agreement for a new contact."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from core.outbox.models import OutboxEntry
from earlyhelp.deadlines import escalate
from earlyhelp.errors import ConsentNeededError, DraftError, MoveError, NotYoursError, UnknownRequestError
from earlyhelp.requests import (
    acknowledge,
    add_note,
    close,
    hand_over,
    record_contact,
    shared_with,
    status_for_person,
    view_request,
    withdraw_items,
)
from tests.earlyhelp.conftest import ANSWERS, CASEY, JO, MONDAY, PAT, Desk, days, without

YES = dict.fromkeys(ANSWERS, True)


def test_a_request_goes_its_whole_way(desk: Desk) -> None:
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    desk.do(
        record_contact,
        sent.request_id,
        PAT,
        "call-1",
        MONDAY,
        desk.office,
        reached=False,
        note="Went to voicemail",
    )
    desk.do(record_contact, sent.request_id, PAT, "call-2", MONDAY, desk.office, reached=True)
    desk.do(record_contact, sent.request_id, PAT, "call-3", MONDAY, desk.office, reached=True, note="Visited")
    desk.do(add_note, sent.request_id, PAT, "note-1", "Plan agreed", MONDAY, desk.office)
    desk.do(close, sent.request_id, "helped", PAT, MONDAY + days(1), desk.office, "All is well")
    request = desk.request(sent)
    assert (request.status, request.outcome, request.ended_at) == ("closed", "helped", MONDAY + days(1))
    shown = desk.do(shared_with, request, "pat_ashdown", MONDAY, desk.office)
    assert [(each.kind, each.note) for each in shown.history] == [
        ("sent", ""),
        ("acknowledged", ""),
        ("contact_tried", "Went to voicemail"),
        ("contact_made", ""),
        ("contact_made", "Visited"),
        ("note", "Plan agreed"),
        ("closed", "All is well"),
    ]
    assert [what for who, what in desk.audited() if who == "staff-1"] == [
        "request/acknowledged",
        "request/contact_tried",
        "request/contact_made",
        "request/contact_made",
        "request/note",
        "request/closed",
    ]


def test_doing_it_again_changes_nothing(desk: Desk) -> None:
    sent = desk.send()
    for _ in range(2):
        desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    for _ in range(2):
        desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY, desk.office, reached=True)
        desk.do(add_note, sent.request_id, PAT, "note-1", "Once", MONDAY, desk.office)
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    for _ in range(2):
        desk.do(close, sent.request_id, "helped", PAT, MONDAY, desk.office)
    assert desk.request(sent).status == "closed"
    assert len(desk.audited()) == 5


def test_steps_cannot_be_skipped(desk: Desk) -> None:
    sent = desk.send()
    with pytest.raises(MoveError, match="sent cannot become contact made"):
        desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY, desk.office, reached=True)
    with pytest.raises(MoveError, match="sent cannot become closed"):
        desk.do(close, sent.request_id, "helped", PAT, MONDAY, desk.office)
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY, desk.office, reached=False)
    with pytest.raises(MoveError, match="Record that you reached"):
        desk.do(close, sent.request_id, "helped", PAT, MONDAY, desk.office)
    desk.do(close, sent.request_id, "not_reached", PAT, MONDAY, desk.office)
    with pytest.raises(MoveError):
        desk.do(close, sent.request_id, "helped", PAT, MONDAY, desk.office)
    with pytest.raises(MoveError, match="no more notes"):
        desk.do(add_note, sent.request_id, PAT, "note-1", "Late", MONDAY, desk.office)
    with pytest.raises(UnknownRequestError):
        desk.do(acknowledge, "no-such-id", PAT, MONDAY, desk.office)


def test_a_contact_touches_only_their_own_requests(desk: Desk) -> None:
    sent = desk.send()
    for staff in (JO, CASEY):
        with pytest.raises(NotYoursError):
            desk.do(acknowledge, sent.request_id, staff, MONDAY, desk.office)
        with pytest.raises(NotYoursError):
            desk.do(view_request, sent.request_id, staff, MONDAY, desk.office)
        with pytest.raises(NotYoursError):
            desk.do(add_note, sent.request_id, staff, "note-1", "Hello", MONDAY, desk.office)
        with pytest.raises(NotYoursError):
            desk.do(close, sent.request_id, "helped", staff, MONDAY, desk.office)
    with pytest.raises(NotYoursError):
        desk.do(hand_over, sent.request_id, "jo_lake", YES, 1, JO, "over-1", MONDAY, desk.office)
    assert desk.audited() == [("person", "request/sent")]


def test_a_new_contact_sees_only_what_was_agreed_to_anew(desk: Desk) -> None:
    sent = desk.send(second="", second_agreed=False)
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    agreed = {**YES, "change": False}
    for _ in range(2):
        desk.do(
            hand_over, sent.request_id, "sky_barlow", agreed, 1, PAT, "over-1", MONDAY + days(1), desk.office
        )
    request = desk.request(sent)
    assert (request.status, request.contact, request.round, request.step) == (
        "handed_over",
        "sky_barlow",
        2,
        0,
    )
    assert request.due_at.day == 26 and request.second == "advice_line"
    shown = desk.do(shared_with, request, "sky_barlow", MONDAY + days(1), desk.office)
    assert set(shown.values) == set(ANSWERS) - {"change"} and shown.not_shared == ("change",)
    assert desk.do(shared_with, request, "pat_ashdown", MONDAY + days(1), desk.office).values == {}
    assert list(desk.outbox()) == ["2/handed_over/sky_barlow"]
    assert list(desk.outbox("blocked")) == ["1/new/pat_ashdown"]


def test_the_age_of_somebody_young_is_never_left_behind(desk: Desk) -> None:
    agreed = {**dict.fromkeys(ANSWERS, True), "age": True}
    sent = desk.send(answers={**ANSWERS, "age": "I am 13."}, agreed=agreed, young=True)
    with pytest.raises(ConsentNeededError, match="protects"):
        desk.do(
            hand_over,
            sent.request_id,
            "sky_barlow",
            {**agreed, "age": False},
            1,
            PAT,
            "h-1",
            MONDAY,
            desk.office,
        )
    request = desk.do(
        hand_over,
        sent.request_id,
        "sky_barlow",
        {**agreed, "name": False},
        1,
        PAT,
        "h-1",
        MONDAY,
        desk.office,
    )
    assert desk.do(shared_with, request, "sky_barlow", MONDAY, desk.office).values["age"] == "I am 13."


def test_handing_over_needs_a_word_on_every_item_in_the_words_of_today(desk: Desk) -> None:
    sent = desk.send()
    some = {item: True for item in YES if item != "name"}
    with pytest.raises(ConsentNeededError):
        desk.do(hand_over, sent.request_id, "jo_lake", some, 1, PAT, "over-1", MONDAY, desk.office)
    with pytest.raises(DraftError):
        desk.do(hand_over, sent.request_id, "jo_lake", YES, 2, PAT, "over-1", MONDAY, desk.office)
    for to in ("pat_ashdown", "nobody"):
        with pytest.raises(MoveError):
            desk.do(hand_over, sent.request_id, to, YES, 1, PAT, "over-1", MONDAY, desk.office)
    assert list(desk.outbox()) == ["1/new/pat_ashdown"]


def test_nobody_records_a_yes_to_themselves(desk: Desk) -> None:
    sent = desk.send()
    with pytest.raises(ConsentNeededError, match="to themselves"):
        desk.do(hand_over, sent.request_id, "casey_holm", YES, 1, CASEY, "over-1", MONDAY, desk.office)
    with pytest.raises(NotYoursError):
        desk.do(view_request, sent.request_id, CASEY, MONDAY, desk.office)
    assert desk.request(sent).contact == "pat_ashdown"


def test_who_was_reached_is_not_said_to_have_been_out_of_reach(desk: Desk) -> None:
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY, desk.office, reached=True)
    with pytest.raises(MoveError, match="you have recorded that you reached"):
        desk.do(close, sent.request_id, "not_reached", PAT, MONDAY, desk.office)
    desk.do(close, sent.request_id, "lost_touch", PAT, MONDAY, desk.office)
    said = desk.do(status_for_person, desk.request(sent), MONDAY, desk.office).sentences
    assert "We lost touch with you." in said[1] and "could not reach you" not in " ".join(said)


def test_a_manager_hands_over_for_somebody_who_is_gone_and_both_are_told(desk: Desk) -> None:
    sent = desk.send()
    desk.do(hand_over, sent.request_id, "jo_lake", YES, 1, CASEY, "over-1", MONDAY, desk.office)
    assert list(desk.outbox()) == ["2/handed_over/jo_lake", "2/taken_over/pat_ashdown"]


def test_a_request_can_come_back_to_a_former_contact(desk: Desk) -> None:
    sent = desk.send()
    desk.do(hand_over, sent.request_id, "jo_lake", YES, 1, PAT, "over-1", MONDAY, desk.office)
    back = dict.fromkeys(YES, False) | {"name": True}
    desk.do(hand_over, sent.request_id, "pat_ashdown", back, 1, JO, "over-2", MONDAY, desk.office)
    request = desk.request(sent)
    assert desk.do(shared_with, request, "pat_ashdown", MONDAY, desk.office).values == {"name": "Morwenna"}
    assert desk.do(shared_with, request, "jo_lake", MONDAY, desk.office).values == {}


def test_an_earlier_no_to_somebody_does_not_outlast_a_later_yes_to_them(desk: Desk) -> None:
    sent = desk.send()
    path = [("jo_lake", {**YES, "change": False}, PAT), ("pat_ashdown", YES, JO), ("jo_lake", YES, PAT)]
    for number, (to, agreed, staff) in enumerate(path):
        desk.do(hand_over, sent.request_id, to, agreed, 1, staff, f"over-{number}", MONDAY, desk.office)
    assert desk.do(shared_with, desk.request(sent), "jo_lake", MONDAY, desk.office).values == ANSWERS


def test_letters_that_ask_for_an_answer_stop_once_there_is_one(desk: Desk) -> None:
    sent = desk.send()
    for moment in (3, 7, 9):
        desk.do(escalate, MONDAY + days(moment), desk.office)
    with desk.store.sessions.begin() as session:
        dead = OutboxEntry.key.contains("/second_asked/")
        session.execute(update(OutboxEntry).where(dead).values(state="dead"))
    desk.do(acknowledge, sent.request_id, PAT, MONDAY + days(9), desk.office)
    assert desk.outbox() == {} == desk.outbox("dead")


def test_what_still_chases_or_lies_dead_is_stopped_by_the_end(desk: Desk) -> None:
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    gone = without(desk, "pat_ashdown")
    gone.do(escalate, MONDAY, gone.office)
    assert list(desk.outbox()) == ["1/contact_left/casey_holm/3"]
    desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY, desk.office, reached=True)
    desk.do(close, sent.request_id, "helped", PAT, MONDAY, desk.office)
    assert desk.outbox() == {} and desk.request(sent).next_step_at is None


def test_a_former_contact_still_hears_that_less_is_shared(desk: Desk) -> None:
    sent = desk.send()
    desk.do(withdraw_items, sent.request_id, ["change"], MONDAY, desk.office)
    agreed = {item: True for item in YES if item != "change"}
    desk.do(hand_over, sent.request_id, "jo_lake", agreed, 1, PAT, "over-1", MONDAY, desk.office)
    told, handed = desk.outbox()
    assert told.startswith("1/less_shared/pat_ashdown/") and handed == "2/handed_over/jo_lake"


def test_a_note_that_is_too_long_or_empty_is_refused(desk: Desk) -> None:
    sent = desk.send()
    for note in ("", "  ", "x" * 4001):
        with pytest.raises(MoveError):
            desk.do(add_note, sent.request_id, PAT, "note-1", note, MONDAY, desk.office)
    with pytest.raises(ValueError, match="key"):
        desk.do(add_note, sent.request_id, PAT, "", "Hello", MONDAY, desk.office)
