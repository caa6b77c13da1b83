"""What is said beside an answer is no answer: a code word, a question, a greeting, a name put right, the buttons' words."""

from __future__ import annotations

import re

import pytest

from tests.conversations.conftest import Conversation
from tests.conversations.plans.conftest import ANSWERS, begin, talk


def test_a_code_word_typed_in_the_talk_is_never_kept_as_an_answer(chat: Conversation) -> None:
    talk(chat).press("keep it all").press("how do i come back").press("yes, show me")
    found = re.search(r"([A-Z]{4}-\d{4}) ([A-Z]{6})", chat.said)
    assert found is not None
    chat.press("change something").press("how i would know")
    for said in (found[0].lower(), found[2]):
        chat.say(said).expect("you already take part", "how would you know")
    chat.press("leave it as it is").say("what do you keep about me").press("yes, show me")
    chat.expect(ANSWERS["happy"]).expect_none(found[2].lower())


@pytest.mark.parametrize("said", ["let's start", "lets go", "yeah ok", "start please"])
def test_the_talk_begins_in_words_as_well(chat: Conversation, said: str) -> None:
    chat.say("can we do the blue sky question").say(said).expect("how old are you")


def test_whoever_tells_no_age_goes_on_all_the_same(chat: Conversation) -> None:
    begin(chat, "not telling u").expect("what would you like me to call you")


def test_a_question_about_who_sees_it_is_answered_and_the_same_is_asked_again(chat: Conversation) -> None:
    begin(chat).say("Jory")
    for said in ("can my mum see this", "why i tell you this? who read", "wdym"):
        chat.say(said).expect("say you wake up tomorrow").expect_none("how would you know")
    chat.say("can my mum see this").expect("only you see your answers", "link and passcode")


def test_who_sees_it_is_answered_for_the_plan_also_after_the_talk(chat: Conversation) -> None:
    talk(chat).press("put it all in").say("who can see what i said").expect(
        "family plan", "link and passcode"
    )


def test_choosing_one_by_one_goes_on_where_it_was_after_a_question(chat: Conversation) -> None:
    talk(chat).press("choose one by one").press("yes, put it in").expect("pancakes")
    chat.say("does my stepdad see").expect("pancakes", "may this be in the family plan")


def test_a_no_may_be_typed_where_a_yes_wants_a_press(chat: Conversation) -> None:
    talk(chat).press("choose one by one").say("no").expect("pancakes")
    chat.say("yes").expect("press a button", "pancakes")


def test_a_name_is_put_right_at_any_time(chat: Conversation) -> None:
    begin(chat).say("Hello call me please Agnieska.").expect("hello agnieska.")
    chat.say("no, my name is only Agnieszka").expect("hello agnieszka.", "say you wake up tomorrow")


def test_a_greeting_in_the_talk_is_no_answer(chat: Conversation) -> None:
    begin(chat).say("Jory").say("hey im back").expect("say you wake up tomorrow").expect_none(
        "how would you know"
    )


def test_whoever_has_to_go_at_once_loses_nothing(chat: Conversation) -> None:
    begin(chat).say("Jory").say("gtg someones coming").expect("i have stopped", "exit this page")
    chat.say("blue sky").expect("say you wake up tomorrow")


def test_how_to_come_back_is_told_in_the_middle_of_the_talk(chat: Conversation) -> None:
    begin(chat).say("Jory").say("how do i come back").expect("a code word brings you back")
    chat.press("yes, show me").expect("to come back", "say you wake up tomorrow")


def test_who_and_when_are_not_asked_where_nothing_is_to_do(chat: Conversation) -> None:
    begin(chat)
    for part in ("called", "world", "happy", "notice"):
        chat.say(ANSWERS[part])
    chat.press("yes, that is right").say("10").expect("a bit better than now").say("skip").say("skip")
    chat.say("skip").expect("what is good already")


def test_a_code_that_is_spoken_of_is_asked_for(chat: Conversation) -> None:
    chat.say("mum gave me a code").expect("type its name and the code word")


def test_an_answer_that_sounds_like_a_farewell_or_a_request_is_kept(chat: Conversation) -> None:
    talk(chat, action="ask nan to ring", action_when="tmrw after skl").press("keep it all")
    chat.say("what do you keep about me").press("yes, show me")
    chat.expect("ask nan to ring", "tmrw after skl")


def test_help_for_a_child_s_step_is_not_help_for_parents(chat: Conversation) -> None:
    talk(chat, "im 15", action="ask nan to help me get dad up").press("keep it all")
    chat.press("find help for my step").expect_none("being a parent", "bringing up children")
