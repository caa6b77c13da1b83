"""Words answer an open request; a disclosure, a button and a plain wish for something else do not."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.said_before import Before, note_said_before, take_said_before
from bot.policies.request_answers import ANSWERING, GOING_ON, IN_BETWEEN, SAFE_NOW, RequestAnswers
from core.settings import PROJECT
from earlyhelp.filling.questions import ORDER

DOMAIN = Domain.load(str(PROJECT / "domain.yml"))


@pytest.fixture
def policy(tmp_path: Any) -> RequestAnswers:
    return RequestAnswers(
        RequestAnswers.get_default_config(),
        LocalModelStorage(tmp_path),
        Resource("policy"),
        ExecutionContext(GraphSchema({})),
    )


def chosen(policy: RequestAnswers, *events: Any, asked: str | None = "request") -> str | None:
    tracker = DialogueStateTracker.from_events("x", [SlotSet("asked", asked), *events], DOMAIN.slots)
    prediction = policy.predict_action_probabilities(tracker, DOMAIN)
    if prediction.max_confidence == 0:
        return None
    return str(DOMAIN.action_names_or_texts[prediction.max_confidence_index])


def said(intent: str, confidence: float = 0.9, text: str = "some words") -> UserUttered:
    return UserUttered(text, {"name": intent, "confidence": confidence})


@pytest.mark.parametrize(
    "intent", ["find_support", "inform", "nlu_fallback", "affirm", "stop", "decline_answer"]
)
def test_words_answer_the_open_request(policy: RequestAnswers, intent: str) -> None:
    assert chosen(policy, said(intent)) == ANSWERING


@pytest.mark.parametrize(
    "text",
    [
        "yes, please send it off",
        "change my age im 34 not 6",
        "wait i gave the wrong number its 07700 900112",
        "i not understand",
        "i shall have to stop there and come back to it later",
    ],
)
def test_words_about_the_request_itself_are_its_own_whatever_they_were_taken_for(
    policy: RequestAnswers, text: str
) -> None:
    assert chosen(policy, said("withdraw_consent", 0.9, text)) == ANSWERING
    assert chosen(policy, said("disclosure", 0.9, text)) is None


def all_answered_but(question: str) -> SlotSet:
    return SlotSet("request", {"begun": True, "answers": {key: "" for key in ORDER if key != question}})


def test_a_name_is_a_name_where_it_is_asked_for(policy: RequestAnswers) -> None:
    at_name, sam = all_answered_but("name"), said("greet", 0.9, "Sam")
    assert chosen(policy, at_name, sam) == ANSWERING
    assert chosen(policy, at_name, said("greet", 0.9, "hello")) is None
    assert chosen(policy, all_answered_but("family"), sam) is None
    assert chosen(policy, at_name, said("speak_to_human", 0.9, "Childline")) is None


def test_a_yes_with_words_after_it_says_whether_a_message_is_safe(policy: RequestAnswers) -> None:
    text, answers = "yeh leave a message but dont say what its about", dict.fromkeys(ORDER, "x")
    asked = {"begun": True, "answers": {key: "" for key in answers if key != "message"}}
    asked["answers"] |= {"reach_how": "phone", "reach_where": "07700 900123"}
    about_message = SlotSet("request", asked)
    assert chosen(policy, about_message, said("ask_who_sees_this", 0.9, text)) == ANSWERING
    assert chosen(policy, said("ask_who_sees_this", 0.9, text)) is None


def test_nothing_is_said_where_no_request_is_open(policy: RequestAnswers) -> None:
    assert chosen(policy, said("find_support"), asked="place") is None


def test_a_disclosure_always_goes_first(policy: RequestAnswers) -> None:
    assert chosen(policy, said("disclosure", 0.01)) is None


@pytest.mark.parametrize("intent", sorted(IN_BETWEEN))
def test_a_plain_question_is_answered_in_between_and_a_faint_one_is_an_answer(
    policy: RequestAnswers, intent: str
) -> None:
    assert intent in {*DOMAIN.intents, "ask_about_confronting", "ask_about_telling"}
    assert chosen(policy, said(intent, 0.9)) is None
    assert chosen(policy, said(intent, 0.4)) == ANSWERING


def test_a_button_goes_its_own_way(policy: RequestAnswers) -> None:
    assert chosen(policy, said("request_choose", 1.0, '/request_choose{"step": "intro"}')) is None


def test_after_the_answer_it_listens(policy: RequestAnswers) -> None:
    assert chosen(policy, said("inform"), ActionExecuted(ANSWERING)) == "action_listen"
    assert chosen(policy, said("disclosure"), ActionExecuted("action_answer_disclosure")) is None


BEGUN = SlotSet("request", {"begun": True, "sent": ""})
HARM = SlotSet("disclosed", {"level": "harm"})


@pytest.mark.parametrize("intent", ["affirm", "stop", "ask_request_status", "nlu_fallback", "find_support"])
def test_a_request_that_was_begun_is_gone_on_with_whatever_the_words_were_taken_for(
    policy: RequestAnswers, intent: str
) -> None:
    words = said(intent, text="i want to finish my request")
    assert chosen(policy, BEGUN, words, asked=None) == GOING_ON
    assert chosen(policy, BEGUN, said(intent, text="carry on"), asked=None) == GOING_ON
    assert chosen(policy, words, asked=None) is None
    assert chosen(policy, SlotSet("request", {"begun": True, "sent": "x"}), words, asked=None) is None
    assert chosen(policy, BEGUN, words, ActionExecuted(GOING_ON), asked=None) == "action_listen"


def test_to_carry_on_is_no_answer_to_being_safe(policy: RequestAnswers) -> None:
    assert chosen(policy, BEGUN, said("affirm", text="carry on"), asked="safe_now") is None


def test_words_of_a_mishearing_are_heard_after_danger(policy: RequestAnswers) -> None:
    words = said("feedback_bad", text="you got me wrong")
    assert chosen(policy, HARM, words, asked="safe_now") == SAFE_NOW
    assert chosen(policy, BEGUN, HARM, words, asked=None) == ANSWERING
    assert chosen(policy, BEGUN, words, asked=None) is None
    assert chosen(policy, HARM, said("disclosure", text="you got me wrong"), asked="safe_now") is None


def test_whether_a_request_waits_is_noted_with_what_was_said() -> None:
    note_said_before([SlotSet("asked", "request"), UserUttered("Morwenna")])
    assert take_said_before() == Before(("Morwenna",), answers_a_question=True)
    note_said_before([SlotSet("asked", "request"), all_answered_but("reach_how")])
    assert take_said_before() == Before(answers_a_question=True, about_reaching=True)
    note_said_before([SlotSet("asked", "request"), SlotSet("asked", None)])
    assert take_said_before() == Before()


def test_what_was_noted_is_for_one_message() -> None:
    note_said_before([SlotSet("asked", "request"), UserUttered("Morwenna")])
    assert take_said_before() != Before() and take_said_before() == Before()


def test_answers_of_a_request_do_not_drown_what_is_said_after_it() -> None:
    story, danger = UserUttered("i cant cope"), UserUttered("my dad hits me", {"name": "disclosure"})
    events = [story, SlotSet("asked", "request"), UserUttered("Sam"), danger, SlotSet("asked", "safe_now")]
    note_said_before([*events, UserUttered("idk")])
    assert take_said_before().said == ("i cant cope", "my dad hits me", "idk")
    note_said_before(events[:3])
    assert take_said_before().said == ("i cant cope", "Sam")
