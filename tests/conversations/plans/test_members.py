"""Several people in one plan: each has their own talk, and hears nothing of what the others keep."""

from __future__ import annotations

import re

from tests.conftest import Site
from tests.conversations.conftest import Conversation
from tests.conversations.plans.conftest import ANSWERS, talk


def invitation(chat: Conversation) -> str:
    """The name of the plan and the code word, as somebody hands them on."""
    chat.press("ask someone in my family").expect("it works once")
    found = re.search(r"[A-Z]{4}-\d{4} [A-Z]{6}", chat.said)
    assert found, chat.said
    return found[0]


def test_a_son_joins_from_his_own_phone_and_each_keeps_their_own(site: Site) -> None:
    mother, son = Conversation(site.url), Conversation(site.url)
    talk(mother, "41", called="Morwenna", world="we all eat tea together")
    mother.press("keep it all")
    handed_on = invitation(mother)
    son.say("hi").say(f"mum gave me this {handed_on}").expect("you are in the plan", "how old are you")
    son.say("13").expect("what do you want me to call you")
    son.say("Jory").say("no school ever")
    son.say("what do you keep about me").press("yes, show me").expect("no school ever").expect_none(
        "we all eat tea together"
    )
    mother.say("what do you keep about me").press("yes, show me").expect(
        "we all eat tea together", "only yours"
    )
    mother.expect_none("no school ever")


def test_a_code_works_once_and_a_stranger_is_told_nothing(site: Site) -> None:
    mother, son, stranger = (Conversation(site.url) for _ in range(3))
    talk(mother, "41").press("keep it all")
    handed_on = invitation(mother)
    son.say(handed_on).expect("you are in the plan")
    stranger.say(handed_on).expect("could not find")
    unknown = stranger.say("ROOF-0000 TOLUMA").said
    assert unknown == stranger.say(f"{handed_on[:9]} ZUZUZU").said


def test_parts_are_shared_one_by_one_and_only_by_a_button(chat: Conversation) -> None:
    talk(chat).say("yes put it all in").expect("press a button")
    chat.press("choose one by one").expect("may this be in the family plan")
    chat.press("yes, put it in")
    for _ in range(len(ANSWERS) - 1):
        chat.press("no, keep it")
    chat.expect("what you said yes to is in the plan now")
    chat.say("show me what you keep").press("yes, show me").expect(
        "jory (in the plan)", f"{ANSWERS['world']} (only yours)"
    )


def test_what_was_shared_can_be_kept_back_again(chat: Conversation) -> None:
    talk(chat).press("put it all in").expect("it is in the plan now")
    chat.press("choose what is in the plan")
    while "may this be" in chat.said.lower():
        chat.press("no, keep it")
    chat.say("show me what you keep").press("yes, show me").expect_none("(in the plan)")


def test_the_page_is_shown_only_where_that_is_safe(chat: Conversation) -> None:
    talk(chat).press("keep it all")
    chat.press("see our plan").expect("is it safe to show it").expect_none("passcode is")
    chat.press("no, it is not safe").expect_none("passcode is")
    chat.press("see our plan").press("yes, show me").expect("/plan/", "passcode is")


def test_ones_part_is_deleted_when_asked(chat: Conversation) -> None:
    talk(chat).press("keep it all")
    chat.say("delete everything about me").press("delete my part").expect("i can't get it back")
    chat.press("yes, delete it").expect("is deleted")
    chat.say("what do you keep about me").expect_none(ANSWERS["world"], "family plan")


def test_a_code_word_of_ones_own_brings_one_back_from_a_new_chat(site: Site) -> None:
    before, after = Conversation(site.url), Conversation(site.url)
    talk(before).press("keep it all")
    before.press("see our plan").press("yes, show me").expect_none("that code is only yours")
    before.press("how do i come back").expect("never give it to anyone")
    before.press("yes, show me").expect("that code is only yours").expect_none("passcode")
    own = re.search(r"type ([A-Z]{4}-\d{4} [A-Z]{6})", before.said.replace("*", ""))
    assert own, before.said
    after.say(f"i have a code {own[1]}").expect("what would you like to do now")
    after.say("what do you keep about me").press("yes, show me").expect(ANSWERS["world"])
    before.say("what do you keep about me").expect_none(ANSWERS["world"], "family plan")


def test_going_back_while_choosing_asks_about_the_one_before(chat: Conversation) -> None:
    talk(chat).press("choose one by one").expect("jory").press("yes, put it in").expect("pancakes")
    chat.say("go back").expect("jory", "may this be in the family plan")
    chat.press("no, keep it").expect("pancakes")
    chat.say("go back").say("go back").expect("put what you said into the family plan")


def test_a_new_link_and_passcode_take_the_place_of_the_old_ones(chat: Conversation) -> None:
    talk(chat).press("put it all in").press("see our plan").press("yes, show me")
    before = chat.said
    chat.say("show me our plan").press("make a new link").expect(
        "open nothing any more", "is it safe to show"
    )
    chat.expect_none("passcode is")
    chat.press("yes, show me")
    assert page_of(chat.said) != page_of(before)


def page_of(said: str) -> str:
    """The private link in what was said."""
    found = re.search(r"/plan/[\w-]+", said)
    assert found, said
    return found[0]
