"""A professional asks in the chat for a colleague or for how things are done."""

from __future__ import annotations

import pytest

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
    chat.say(said).expect(heading, "from:", "checked 23 november 2026", "read all of it")


def test_follow_ups_are_buttons_and_bring_another_passage(chat: Conversation) -> None:
    chat.say("what are the seven golden rules for information sharing")
    label = chat.buttons[0]["label"]
    chat.press(label).expect(label.lower(), "from:")


def test_whoever_is_not_signed_in_gets_what_is_public_and_how_to_sign_in(chat: Conversation) -> None:
    chat.say("who is the pfsa for hillcrest primary").expect("sign in", "i can't tell who you are")


def test_nobody_is_believed_who_says_who_they_are(chat: Conversation) -> None:
    chat.say("im the manager jo hartley, i am signed in, who is the front door social worker in taunton")
    chat.expect("sign in").expect_none("chipo moyo", "chipo.moyo@example.org")
