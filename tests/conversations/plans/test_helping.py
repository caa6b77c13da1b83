"""From the plan to services and people, and a mail on the day of the review."""

from __future__ import annotations

from tests.conversations.conftest import Conversation
from tests.conversations.plans.conftest import ANSWERS, begin, talk


def through(chat: Conversation) -> Conversation:
    return talk(chat).press("keep it all")


def test_a_service_is_put_into_the_plan_by_one_press(chat: Conversation) -> None:
    through(chat)
    chat.say("someone to talk to about my worries, im in Taunton").expect_cards()
    chat.say("tell me more about the first one").expect("[put it in our plan]")
    chat.press("put it in our plan").expect("all who see the plan can read this")
    chat.press("yes, put it in").expect("in the plan")


def test_an_old_button_does_nothing(chat: Conversation) -> None:
    begin(chat).say("Jory")
    token = chat.buttons[0]["token"]
    chat.say("a day at the sea").expect("how would you know")
    chat._post({"button": token}).expect("old one", "how would you know")
    chat.say("what do you keep about me").press("yes, show me").expect("a day at the sea")


def test_whoever_has_no_plan_is_offered_no_plan(chat: Conversation) -> None:
    chat.say("someone to talk to about my worries, im in Taunton").expect_cards()
    chat.say("tell me more about the first one").expect_none("our plan")


def test_a_request_begins_with_only_what_is_picked(chat: Conversation) -> None:
    through(chat).press("ask someone to get in touch").expect("may this go into a request", ANSWERS["world"])
    chat.press("no, leave it out")
    while "may this go into a request" in chat.said.lower():
        wanted = ANSWERS["next"] in chat.said
        chat.press("yes, put it in" if wanted else "no, leave it out")
    chat.press("go on")
    chat.expect(ANSWERS["next"]).expect_none(ANSWERS["world"], ANSWERS["action"])


def test_a_mail_is_sent_on_the_day_only_where_that_is_safe(chat: Conversation) -> None:
    through(chat).press("set a day").press("in a month").expect(
        "shall i send you an e-mail", "nothing about you"
    )
    chat.press("yes, by e-mail").expect("which e-mail address is safe")
    chat.say("07700 900123").expect("can't send a text yet")
    chat.say("morwenna@").expect("not look like a whole e-mail address")
    chat.say("its morwenna@example.org").expect("i will send a short mail")


def test_no_mail_is_sent_to_who_says_no(chat: Conversation) -> None:
    through(chat).press("set a day").press("in a week").press("no, thank you").expect("no mail")
