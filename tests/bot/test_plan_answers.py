"""Words answer the talk that is open; a disclosure, a button and a plain question do not."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policies.plan_answers import ANSWERING, GOING_ON, JOINING, PlanAnswers
from core.settings import PROJECT

DOMAIN = Domain.load(str(PROJECT / "domain.yml"))


@pytest.fixture
def policy(tmp_path: Any) -> PlanAnswers:
    return PlanAnswers(
        PlanAnswers.get_default_config(),
        LocalModelStorage(tmp_path),
        Resource("policy"),
        ExecutionContext(GraphSchema({})),
    )


def chosen(
    policy: PlanAnswers, *events: Any, asked: str | None = "plan", step: str = "part:world"
) -> str | None:
    slots = [SlotSet("asked", asked), SlotSet("plan", {"step": step})]
    tracker = DialogueStateTracker.from_events("x", [*slots, *events], DOMAIN.slots)
    prediction = policy.predict_action_probabilities(tracker, DOMAIN)
    if prediction.max_confidence == 0:
        return None
    return str(DOMAIN.action_names_or_texts[prediction.max_confidence_index])


def said(intent: str, confidence: float = 0.9, text: str = "some words") -> UserUttered:
    return UserUttered(text, {"name": intent, "confidence": confidence})


@pytest.mark.parametrize(
    "intent",
    ["find_support", "inform", "nlu_fallback", "affirm", "stop", "greet", "thank", "give_scale", "go_back"],
)
def test_words_answer_the_talk(policy: PlanAnswers, intent: str) -> None:
    assert chosen(policy, said(intent)) == ANSWERING


@pytest.mark.parametrize("intent", ["disclosure", "ask_about_telling", "see_my_data", "ask_why"])
def test_danger_and_what_has_its_own_answer_come_first(policy: PlanAnswers, intent: str) -> None:
    assert chosen(policy, said(intent)) is None


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("goodbye", "tmrw after skl"),
        ("goodbye", "see my m8s n b on time"),
        ("start_request", "ask nan to ring"),
        ("start_request", "ask my teacher to ring my mum"),
        ("speak_to_human", "talk to my dad about it"),
        ("start_plan_review", "see how far ive come"),
    ],
)
def test_an_answer_that_sounds_like_something_else_is_an_answer(
    policy: PlanAnswers, intent: str, text: str
) -> None:
    assert chosen(policy, said(intent, text=text), step="part:action") == ANSWERING


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("goodbye", "ok thanks bye"),
        ("start_request", "can someone ring me"),
        ("speak_to_human", "i want to talk to a real person"),
    ],
)
def test_what_is_plainly_meant_is_no_answer(policy: PlanAnswers, intent: str, text: str) -> None:
    assert chosen(policy, said(intent, text=text)) is None


def test_looking_back_is_begun_where_only_a_button_waits(policy: PlanAnswers) -> None:
    asks = said("start_plan_review", text="how far have i come")
    assert chosen(policy, asks, step="come_back") is None
    assert chosen(policy, asks) == ANSWERING


def test_a_question_that_is_not_sure_is_an_answer(policy: PlanAnswers) -> None:
    assert chosen(policy, said("ask_about_telling", 0.5)) == ANSWERING


@pytest.mark.parametrize(
    "text", ["can my mum see this", "gtg someones coming", "how do i come back", "lets start"]
)
def test_what_is_said_of_the_talk_itself_is_answered_by_it(policy: PlanAnswers, text: str) -> None:
    for intent in ("ask_who_sees_this", "goodbye", "start_again"):
        if intent == "ask_who_sees_this" or text != "can my mum see this":
            assert chosen(policy, said(intent, text=text)) == ANSWERING


def test_a_code_that_is_spoken_of_is_asked_for(policy: PlanAnswers) -> None:
    assert chosen(policy, said("out_of_scope", text="mum gave me a code"), asked=None, step="") == JOINING


def test_a_button_goes_its_own_way(policy: PlanAnswers) -> None:
    assert chosen(policy, said("plan_choose", text='/plan_choose{"step": "intro"}')) is None


def test_the_name_of_a_plan_is_heard_wherever_it_is_said(policy: PlanAnswers) -> None:
    text = "mum gave me HILL-4821 TOLUMA"
    assert chosen(policy, said("out_of_scope", text=text), asked=None, step="") == JOINING
    assert chosen(policy, said("inform", text=text), asked="place", step="") == JOINING
    assert chosen(policy, said("inform", text=text), asked="request", step="") is None


def test_whoever_stopped_goes_on_in_plain_words(policy: PlanAnswers) -> None:
    assert chosen(policy, said("affirm", text="carry on"), asked=None) == GOING_ON
    assert chosen(policy, said("affirm", text="carry on"), asked=None, step="done") is None
    assert chosen(policy, said("affirm", text="carry on"), asked="safe_now") is None


def test_naming_the_talk_goes_on_with_it(policy: PlanAnswers) -> None:
    assert chosen(policy, said("start_blue_sky", text="can we do the blue sky thing")) == GOING_ON
    assert chosen(policy, said("inform", text="a blue sky and no rain")) == ANSWERING


def test_it_listens_after_its_own_actions(policy: PlanAnswers) -> None:
    assert chosen(policy, said("inform"), ActionExecuted(ANSWERING)) == "action_listen"
    assert chosen(policy, said("inform"), ActionExecuted("action_find_support")) is None
