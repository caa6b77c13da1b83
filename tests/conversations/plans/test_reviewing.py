"""Coming back: the same scale again, how far somebody came, and the end."""

from __future__ import annotations

import pytest

from tests.conversations.conftest import Conversation
from tests.conversations.plans.conftest import ANSWERS, begin, talk


def through(chat: Conversation) -> Conversation:
    return talk(chat).press("keep it all")


def test_a_review_asks_the_same_scale_and_says_how_far_it_is(chat: Conversation) -> None:
    through(chat)
    chat.say("can we look at how our plan is going").expect(
        "how far you have come", "last time you were at 4"
    )
    chat.say("more like a 6 now").expect("you were at 4", "now you are at 6", "what got better")
    chat.say("mornings").expect("what helped")
    chat.say("nan ringing me").expect("what would 8 look like")


def test_a_step_down_is_nobodys_fault(chat: Conversation) -> None:
    through(chat).press("look at how it is going").say("2").expect("not your fault").expect_none("well done")


@pytest.mark.parametrize("yes", ["[yes, let's look]", "yeah ok"])
def test_a_place_said_out_of_the_blue_is_a_review_after_a_yes(chat: Conversation, yes: str) -> None:
    through(chat).say("im about a 7 today").expect("you are at 7", "shall we look at how far")
    chat = chat.press(yes.strip("[]")) if yes.startswith("[") else chat.say(yes)
    chat.expect("you were at 4", "now you are at 7")


def test_a_place_said_out_of_the_blue_changes_nothing_after_a_no(chat: Conversation) -> None:
    through(chat).say("im about a 7 today").press("not now").expect("what would you like to do now")
    chat.press("look at how it is going").expect("last time you were at 4")


def test_a_place_said_out_of_the_blue_is_put_right_or_let_go_in_words(chat: Conversation) -> None:
    through(chat).say("im about a 7 today").say("no wait more like a 5").expect("you are at 5")
    chat.say("no thanks").expect("what would you like to do now")


def test_going_back_at_a_review_takes_nothing_out_that_was_decided_before(chat: Conversation) -> None:
    talk(chat).press("put it all in").press("look at how it is going")
    for said in ("6", "mornings", "nan", "swimming twice", "ask nan", "nan", "sunday"):
        chat.say(said)
    chat.press("choose one by one").say("go back").expect("put what you said into the family plan")
    chat.press("keep it all").expect("it stays with you").say("what do you keep about me").press(
        "yes, show me"
    ).expect(f"{ANSWERS['helpers']} (in the plan)")


def test_going_back_and_skipping_while_changing_lose_nothing(chat: Conversation) -> None:
    through(chat).press("change something").press("how i would know").expect("how would you know")
    chat.say("go back").expect("which one would you like to change")
    chat.press("how i would know").say("skip").expect("nothing has changed")
    chat.press("change something").press("how i would know").press("leave it as it is")
    chat.expect("nothing has changed").say("what do you keep about me").press("yes, show me").expect(
        ANSWERS["happy"]
    )


def test_what_was_left_out_can_be_filled_in_later(chat: Conversation) -> None:
    talk(chat, helpers="skip").press("keep it all").press("change something").press("who helps already")
    chat.say("my nan").expect("my nan", "may this be in the family plan")


def test_the_good_day_can_be_said_anew_at_a_review(chat: Conversation) -> None:
    through(chat).press("look at how it is going")
    for said in ("6", "mornings", "nan", "swimming twice", "ask nan", "nan", "sunday"):
        chat.say(said)
    chat.press("keep it all").press("change something").expect("[a really good day]", "[what got better]")
    chat.press("a really good day").expect("say you wake up tomorrow")
    chat.say("pancakes and a dog").expect("what would you like to do now")
    chat.say("what do you keep about me").press("yes, show me").expect("pancakes and a dog (only yours)")
    chat.expect_none(ANSWERS["world"])


def test_there_is_nothing_to_look_back_at_before_a_talk(chat: Conversation) -> None:
    chat.say("lets review the plan").expect(
        "not talked about your good day yet", "type the name of the plan", "[let's start]"
    )


def test_a_talk_is_finished_before_it_is_looked_back_at(chat: Conversation) -> None:
    begin(chat).say("Jory")
    chat.say("i need to stop").say("lets review the plan").expect(
        "finish that first", "say you wake up tomorrow"
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("in five weeks", 'say "look at our plan"'),
        ("soon", "not sure which day"),
        ("3 march 2020", "that day has gone"),
    ],
)
def test_a_day_to_look_again_is_heard_or_asked_again(chat: Conversation, said: str, told: str) -> None:
    through(chat).press("set a day").say(said).expect(told)


def test_a_plan_is_closed_after_a_review_and_can_be_opened_again(chat: Conversation) -> None:
    through(chat).press("look at how it is going")
    for said in ("9", "everything", "nan", "skip", "skip", "skip", "skip"):
        chat.say(said)
    chat.press("keep it all").press("end the plan here").expect("celebrate")
    chat.press("end the plan here").expect("you did it")
    chat.say("lets review the plan").expect("last time")
