"""The person is told the truth at every point, in plain words."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest

from core.errors import DeliveryError, RefusedError
from core.outbox import Worker
from earlyhelp.deadlines import escalate
from earlyhelp.requests import (
    Submitted,
    acknowledge,
    close,
    hand_over,
    record_contact,
    status_for_person,
    withdraw,
)
from earlyhelp.requests.telling import Told
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, Desk, days


def told(desk: Desk, sent: Submitted, now: datetime = MONDAY) -> Told:
    answer: Told = desk.read(status_for_person, desk.request(sent), now, desk.office)
    return answer


class Failing:
    """A mail server that fails in one way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def send(self, message_id: str, payload: object) -> None:
        raise self.error


def test_each_point_of_a_request_has_its_own_sentence(desk: Desk) -> None:
    sent = desk.send()
    assert told(desk, sent) == Told(
        "sent",
        (
            "Your request went to Pat Ashdown on Monday 23 November. "
            "They should answer by the end of Wednesday 25 November.",
            f"You can also ring Pat Ashdown on 01632 960101. Say {sent.reference}.",
        ),
    )
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    assert told(desk, sent).standing == "acknowledged"
    desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY + days(1), reached=False)
    assert told(desk, sent).sentences[0].startswith("Pat Ashdown tried to reach you on Tuesday 24 November")
    desk.do(record_contact, sent.request_id, PAT, "call-2", MONDAY + days(2), reached=True)
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
        answer = told(desk, sent, MONDAY + days(day))
        said[answer.standing] = answer.sentences[0]
    assert list(said) == ["late_reminded", "late_second", "late_manager"]
    assert "We have reminded them." in said["late_reminded"]
    assert said["late_second"].startswith(
        "Pat Ashdown has not answered yet. We have asked the second contact, Jo Lake."
    )
    assert "We have told a manager." in said["late_manager"]


def test_a_person_who_did_not_say_how_to_reach_them_is_told_to_ring(desk: Desk) -> None:
    sent = desk.send(agreed={**dict.fromkeys(ANSWERS, True), "reach": False, "age": False, "place": False})
    assert told(desk, sent).sentences[-1].startswith("You did not share how to reach you.")


def test_withdrawal_and_handing_over_are_told(desk: Desk) -> None:
    sent = desk.send()
    yes = dict.fromkeys(ANSWERS, True)
    desk.do(hand_over, sent.request_id, "sky_barlow", yes, 1, PAT, "over-1", MONDAY, desk.office)
    assert "Sky Barlow" in told(desk, sent).sentences[0] and told(desk, sent).standing == "handed_over"
    desk.do(withdraw, sent.request_id, MONDAY, desk.office)
    assert told(desk, sent).standing == "withdrawn" and len(told(desk, sent).sentences) == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [(DeliveryError("later"), "has not gone through yet"), (RefusedError("never"), "did not go through")],
)
def test_a_mail_that_did_not_arrive_is_not_hidden(desk: Desk, error: Exception, said: str) -> None:
    sent = desk.send()
    assert len(told(desk, sent).sentences) == 2
    worker = Worker(desk.store.sessions, desk.store.vault, {"mail": Failing(error)}, Random(1))
    worker.run_once(MONDAY)
    assert said in told(desk, sent).sentences[1]
