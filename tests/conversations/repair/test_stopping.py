"""Repair: stopping, skipping, going back, starting again, hearing it once more."""

import pytest

from tests.conversations.conftest import Conversation


@pytest.mark.parametrize("said", ["cancel", "never mind", "forget it", "stop", "leave it"])
def test_an_open_question_can_be_let_go(chat: Conversation, said: str) -> None:
    chat.say("im behind with the rent").expect("where are you")
    chat.say(said).expect("leave that").expect_none("exit this page")


def test_after_letting_go_the_person_can_take_it_up_again(chat: Conversation) -> None:
    chat.say("im behind with the rent").expect("where are you")
    chat.say("cancel").expect("leave that")
    chat.say("yeovil actually").expect("near yeovil").expect_cards()


@pytest.mark.parametrize("said", ["skip", "rather not say", "im not telling you where i live", "pass"])
def test_the_place_can_be_skipped(chat: Conversation, said: str) -> None:
    chat.say("im behind with the rent").expect("where are you")
    chat.say(said).expect("don't have to say where").expect_cards().expect_none("where are you")


def test_the_question_of_safety_can_be_left_unanswered_and_help_stays(chat: Conversation) -> None:
    chat.say("my boyfriend hits me").expect_safety()
    chat.say("id rather not say").expect_none("did not follow").expect("ring")


def test_skipping_what_was_shown_leaves_it_and_gives_no_list(chat: Conversation) -> None:
    chat.say("debt advice in taunton").expect("near taunton")
    chat.say("skip").expect("leave it as it is").expect_none("pick one of these")
    chat.say("show me more").expect_cards()


def test_back_twice_returns_two_steps(chat: Conversation) -> None:
    chat.say("debt advice in taunton").expect("near taunton")
    chat.say("what about chard").expect("near chard")
    chat.say("go back").expect("near taunton")


def test_back_at_the_beginning_says_so(chat: Conversation) -> None:
    chat.say("go back").expect("at the beginning")


def test_starting_again_forgets_place_and_need(chat: Conversation) -> None:
    chat.say("debt advice in taunton").expect("near taunton")
    chat.say("start again").expect("fresh start")
    chat.say("my son is being bullied").expect("where are you")


def test_the_question_is_repeated_when_asked(chat: Conversation) -> None:
    chat.say("im behind with the rent").expect("where are you")
    chat.say("sorry what was that").expect("where are you")


def test_a_safety_answer_is_repeated_whole(chat: Conversation) -> None:
    chat.say("my stepdad hits me").expect_safety()
    before = chat.said
    chat.say("say that again please")
    assert chat.said == before
