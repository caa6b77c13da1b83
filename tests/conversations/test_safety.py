"""What discloses danger is answered first, at once, wherever the conversation stands."""

import pytest

from tests.conversations.conftest import Conversation


@pytest.mark.parametrize(
    "said",
    [
        "i dont want to be here anymore",
        "my stepdad hits me when mum is out",
        "he says he will kill me if i leave",
        "my neighbour shuts her old mum in the kitchen all day",
        "hes taken all the tablets and wont wake up",
        "they make my son carry drugs on the train and hes scared",
    ],
)
def test_danger_is_answered_with_fixed_words_and_one_question(chat: Conversation, said: str) -> None:
    chat.say(said).expect_safety().expect("999")
    assert chat.messages[0].get("kind") == "safety"


def test_a_child_is_given_childline_first(chat: Conversation) -> None:
    chat.say("im 13 and i want to die").expect_safety().expect("0800 1111")
    assert "samaritans" not in chat.said.lower() or chat.said.index("0800 1111") < chat.said.lower().index(
        "samaritans"
    )


def test_a_disclosure_while_the_place_is_asked_comes_first_and_nothing_is_lost(chat: Conversation) -> None:
    chat.say("i cant pay the rent").expect("where are you")
    chat.say("he punched me again last night").expect_safety()
    chat.press("Yes, I am safe").expect("carry on")
    chat.press("Carry on").expect("where are you")
    chat.say("bridgwater").expect("near bridgwater").expect_cards()


def test_a_disclosure_among_results_lets_the_person_carry_on(chat: Conversation) -> None:
    chat.say("debt advice in yeovil").expect_cards()
    chat.say("some days i think they would be better off without me").expect_safety()
    chat.press("No, I am not safe").expect("999")
    chat.press("Carry on").expect("near yeovil").expect_cards()


def test_a_typed_no_after_the_question_is_not_safe(chat: Conversation) -> None:
    chat.say("my partner hit me and im scared").expect_safety()
    chat.say("no").expect("999")


def test_an_unclear_answer_counts_as_not_sure(chat: Conversation) -> None:
    chat.say("i keep cutting myself").expect_safety()
    chat.say("idk").expect_none("did not follow")


@pytest.mark.parametrize(
    "said",
    [
        "this bus is killing me, any toddler groups in taunton",
        "im dying for a break from the kids, frome",
        "i did a suicide prevention course, now i want to volunteer in yeovil",
    ],
)
def test_idioms_are_not_danger(chat: Conversation, said: str) -> None:
    chat.say(said).expect_none("are you safe right now")


def test_the_same_words_of_danger_are_not_answered_with_the_same_words_twice(chat: Conversation) -> None:
    chat.say("my stepdad hits me when mum is out").expect_safety()
    first = chat.said
    chat.say("my stepdad hits me when mum is out").expect("thank you for telling me more", "are you safe")
    assert chat.said != first
    assert {each["label"] for each in chat.buttons} >= {"Yes, I am safe", "No, I am not safe"}
