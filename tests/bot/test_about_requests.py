"""Plain words about a request that was sent go to it, whatever intent they were taken for; danger goes first."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet

from bot.policies.about_requests import ABOUT, ANSWERING, CHANGE, START, STATUS, TAKE_BACK, WITHDRAW
from bot.policies.request_answers import RequestAnswers
from tests.bot.test_request_answers import chosen, policy, said

__all__ = ["policy"]

SENT = SlotSet("request", {"begun": False, "sent": "id-1"})
BEGUN = SlotSet("request", {"begun": True, "sent": ""})
OPENED = SlotSet("opened", "id-2")
JUST_SENT = (SENT, ActionExecuted("action_submit_request"), ActionExecuted("action_listen"))
LOOKED_UP = (OPENED, ActionExecuted("action_request_answer"), ActionExecuted("action_listen"))
FOR_CODE = SlotSet("looking", {"for": "status", "reference": "JAZZ-2376"})


@pytest.mark.parametrize("intent", ["stop", "thank", "out_of_scope", "goodbye", "ask_request_status"])
@pytest.mark.parametrize("text", ["nitibe", "NITIBE", "its nitibe thanks", "i lost it"])
def test_a_code_word_is_looked_for_before_anything_else(
    policy: RequestAnswers, intent: str, text: str
) -> None:
    assert chosen(policy, FOR_CODE, said(intent, text=text)) == ANSWERING
    assert chosen(policy, FOR_CODE, said("disclosure", text=text)) is None


@pytest.mark.parametrize(
    "text", ["JAZZ 2376 nitibe", "PARK-3116 KELEME", "hello, jazz 2376, code word is nitibe, what happend"]
)
def test_a_name_is_always_looked_up(policy: RequestAnswers, text: str) -> None:
    assert chosen(policy, said("greet", text=text), asked=None) == STATUS
    assert chosen(policy, said("out_of_scope", text=f"take back {text}"), asked="place") == WITHDRAW
    assert chosen(policy, said("disclosure", text=text), asked=None) is None
    assert chosen(policy, said("greet", text=text), asked="safe_now") is None


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("delete_my_data", "delete everything about me, my email was jo@example.org"),
        ("withdraw_consent", "I no longer agree to any of it, you had 07700 900123"),
        ("speak_to_human", "i rang 0300 123 2224 and nobody picks up i need to talk to a person"),
        ("find_support", "is 01823 355455 the food bank in taunton you mean"),
    ],
)
def test_a_number_beside_another_wish_is_no_change(policy: RequestAnswers, intent: str, text: str) -> None:
    assert chosen(policy, *JUST_SENT, said(intent, text=text), asked=None) != CHANGE


def test_a_number_given_where_something_else_is_asked_answers_that(policy: RequestAnswers) -> None:
    assert chosen(policy, *JUST_SENT, said("inform", text="07700 900113"), asked="place") is None


def test_a_year_beside_a_word_is_no_reference(policy: RequestAnswers) -> None:
    words = said("inform", text="i moved here from park 2019 and its been hard")
    assert chosen(policy, words, asked=None) is None and chosen(policy, BEGUN, words) == ANSWERING


@pytest.mark.parametrize(
    "text",
    [
        "can someone come round to the house and help with the kids",
        "who is the man that comes to our house",
    ],
)
def test_an_answer_that_sounds_like_a_question_is_kept(policy: RequestAnswers, text: str) -> None:
    assert chosen(policy, BEGUN, said("find_support", text=text)) == ANSWERING


@pytest.mark.parametrize(
    "text",
    [
        "oh no i gave the wrong phone number, its 07700 900113",
        "the number i gave for the call is wrong can u correct it",
        "i forgot to give my phone number, its 01643 555123",
        "07700 900113 not 118",
        "can i change wat i said",
    ],
)
@pytest.mark.parametrize("intent", ["correct_earlier", "find_support", "out_of_scope"])
def test_a_correction_after_sending_is_about_the_request(
    policy: RequestAnswers, intent: str, text: str
) -> None:
    assert chosen(policy, *JUST_SENT, said(intent, text=text), asked=None) == CHANGE
    assert chosen(policy, *LOOKED_UP, said(intent, text=text), asked=None) == CHANGE
    assert chosen(policy, said(intent, text=text), asked=None) is None
    assert chosen(policy, *JUST_SENT, said("disclosure", text=text), asked=None) is None


def test_words_after_the_question_of_a_change_are_its_answer(policy: RequestAnswers) -> None:
    asked = [SENT, SlotSet("changing", {"waits": "value"}), ActionExecuted(CHANGE)]
    assert chosen(policy, *asked, said("find_support", text="Hillside Primary"), asked=None) == CHANGE
    assert chosen(policy, *asked, said("thank", text="thanks"), asked=None) is None
    later = [*asked, ActionExecuted("action_find_support")]
    assert chosen(policy, *later, said("find_support", text="Hillside Primary"), asked=None) is None


@pytest.mark.parametrize("text", ["take it back", "please cancel it"])
def test_after_a_look_up_it_is_that_request(policy: RequestAnswers, text: str) -> None:
    assert chosen(policy, *LOOKED_UP, said("go_back", text=text), asked=None) == WITHDRAW
    searched = ActionExecuted("action_find_support")
    assert chosen(policy, *LOOKED_UP, searched, said("go_back", text=text), asked=None) is None


def test_an_item_is_named_at_once_or_after_the_question(policy: RequestAnswers) -> None:
    for text in ("please dont share my school any more", "take back my school please"):
        assert chosen(policy, SENT, said("find_support", text=text), asked=None) == WITHDRAW
    part = {"buttons": [{"title": "School", "payload": '/take_back_request{"answer": "part:school"}'}]}
    shown: list[Any] = [SENT, BotUttered("What do you want to take back?", part)]
    assert chosen(policy, *shown, said("find_support", text="my school"), asked=None) == TAKE_BACK
    assert chosen(policy, *shown, said("thank", text="thanks"), asked=None) is None


@pytest.mark.parametrize(
    "text",
    [
        "what happens after i send it",
        "is it a man or woman who rings",
        "did he read it",
        "does my mum know i asked",
    ],
)
def test_questions_about_a_request_are_answered_wherever_one_is(policy: RequestAnswers, text: str) -> None:
    assert chosen(policy, BEGUN, said("ask_who_sees_this", text=text)) == ABOUT
    assert chosen(policy, SENT, said("find_support", text=text), asked=None) == ABOUT
    assert chosen(policy, said("find_support", text=text), asked=None) is None
    assert chosen(policy, SENT, said("disclosure", text=text), asked=None) is None


def test_where_it_stands_is_told_in_full_where_that_is_plainly_asked(policy: RequestAnswers) -> None:
    words = "whats happening with my request"
    assert chosen(policy, *JUST_SENT, said("ask_request_status", text=words), asked=None) is None
    assert chosen(policy, *JUST_SENT, said("out_of_scope", text="how is it going"), asked=None) == ABOUT


def test_what_could_be_about_a_service_is_so_unless_a_request_was_spoken_of(policy: RequestAnswers) -> None:
    words = said("refine_results", text="is it free")
    assert chosen(policy, *JUST_SENT, words, asked=None) == ABOUT
    assert chosen(policy, *JUST_SENT, ActionExecuted("action_find_support"), words, asked=None) is None


@pytest.mark.parametrize(
    "text", ["could a person ring me please", "shes at her nans so shes safe. can someone still ring me"]
)
@pytest.mark.parametrize("intent", ["goodbye", "out_of_scope", "feedback_good"])
def test_a_person_who_is_asked_for_is_offered(policy: RequestAnswers, intent: str, text: str) -> None:
    assert chosen(policy, said(intent, text=text), asked=None) == START
    assert chosen(policy, said(intent, text=text), asked="safe_now") is None


def test_a_person_to_talk_to_now_is_shown_lines_too(policy: RequestAnswers) -> None:
    words = said("speak_to_human", text="i want a real person to talk to me")
    assert chosen(policy, words, asked=None) is None


def test_a_wish_for_a_person_beside_a_need_stays_a_search(policy: RequestAnswers) -> None:
    told = said("find_support", text="i need help with money. can someone ring me please")
    told.parse_data["needs"] = [{"need": "money", "confidence": 0.9}]  # type: ignore[typeddict-unknown-key]
    assert chosen(policy, told, asked=None) is None


def test_somebody_else_can_be_asked_after_a_request(policy: RequestAnswers) -> None:
    taken_back = (SENT, ActionExecuted(TAKE_BACK))
    text = "i want help but different person, not robin"
    assert chosen(policy, *taken_back, said("find_support", text=text), asked=None) == START


@pytest.mark.parametrize("text", ["right, I'm back, where were we", "where was i", "im back"])
def test_whoever_comes_back_goes_on_with_the_request(policy: RequestAnswers, text: str) -> None:
    assert chosen(policy, BEGUN, said("go_back", text=text), asked=None) == START
