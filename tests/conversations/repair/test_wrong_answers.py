"""Repair: a yes never answers the wrong question, and an answer to another question is still an answer."""

import pytest

from tests.conversations.conftest import Conversation


@pytest.mark.parametrize("said", ["yes", "ok", "yeah go on"])
def test_a_yes_is_no_place(chat: Conversation, said: str) -> None:
    chat.say("im behind with the rent").expect("where are you")
    chat.say(said).expect("where are you").expect_none("don't know that place")
    chat.say("chard").expect("near chard").expect_cards()


def test_a_yes_does_not_choose_a_service(chat: Conversation) -> None:
    chat.say("debt advice in yeovil").expect_cards(2, 3)
    chat.say("whats the phone number").expect("which one")
    chat.say("yes").expect("which one")


def test_a_yes_with_more_than_a_yes_is_not_safe(chat: Conversation) -> None:
    chat.say("he hit me").expect_safety()
    chat.say("yes last night").expect_none("glad you are safe")
    assert "999" in chat.said or "sure" in chat.said.lower()


def test_a_no_that_means_safe_is_heard_as_safe(chat: Conversation) -> None:
    chat.say("my partner used to hit me and im still scared of him").expect_safety()
    chat.say("no im ok now thanks").expect("carry on").expect_none("call 999 now")


def test_an_age_where_a_place_was_asked_is_kept(chat: Conversation) -> None:
    chat.say("a youth club for my lad after school").expect("where are you")
    chat.say("hes 11").expect("where are you")
    chat.say("frome").expect("near frome").expect_cards()


def test_a_place_where_a_need_was_asked_is_kept(chat: Conversation) -> None:
    chat.say("hello")
    chat.say("im in frome").expect("what")
    chat.say("my daughter is being bullied").expect("near frome").expect_none("where are you")


def test_a_no_where_a_service_was_asked_leaves_it(chat: Conversation) -> None:
    chat.say("debt advice in yeovil").expect_cards(2, 3)
    chat.say("whats the phone number").expect("which one")
    chat.say("no").expect("leave it as it is")


def test_a_new_need_where_a_service_was_asked_is_heard(chat: Conversation) -> None:
    chat.say("debt advice in yeovil").expect_cards(2, 3)
    chat.say("whats the phone number").expect("which one")
    chat.say("my son is being bullied at school").expect("near yeovil").expect_cards()


def test_danger_where_a_place_was_asked_comes_first(chat: Conversation) -> None:
    chat.say("im behind with the rent").expect("where are you")
    chat.say("i cant tell you he checks my phone and he'll kill me").expect_safety()


def test_a_disclosure_told_over_two_messages_is_heard(chat: Conversation) -> None:
    chat.say("my uncle babysits us when mum works nights")
    chat.say("he comes in my room")
    chat.say("he said its our secret").expect_safety()
