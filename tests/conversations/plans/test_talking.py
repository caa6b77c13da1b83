"""The blue-sky talk at a walking pace: skipped, changed, paused, answered in any shape, and never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import start_site, stop_site
from tests.conversations.conftest import Conversation
from tests.conversations.plans.conftest import ANSWERS, begin, talk


def test_a_teenager_is_asked_in_a_teenagers_words(chat: Conversation) -> None:
    begin(chat).expect("what do you want me to call you")
    chat.say("Jory").expect("hello jory", "say you wake up tomorrow")


def test_a_child_is_asked_in_a_childs_words(chat: Conversation) -> None:
    begin(chat, "im 8").expect("pick any name")
    chat.say("Tegen").expect("let's pretend")


def test_a_grown_up_is_asked_in_their_words(chat: Conversation) -> None:
    begin(chat, "41").expect("what would you like me to call you")


def test_an_age_that_was_told_is_not_asked_again(chat: Conversation) -> None:
    chat.say("im 13 and i look after my mum")
    chat.say("can we do the blue sky question").press("let's start").expect("what do you want me to call you")


def test_the_good_day_is_shown_again_in_their_own_words(chat: Conversation) -> None:
    begin(chat).say(ANSWERS["called"])
    chat.say(ANSWERS["world"]).say(ANSWERS["happy"])
    chat.say(ANSWERS["notice"]).expect(
        ANSWERS["world"], ANSWERS["happy"], ANSWERS["notice"], "did i get that right"
    )


def test_the_whole_talk_ends_with_whether_to_share(chat: Conversation) -> None:
    talk(chat).expect("would you like to put what you said into the family plan", "[keep it all to myself]")
    chat.press("keep it all").expect("stays with you", "what would you like to do now")


@pytest.mark.parametrize(
    ("said", "now", "up"),
    [
        ("4", "4", "6"),
        ("between 3 and 4", "3 to 4", "6"),
        ("six out of ten", "6", "8"),
        ("nought", "0", "2"),
        ("id say a nine", "9", "10"),
        ("🙂", "7", "9"),
    ],
)
def test_a_place_on_the_scale_is_heard_however_it_is_said(
    chat: Conversation, said: str, now: str, up: str
) -> None:
    begin(chat).say("skip").say("skip")
    chat.say("skip").say("skip").press("yes, that is right")
    chat.say(said).expect(f"you said {now}", f"what would {up} look like")


@pytest.mark.parametrize("said", ["11", "2 for me and 8 for my sister", "not great", "-3"])
def test_what_is_no_place_on_the_scale_is_asked_again(chat: Conversation, said: str) -> None:
    begin(chat).say("skip").say("skip")
    chat.say("skip").say("skip").press("yes, that is right")
    chat.say(said).expect("not sure which number", "[🙂 7]")
    chat.press("🙂 7").expect("what would 9 look like")


def test_any_part_can_be_left_out_in_words_or_by_a_button(chat: Conversation) -> None:
    begin(chat).press("skip").expect("we leave that one out")
    chat.say("dunno").expect("we leave that one out", "how would you know you were happy")


def test_one_can_go_back_and_say_it_anew(chat: Conversation) -> None:
    begin(chat).say("Jory").say("a day at the sea")
    chat.say("go back").expect("say you wake up tomorrow")
    chat.say("a day in bed").expect("how would you know")
    chat.say("skip").say("skip").expect("a day in bed").expect_none("at the sea")


def test_one_can_change_a_part_by_its_name(chat: Conversation) -> None:
    begin(chat).say("Jory").say("a day at the sea")
    chat.say("skip").say("skip").press("change it").expect("which one")
    chat.press("a really good day").expect("say you wake up tomorrow")
    chat.say("a day in bed").expect("a day in bed", "did i get that right")


def test_one_can_stop_and_come_back(chat: Conversation) -> None:
    begin(chat).say("Jory").say("i need to stop for my tea").expect("i keep what you said")
    chat.say("hello again")
    chat.say("can we do the blue sky thing").expect("back to your good day", "say you wake up tomorrow")


def test_a_question_in_between_is_answered_and_then_it_goes_on(chat: Conversation) -> None:
    begin(chat).say("Jory")
    chat.say("who can see this").expect("say you wake up tomorrow").expect_none("hello jory")


def test_words_that_are_not_understood_are_said_in_other_words(chat: Conversation) -> None:
    begin(chat).say("Jory").say("i dont understand").expect("what would your best day be like")


def test_an_answer_about_a_need_is_an_answer_and_no_search(chat: Conversation) -> None:
    begin(chat).say("Jory")
    chat.say("we would have money for food and a house that isnt damp").expect("how would you know")
    chat.expect_cards(0, 0)


def test_help_is_found_for_the_step(chat: Conversation) -> None:
    chat.say("im in Taunton and im 14 and my mum has ms, i look after her")
    talk(chat, age="", action="find a young carers group")
    chat.press("keep it all").press("find help for my step").expect_cards()


def test_everything_is_there_after_every_process_was_restarted(tmp_path: Path) -> None:
    running = start_site(tmp_path / "home")
    first = Conversation(running.url)
    begin(first).say("Jory").say("a day at the sea")
    stop_site(running)
    again = start_site(tmp_path / "home")
    try:
        later = Conversation(again.url)
        later.http.cookies.update(first.http.cookies)
        later.say("blue sky").expect("back to your good day", "how would you know")
        later.say("skip").say("skip").expect("a day at the sea")
    finally:
        stop_site(again)
