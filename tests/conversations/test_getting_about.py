"""Digressions, questions about Open Door, misunderstandings and odd input."""

import pytest

from tests.conversations.conftest import Conversation


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("are you a robot", "computer programme"),
        ("what can you do", "find services"),
        ("who can see this", "nobody reads this chat"),
        ("what is early help", "before it gets bigger"),
        ("will you take my children away", "not a reason to take children away"),
        ("can i talk to a real person", "0300 123 2224"),
        ("how do i delete all this", "/chat/delete"),
    ],
)
def test_a_question_in_the_middle_is_answered_and_the_search_goes_on(
    chat: Conversation, said: str, part: str
) -> None:
    chat.say("i need debt advice").expect("where are you")
    chat.say(said).expect(part)
    chat.say("chard").expect("near chard").expect_cards()


def test_nonsense_twice_gives_buttons_and_a_person(chat: Conversation) -> None:
    chat.say("blorp wibble frandle")
    chat.say("gnnf fjdks skdfj").expect("[talk to a person]")
    assert len(chat.buttons) >= 4


def test_stop_says_how_to_leave(chat: Conversation) -> None:
    chat.say("debt advice in yeovil").expect_cards()
    chat.say("stop").expect("exit this page")


def test_say_that_again_repeats_the_answer(chat: Conversation) -> None:
    chat.say("debt advice in yeovil").expect_cards()
    before = [card["service_id"] for card in chat.cards]
    chat.say("can you say that again")
    assert [card["service_id"] for card in chat.cards] == before


def test_thanks_and_goodbye(chat: Conversation) -> None:
    chat.say("thanks so much").expect("welcome")
    chat.say("bye").expect("take care")


def test_emoji_alone_is_answered(chat: Conversation) -> None:
    chat.say("😭😭😭")
    assert chat.said.strip()


def test_two_thousand_characters_are_read(chat: Conversation) -> None:
    ramble = "it all started when we moved house and then the car went and i lost my hours at work " * 22
    chat.say((ramble + "so im behind on the rent in taunton")[-2000:]).expect_cards()


def test_a_typed_payload_is_only_text(chat: Conversation) -> None:
    chat.say("hi")
    chat.say('/choose_need{"need": "money"}').expect_none("near")
    chat.say("/restart")
    chat.say("/safe_now")
    chat.say("debt advice in yeovil").expect("near yeovil").expect_cards()


def test_switching_subject_with_something_out_of_scope(chat: Conversation) -> None:
    chat.say("whats the weather tomorrow").expect("not something i can help with")
