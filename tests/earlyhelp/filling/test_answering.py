"""What an answer in words is taken for, and what is asked again."""

from __future__ import annotations

import pytest

from tests.earlyhelp.filling.conftest import Asked


def test_a_number_in_the_answer_to_how_is_not_asked_again(asked: Asked) -> None:
    asked.skip_to("ask:reach_how")
    assert asked.say("text me on 07700 900123 please") == ""
    assert asked.step == "ask:reach_when"
    asked.say("after tea")
    assert asked.items["reach"] == "Text 07700 900123. When: after tea. Please leave no message."


def test_a_number_that_is_too_short_is_asked_for_kindly_and_can_be_used_as_it_is(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").press("phone")
    assert asked.say("07700 90") == "phone_wrong"
    assert asked.step == "ask:reach_where"
    asked.press("as_it_is")
    assert asked.filling.answers["reach_where"] == "07700 90"


def test_an_address_is_asked_for_where_mail_was_chosen(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").press("email")
    assert asked.say("its gran at example") == "email_wrong"
    assert asked.say("its gran@example.org") == ""
    assert asked.step == "ask:reach_when"


def test_how_is_only_one_of_the_choices(asked: Asked) -> None:
    asked.skip_to("ask:reach_how")
    assert asked.say("pigeon") == "pick"
    assert asked.step == "ask:reach_how"


@pytest.mark.parametrize("said", ["idk", "I don't know", "skip", "not sure", "I’d rather not say", "?"])
def test_words_for_not_knowing_leave_a_question_out(asked: Asked, said: str) -> None:
    asked.skip_to("ask:reach_how")
    assert asked.say(said) == ""
    assert asked.step == "ask:family" and "reach" not in asked.items


@pytest.mark.parametrize(
    "said",
    [
        "wait what will you do with this",
        "what if I change my mind",
        "who will see it",
        "ok but why",
        "is that normal?",
    ],
)
def test_a_question_of_their_own_is_no_answer(asked: Asked, said: str) -> None:
    asked.skip_to("ask:well")
    assert asked.say(said) == "asked_back"
    assert asked.step == "ask:well"


@pytest.mark.parametrize(
    "said", ["who knows, my nan i suppose", "what a nice garden we have", "Will", "doing ok", "Cana"]
)
def test_an_answer_that_begins_alike_is_an_answer(asked: Asked, said: str) -> None:
    asked.skip_to("ask:well")
    assert asked.say(said) == ""


def test_an_age_without_a_number_is_asked_for_again(asked: Asked) -> None:
    asked.skip_to("ask:who").press("self")
    assert asked.say("old enough") == "age_unclear"
    assert asked.say("41") == ""
    assert asked.items["age"] == "I am 41." and not asked.filling.is_young


def test_the_ages_of_several_children_are_all_kept(asked: Asked) -> None:
    asked.skip_to("ask:who").press("family")
    asked.say("12, 3 and 7")
    assert asked.items["age"] == "Ages: 3, 7 and 12."


def test_a_whole_sentence_is_no_name(asked: Asked) -> None:
    asked.skip_to("ask:name")
    assert asked.say("i would like to talk about my son and his school first") == "name_long"
    assert asked.step == "ask:name"


def test_a_message_is_not_asked_about_for_mail(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").press("email").say("gran@example.org")
    asked.press("evening")
    assert asked.step == "ask:family"


@pytest.mark.parametrize(
    ("said", "words", "safe"),
    [
        ("yes its safe", "It is safe to leave a message.", True),
        ("nope", "Please leave no message.", False),
        ("skip", "Please leave no message.", False),
        ("only if you say its the library", "About a message: only if you say its the library", False),
    ],
)
def test_whether_a_message_is_safe_stands_beside_the_number_and_is_no_unless_they_said_yes(
    asked: Asked, said: str, words: str, safe: bool
) -> None:
    asked.skip_to("ask:reach_how").press("phone").say("07700 900123")
    asked.press("evening").say(said)
    assert asked.items["reach"].endswith(words) and "message" not in asked.items
    assert asked.filling.may_leave_message is safe


def test_the_name_is_taken_without_what_leads_up_to_it(asked: Asked) -> None:
    asked.skip_to("ask:name").say("hi, my name is Morwenna")
    assert asked.items["name"] == "Morwenna"
