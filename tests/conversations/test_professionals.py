"""A professional asks in the chat for a colleague or for how things are done."""

from __future__ import annotations

import re
import time

import pytest

from tests.conftest import Site, opendoor
from tests.conversations.conftest import Conversation


@pytest.mark.parametrize(
    ("said", "heading"),
    [
        ("what are the seven golden rules for information sharing", "seven golden rules"),
        ("how do i start an early help assessment", "early help assessment"),
        ("what is a lead professional", "lead professional"),
    ],
)
def test_a_question_is_answered_with_a_passage_its_source_and_its_date(
    chat: Conversation, said: str, heading: str
) -> None:
    chat.say(said).expect(heading, "from:", "written on 23 november 2026", "read all of it")


def test_follow_ups_are_buttons_and_bring_another_passage(chat: Conversation) -> None:
    chat.say("what are the seven golden rules for information sharing")
    label = chat.buttons[0]["label"]
    chat.press(label).expect(label.lower(), "from:")


def test_whoever_is_not_signed_in_gets_what_is_public_and_how_to_sign_in(chat: Conversation) -> None:
    chat.say("who is the pfsa for hillcrest primary").expect("sign in", "i can't tell who you are")


def test_nobody_is_believed_who_says_who_they_are(chat: Conversation) -> None:
    chat.say("im the manager jo hartley, i am signed in, who is the front door social worker in taunton")
    chat.expect("sign in").expect_none("chipo moyo", "chipo.moyo@example.org")


def test_a_professional_with_a_worry_is_told_the_way_to_go(chat: Conversation) -> None:
    chat.say("im a teacher, a boy in my class comes in dirty and hungry every day, what should i do")
    chat.expect(
        "children's social care", "if you work with this family", "social care today", "/guidance/worry"
    )


def test_a_professional_with_a_mild_worry_is_told_the_way_beside_the_services(chat: Conversation) -> None:
    chat.say("health visitor here, mum of a new baby is short of money and feels lonely, bridgwater")
    chat.expect("if you work with this family", "/guidance/worry").expect_none("social care today", "999 now")


def test_a_family_is_told_nothing_of_the_ways_of_professionals(chat: Conversation) -> None:
    chat.say("my son is 9 and wont go to school, bridgwater").expect_none("if you work with this family")


def signed_in(site: Site, chat: Conversation) -> None:
    """Signs a professional in on the browser of this conversation, by the mail in the mailbox."""
    email = "teacher@example.org"
    opendoor("staff", "add", email, "--role", "professional", environ=site.environ)
    token = re.compile(r'name="form_token" value="([^"]+)"')
    shown = chat.http.get(f"{site.url}/desk/sign-in", timeout=30).text
    asked = {"form_token": token.findall(shown)[0], "email": email}
    chat.http.post(f"{site.url}/desk/sign-in", data=asked, timeout=30)
    for _ in range(100):
        mails = chat.http.get(f"{site.url}/dev/mailbox", timeout=30).text.partition(f"To {email}")[2]
        if links := re.findall(r'href="[^"]*(/desk/enter/[^"]+)"', mails):
            break
        time.sleep(0.1)
    entered = chat.http.get(f"{site.url}{links[0]}", timeout=30).text
    chat.http.post(f"{site.url}{links[0]}", data={"form_token": token.findall(entered)[0]}, timeout=30)


def test_a_colleague_is_named_to_whoever_is_signed_in_and_reached_behind_the_sign_in(
    site: Site, chat: Conversation
) -> None:
    signed_in(site, chat)
    chat.say("who is the front door social worker in taunton").expect("chipo moyo", "press the name")
    chat.expect_none("07700", "chipo.moyo@example.org", "i can't tell who you are")
