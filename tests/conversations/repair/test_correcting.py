"""Repair: putting right an earlier answer, whichever it was."""

import pytest

from tests.conversations.conftest import Conversation


@pytest.mark.parametrize(
    "said",
    [
        "no i meant chard",
        "sorry not taunton, chard",
        "actually were in chard",
        "i live in chard not taunton",
        "its chard",
    ],
)
def test_a_place_is_put_right_and_the_need_stays(chat: Conversation, said: str) -> None:
    chat.say("debt advice in taunton").expect("near taunton")
    chat.say(said).expect("near chard").expect_cards().expect_none("where are you")


@pytest.mark.parametrize(
    "said", ["sorry she's 9 not 3", "no shes 9", "i meant 9 years old", "not 3, shes nine"]
)
def test_an_age_is_put_right(chat: Conversation, said: str) -> None:
    chat.say("something for my 3 year old to do in yeovil").expect_cards()
    chat.say(said).expect("near yeovil").expect_cards().expect_none("where are you")


@pytest.mark.parametrize(
    "said", ["no not money, its housing", "i meant housing", "actually its about our housing not money"]
)
def test_a_need_is_put_right_and_the_place_stays(chat: Conversation, said: str) -> None:
    chat.say("help with money worries in yeovil").expect("near yeovil")
    chat.say(said).expect("near yeovil").expect("hous").expect_none("where are you")


def test_who_it_is_for_is_put_right(chat: Conversation) -> None:
    chat.say("i look after my mum and need a break, im in frome").expect_cards()
    chat.say("sorry its not for me its for my daughter shes 12").expect("near frome").expect_none(
        "where are you"
    )


def test_a_correction_without_saying_what_is_asked_about_and_then_taken(chat: Conversation) -> None:
    chat.say("debt advice in taunton").expect("near taunton")
    chat.say("thats not what i said").expect("what should i put right")
    chat.say("chard").expect("near chard").expect_cards()


def test_a_correction_of_two_things_at_once(chat: Conversation) -> None:
    chat.say("toddler groups in taunton, shes 2").expect_cards()
    chat.say("sorry i meant yeovil and shes 4").expect("near yeovil").expect_cards()


def test_a_correction_can_itself_be_put_right(chat: Conversation) -> None:
    chat.say("debt advice in taunton").expect("near taunton")
    chat.say("no chard").expect("near chard")
    chat.say("no sorry i meant yeovil").expect("near yeovil").expect_cards()


def test_a_place_given_while_it_is_asked_can_be_put_right_at_once(chat: Conversation) -> None:
    chat.say("im behind with the rent").expect("where are you")
    chat.say("taunton no wait wellington").expect("near wellington").expect_cards()
