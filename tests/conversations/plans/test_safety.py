"""Danger told in the middle of the talk is heard first, and nothing that was said is lost or shown to others."""

from __future__ import annotations

import re

from tests.conftest import Site
from tests.conversations.conftest import Conversation
from tests.conversations.plans.conftest import ANSWERS, begin, talk


def test_danger_in_an_answer_is_heard_and_the_talk_goes_on_after_it(chat: Conversation) -> None:
    begin(chat).say("Jory").say(ANSWERS["world"])
    chat.say("i wouldnt be scared of my stepdad hitting me").expect_safety()
    chat.press("yes, i am safe").expect("for you alone", "how would you know")
    chat.say("id be humming").expect("who would notice").say("my nan").expect(ANSWERS["world"])


def test_whoever_is_not_safe_is_not_asked_to_go_on(chat: Conversation) -> None:
    begin(chat).say("Jory").say(ANSWERS["world"])
    chat.say("i wouldnt be scared of my stepdad hitting me").press("no, i am not safe")
    chat.expect("[carry on]").expect_none("who would notice")
    chat.press("carry on").expect("back to your good day")


def test_words_of_danger_are_kept_for_their_writer_alone(chat: Conversation) -> None:
    told = "i wouldnt be scared of my stepdad hitting me"
    begin(chat).say("Jory").say(ANSWERS["world"])
    chat.say(told).press("yes, i am safe").expect("something else you want to say here")
    chat.press("skip this").say("my nan").press("yes, that is right")
    for part in ("now", "next", "know", "action", "action_who", "action_when", "strengths", "helpers"):
        chat.say(ANSWERS[part])
    chat.press("put it all in").expect("is in the plan")
    chat.say("show me what you keep").press("yes, show me").expect(
        f"{told} (only yours)", f"{ANSWERS['world']} (in the plan)"
    )


def test_danger_after_the_talk_is_heard_as_ever(chat: Conversation) -> None:
    talk(chat).press("keep it all")
    chat.say("i dont want to be alive any more").expect_safety()


def test_a_name_like_a_greeting_is_a_name(chat: Conversation) -> None:
    begin(chat).say("Hey Jude").expect("hello jude")


def test_what_is_kept_is_shown_only_where_that_is_safe(chat: Conversation) -> None:
    talk(chat).press("keep it all").say("what do you keep about me").expect("is it safe to show it here")
    chat.expect_none(ANSWERS["world"])
    chat.press("no, it is not safe").expect("i do not show it").expect_none(ANSWERS["world"])


def test_a_young_person_who_comes_back_by_code_is_young_when_danger_is_told(site: Site) -> None:
    first, again = Conversation(site.url), Conversation(site.url)
    talk(first, age="15").press("keep it all").press("how do i come back").press("yes, show me")
    code = re.search(r"[A-Z]{4}-\d{4} [A-Z]{6}", first.said)
    assert code is not None
    again.say(code[0]).expect("you are in the plan")
    again.say("he came home and hit me again last nite").expect("childline").expect_none("men's advice")
