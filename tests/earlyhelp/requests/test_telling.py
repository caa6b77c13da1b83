"""The person is told the truth at every point, in plain words."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest
from sqlalchemy import delete, select

from core.errors import DeliveryError, RefusedError
from core.outbox import Sender, Worker
from core.outbox.models import OutboxEntry
from earlyhelp.consent import Consent
from earlyhelp.deadlines import escalate
from earlyhelp.requests import (
    Submitted,
    acknowledge,
    close,
    hand_over,
    record_contact,
    status_for_person,
    withdraw,
    withdraw_items,
)
from earlyhelp.requests.telling import Told
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, Desk, days, without

NO_REACH = {"reach": False, "age": False, "place": False}


def told(desk: Desk, sent: Submitted, now: datetime = MONDAY) -> Told:
    answer: Told = desk.do(status_for_person, desk.request(sent), now, desk.office)
    return answer


class Accepting:
    """A mail server that takes everything."""

    def send(self, message_id: str, payload: object) -> None:
        return


def deliver(desk: Desk, now: datetime = MONDAY, server: Sender | None = None) -> None:
    """Sends what is due, or tries to."""
    senders = {"mail": server or Accepting()}
    Worker(desk.store.sessions, desk.store.vault, senders, Random(1)).run_once(now)


class Failing:
    """A mail server that fails in one way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def send(self, message_id: str, payload: object) -> None:
        raise self.error


def test_each_point_of_a_request_has_its_own_sentence(desk: Desk) -> None:
    sent = desk.send()
    deliver(desk)
    assert told(desk, sent) == Told(
        "sent",
        (
            "Your request went to Pat Ashdown on Monday 23 November. "
            "They should answer by the end of Wednesday 25 November.",
            f"You can also ring Pat Ashdown on 01632 960101. Say {sent.reference}.",
        ),
    )
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    assert told(desk, sent) == Told(
        "acknowledged",
        (
            "Pat Ashdown has your request. They said so on Monday 23 November.",
            "They should get in touch by the end of Monday 30 November.",
            f"You can also ring Pat Ashdown on 01632 960101. Say {sent.reference}.",
        ),
    )
    desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY + days(1), desk.office, reached=False)
    assert told(desk, sent).sentences[0].startswith("Pat Ashdown tried to reach you on Tuesday 24 November")
    desk.do(record_contact, sent.request_id, PAT, "call-2", MONDAY + days(2), desk.office, reached=True)
    assert told(desk, sent).sentences[0] == "Pat Ashdown got in touch with you on Wednesday 25 November."
    desk.do(close, sent.request_id, "helped", PAT, MONDAY + days(3), desk.office)
    assert told(desk, sent).sentences == (
        "Your request ended on Thursday 26 November.",
        "Someone worked with you. You can ask for help again at any time.",
    )


def test_silence_is_said_honestly_step_by_step(desk: Desk) -> None:
    sent = desk.send()
    assert told(desk, sent, MONDAY + days(3)).standing == "late"
    said = {}
    for day in (3, 7, 9):
        desk.do(escalate, MONDAY + days(day), desk.office)
        deliver(desk, MONDAY + days(day))
        answer = told(desk, sent, MONDAY + days(day))
        said[answer.standing] = answer.sentences[0]
    assert list(said) == ["late_reminded", "late_second", "late_manager"]
    assert "We have reminded them." in said["late_reminded"]
    assert said["late_second"].startswith(
        "Pat Ashdown has not answered yet. We have asked the second contact, Jo Lake."
    )
    assert "We have told a manager." in said["late_manager"]


def test_a_person_who_did_not_say_how_to_reach_them_is_told_to_ring(desk: Desk) -> None:
    sent = desk.send(agreed={**dict.fromkeys(ANSWERS, True), **NO_REACH})
    assert told(desk, sent).sentences[-1].startswith("You did not share how to reach you.")


def test_a_contact_who_rests_after_their_answer_is_late_too(desk: Desk) -> None:
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    assert (
        told(desk, sent, MONDAY + days(8)).sentences[1].startswith("They should have got in touch by Monday")
    )
    desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY, desk.office, reached=False)
    assert "should have got in touch" in told(desk, sent, MONDAY + days(8)).sentences[1]
    desk.do(record_contact, sent.request_id, PAT, "call-2", MONDAY, desk.office, reached=True)
    assert "should have" not in " ".join(told(desk, sent, MONDAY + days(8)).sentences)


def test_nobody_is_said_to_get_in_touch_who_has_no_way_to(desk: Desk) -> None:
    silent = desk.send("press-1", agreed={**dict.fromkeys(ANSWERS, True), **NO_REACH})
    rings = desk.send("press-2", answers={"reach": desk.office.they_ring}, agreed={"reach": True})
    school = desk.send("press-3", answers={"reach": "Through the school."}, agreed={"reach": True})
    for sent, last, comes in (
        (silent, "You did not share how to reach you.", False),
        (rings, "You said that you will ring. The number of Pat Ashdown is 01632 960101.", False),
        (school, "You can also ring Pat Ashdown", True),
    ):
        desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
        for moment in (MONDAY, MONDAY + days(9)):
            said = told(desk, sent, moment).sentences
            assert (
                said[-1].startswith(last)
                and ("get in touch" in said[1] or "got in touch" in said[1]) is comes
            )


def test_whether_it_was_never_shared_taken_back_or_has_ended_is_told_apart(desk: Desk) -> None:
    taken_back, ended = desk.send("press-1"), desk.send("press-2")
    desk.do(withdraw_items, taken_back.request_id, ["reach"], MONDAY, desk.office)
    assert told(desk, taken_back).sentences[-1].startswith("You took back how to reach you. So please ring")
    with desk.store.sessions.begin() as session:
        reach = select(Consent).where(Consent.request_id == ended.request_id, Consent.item == "reach")
        for consent in session.scalars(reach):
            consent.expires_at = MONDAY + days(10)
    assert told(desk, ended, MONDAY + days(9)).sentences[-1].startswith("You can also ring")
    said = told(desk, ended, MONDAY + days(10)).sentences[-1]
    assert said.startswith("Your yes to how to reach you has ended. So please ring")


def test_withdrawal_and_handing_over_are_told(desk: Desk) -> None:
    sent = desk.send()
    yes = dict.fromkeys(ANSWERS, True)
    desk.do(hand_over, sent.request_id, "sky_barlow", yes, 1, PAT, "over-1", MONDAY, desk.office)
    assert "Sky Barlow" in told(desk, sent).sentences[0] and told(desk, sent).standing == "handed_over"
    desk.do(withdraw, sent.request_id, MONDAY, desk.office)
    assert told(desk, sent) == Told(
        "withdrawn",
        (
            "You took your request back on Monday 23 November. We stopped sharing what you told us.",
            "Our mail to the people we asked is on its way.",
        ),
    )
    deliver(desk)
    assert told(desk, sent).sentences == (
        "You took your request back on Monday 23 November. We stopped sharing what you told us. "
        "We told the people we had asked.",
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [(DeliveryError("later"), "has not gone through yet"), (RefusedError("never"), "did not go through")],
)
def test_a_mail_that_did_not_arrive_is_not_hidden(desk: Desk, error: Exception, said: str) -> None:
    sent = desk.send()
    assert told(desk, sent).sentences[1] == "Our mail to Pat Ashdown is on its way."
    deliver(desk, server=Failing(error))
    answer = told(desk, sent)
    assert said in answer.sentences[1] and "went" not in answer.sentences[0]


@pytest.mark.parametrize("error", [None, DeliveryError("later"), RefusedError("never")])
def test_nobody_is_said_to_be_told_by_a_letter_that_did_not_go(desk: Desk, error: Exception | None) -> None:
    sent = desk.send()
    deliver(desk)
    claims = {"late_reminded": "reminded", "late_second": "asked", "late_manager": "told"}
    for day in (3, 7, 9):
        moment = MONDAY + days(day)
        desk.do(escalate, moment, desk.office)
        if error is not None:
            deliver(desk, moment, Failing(error))
        answer = told(desk, sent, moment)
        assert f"We have {claims[answer.standing]}" not in " ".join(answer.sentences)
        assert any(each.startswith("Our mail to ") for each in answer.sentences)
        deliver(desk, moment + days(1))


def test_of_several_who_were_asked_each_must_have_been_told(desk: Desk) -> None:
    sent = desk.send()
    for day in (3, 7):
        desk.do(escalate, MONDAY + days(day), desk.office)
    desk.do(withdraw, sent.request_id, MONDAY + days(8), desk.office)
    with desk.store.sessions.begin() as session:
        last = session.scalars(select(OutboxEntry).where(OutboxEntry.key.endswith("withdrawn/pat_ashdown")))
        last.one().due_at = MONDAY + days(9)
    deliver(desk, MONDAY + days(8))
    assert "We told" not in " ".join(told(desk, sent).sentences)
    deliver(desk, MONDAY + days(9))
    assert "We told the people we had asked." in told(desk, sent).sentences[0]


def test_what_takes_the_place_of_a_stopped_letter_counts_as_it(desk: Desk) -> None:
    sent = desk.send()
    desk.do(withdraw_items, sent.request_id, ["change"], MONDAY, desk.office)
    assert "went" not in told(desk, sent).sentences[0]
    deliver(desk)
    assert told(desk, sent).sentences[0].startswith("Your request went to Pat Ashdown")


def test_a_letter_that_nothing_is_known_of_any_more_is_claimed_for_nobody(desk: Desk) -> None:
    sent = desk.send()
    deliver(desk)
    for day in (3, 7, 9):
        desk.do(escalate, MONDAY + days(day), desk.office)
        deliver(desk, MONDAY + days(day))
    with desk.store.sessions.begin() as session:
        session.execute(delete(OutboxEntry))
    assert told(desk, sent).sentences[0].endswith("That is not your fault.")


def test_a_contact_who_has_left_is_not_said_to_have_the_request(desk: Desk) -> None:
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    later = without(desk, "pat_ashdown")
    assert "We have told a manager" not in " ".join(told(later, sent).sentences)
    later.do(escalate, MONDAY, later.office)
    deliver(desk)
    answer = told(later, sent)
    assert answer.standing == "left" and "has left. We have told a manager." in answer.sentences[0]
