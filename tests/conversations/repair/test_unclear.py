"""Repair: what is not clear is asked about, with the likeliest readings as buttons."""

import pytest

from tests.conversations.conftest import Conversation


def test_the_second_miss_offers_readings_a_person_and_a_fresh_start(chat: Conversation) -> None:
    chat.say("blorp wibble frandle")
    chat.say("gnnf fjdks skdfj").expect("[talk to a person]", "[start again]")
    assert len(chat.buttons) >= 5


def test_a_reading_can_be_pressed(chat: Conversation) -> None:
    chat.say("blorp wibble frandle")
    chat.say("gnnf fjdks skdfj")
    chat.press(chat.buttons[0]["label"]).expect("where are you")


def test_two_needs_in_one_message_are_said_back_and_one_comes_first(chat: Conversation) -> None:
    chat.say("behind on rent and my son wont go to school, chard").expect(
        "i heard", "let's start with the first"
    )
    assert any(button["label"].startswith("Now:") for button in chat.buttons)


@pytest.mark.parametrize("said", ["????", "hmm", "idk", "asdfgh"])
def test_next_to_nothing_is_answered_kindly(chat: Conversation, said: str) -> None:
    chat.say(said).expect_none("error")
    assert chat.said.strip()


def test_which_service_is_asked_with_their_names_as_buttons(chat: Conversation) -> None:
    chat.say("debt advice in yeovil").expect_cards(2, 3)
    names = [card["name"] for card in chat.cards]
    chat.say("what are the opening times").expect("which one")
    assert [button["label"] for button in chat.buttons] == names


def test_a_misheard_need_can_be_said_in_other_words(chat: Conversation) -> None:
    chat.say("hes lost his spark since the move, frome")
    chat.say("no thats not it, hes being picked on at school").expect("near frome").expect("bull")
