from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from core.database import open_database
from core.encryption import open_vault
from core.settings import Settings
from web.conversations import Conversations, Sent
from web.errors import ButtonUsedError
from web.messages import Card, Choice, Reply

COOKIE = "a cookie"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def conversations(settings: Settings) -> Conversations:
    return Conversations(open_database(settings.database), open_vault(settings), lambda: NOW)


def said_and_answered(conversations: Conversations, text: str, *replies: Reply, once: str = "") -> None:
    turn = conversations.begin(COOKIE, Sent(text=text, once=once))
    conversations.finish(COOKIE, turn, replies or (Reply("I heard you."),))


def test_what_was_said_comes_back_in_order(conversations: Conversations) -> None:
    card = Card("s1", "Money Friends", phone="01632 960123", url="/services/s1")
    said_and_answered(
        conversations, "money is tight", Reply("Two places:", cards=(card,)), Reply("Which one?")
    )
    said_and_answered(conversations, "the first")
    messages = conversations.read(COOKIE)
    assert [message.number for message in messages] == [1, 2, 3, 4, 5]
    assert [message.text for message in messages][:3] == ["money is tight", "Two places:", "Which one?"]
    assert messages[1].cards == (card,)


def test_words_and_cookie_are_not_readable_in_the_database(
    conversations: Conversations, tmp_path: Path
) -> None:
    said_and_answered(
        conversations, "grandma Ethel", Reply("Poor Ethel", choices=(Choice("Label", "/payload"),))
    )
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("opendoor.db*"))
    for word in (b"Ethel", b"Label", b"/payload", COOKIE.encode()):
        assert word not in stored


def test_another_cookie_reads_nothing(conversations: Conversations) -> None:
    said_and_answered(conversations, "hello")
    assert conversations.read("another cookie") == []


def test_a_submission_sent_twice_is_one_turn(conversations: Conversations) -> None:
    first = conversations.begin(COOKIE, Sent(text="hello", once="1"))
    conversations.finish(COOKIE, first, [Reply("Hi.")])
    again = conversations.begin(COOKIE, Sent(text="hello", once="1"))
    assert again.done
    assert [each.text for each in conversations.answers_to(COOKIE, again)] == ["Hi."]
    assert len(conversations.read(COOKIE)) == 2


def test_other_words_with_the_same_name_are_another_turn(conversations: Conversations) -> None:
    said_and_answered(conversations, "hello", once="1")
    assert not conversations.begin(COOKIE, Sent(text="goodbye", once="1")).done


def test_the_same_words_said_twice_on_purpose_are_two_turns(conversations: Conversations) -> None:
    said_and_answered(conversations, "yes", once="1")
    said_and_answered(conversations, "yes", once="2")
    assert len(conversations.read(COOKIE)) == 4


def test_an_unanswered_message_is_kept_and_can_be_sent_again(conversations: Conversations) -> None:
    turn = conversations.begin(COOKIE, Sent(text="help", once="1"))
    conversations.fail(COOKIE, turn, None)
    assert conversations.read(COOKIE)[-1].answered is False
    again = conversations.begin(COOKIE, Sent(text="help", once="2"))
    assert (again.number, again.message_id, again.done) == (turn.number, turn.message_id, False)
    conversations.finish(COOKIE, again, [Reply("Here.")])
    assert conversations.begin(COOKIE, Sent(text="help", once="2")).done
    assert len(conversations.read(COOKIE)) == 2


def test_safety_is_said_once_however_often_a_message_fails(conversations: Conversations) -> None:
    safety = Reply("Call 999.", "safety")
    for _ in range(3):
        turn = conversations.begin(COOKIE, Sent(text="he hits me"))
        conversations.fail(COOKIE, turn, safety)
    assert [message.text for message in conversations.read(COOKIE)] == ["he hits me", "Call 999."]


def test_a_button_works_once(conversations: Conversations) -> None:
    said_and_answered(conversations, "hello", Reply("Well?", choices=(Choice("Yes", "/affirm"),)))
    token = conversations.read(COOKIE)[-1].buttons[0].token
    turn = conversations.begin(COOKIE, Sent(button=token))
    assert (turn.text, turn.payload) == ("Yes", "/affirm")
    conversations.finish(COOKIE, turn, [Reply("Good.")])
    with pytest.raises(ButtonUsedError):
        conversations.begin(COOKIE, Sent(button=token))


def test_a_button_of_another_chat_does_not_work(conversations: Conversations) -> None:
    said_and_answered(conversations, "hello", Reply("Well?", choices=(Choice("Yes", "/affirm"),)))
    token = conversations.read(COOKIE)[-1].buttons[0].token
    with pytest.raises(ButtonUsedError):
        conversations.begin("another cookie", Sent(button=token))
    assert conversations.begin(COOKIE, Sent(button=token)).payload == "/affirm"


def test_a_button_that_got_no_answer_can_be_pressed_again(conversations: Conversations) -> None:
    said_and_answered(conversations, "hello", Reply("Well?", choices=(Choice("Yes", "/affirm"),)))
    token = conversations.read(COOKIE)[-1].buttons[0].token
    turn = conversations.begin(COOKIE, Sent(button=token, once="1"))
    conversations.fail(COOKIE, turn, None)
    again = conversations.begin(COOKIE, Sent(button=token, once="2"))
    assert (again.number, again.payload) == (turn.number, "/affirm")
    conversations.finish(COOKIE, again, [Reply("Good.")])
    with pytest.raises(ButtonUsedError):
        conversations.begin(COOKIE, Sent(button=token, once="3"))


def test_buttons_of_earlier_replies_are_not_offered_again(conversations: Conversations) -> None:
    said_and_answered(conversations, "one", Reply("First?", choices=(Choice("A", "/a"),)))
    said_and_answered(conversations, "two", Reply("Second?", choices=(Choice("B", "/b"),)))
    offered = [button.label for message in conversations.read(COOKIE) for button in message.buttons]
    assert offered == ["B"]


def test_erasing_leaves_only_the_wish_that_the_assistant_forgets(conversations: Conversations) -> None:
    said_and_answered(conversations, "hello", Reply("Well?", choices=(Choice("Yes", "/affirm"),)))
    conversation_id = conversations.erase(COOKIE)
    assert conversations.read(COOKIE) == []
    assert list(conversations.awaiting_erasure()) == [conversation_id]
    conversations.erased(str(conversation_id))
    assert list(conversations.awaiting_erasure()) == []
    assert conversations.erase(COOKIE) is None


def test_an_answer_that_comes_after_erasure_is_not_kept(conversations: Conversations) -> None:
    turn = conversations.begin(COOKIE, Sent(text="hello"))
    conversations.erase(COOKIE)
    assert conversations.finish(COOKIE, turn, [Reply("Hi.")]) == []
    assert conversations.read(COOKIE) == []


def test_a_chat_is_forgotten_after_the_retention_time(conversations: Conversations) -> None:
    said_and_answered(conversations, "hello")
    later = replace(conversations, clock=lambda: NOW + timedelta(days=29))
    assert later.erase_older_than(30) == 0
    later = replace(conversations, clock=lambda: NOW + timedelta(days=31))
    assert later.erase_older_than(30) == 1
    assert later.read(COOKIE) == []


def test_the_log_is_emptied_only_where_something_was_forgotten(conversations: Conversations) -> None:
    said_and_answered(conversations, "hello")
    done: list[str] = []
    event.listen(
        conversations.sessions.kw["bind"], "before_cursor_execute", lambda *given: done.append(given[2])
    )
    replace(conversations, clock=lambda: NOW + timedelta(days=29)).erase_older_than(30)
    assert not any("checkpoint" in each for each in done)
    replace(conversations, clock=lambda: NOW + timedelta(days=31)).erase_older_than(30)
    assert any("checkpoint" in each for each in done)


def test_a_button_whose_turn_was_cut_short_by_a_crash_can_be_pressed_again(
    conversations: Conversations,
) -> None:
    said_and_answered(conversations, "hello", Reply("Well?", choices=(Choice("Yes", "/affirm"),)))
    token = conversations.read(COOKIE)[-1].buttons[0].token
    lost = conversations.begin(COOKIE, Sent(button=token, once="1"))
    again = conversations.begin(COOKIE, Sent(button=token, once="2"))
    assert (again.number, again.message_id) == (lost.number, lost.message_id)
    conversations.finish(COOKIE, again, [Reply("Good.")])
    with pytest.raises(ButtonUsedError):
        conversations.begin(COOKIE, Sent(button=token, once="3"))


def test_buttons_stay_on_the_page_while_the_press_has_no_answer(conversations: Conversations) -> None:
    choices = (Choice("Yes", "/affirm"), Choice("No", "/deny"))
    said_and_answered(conversations, "hello", Reply("Well?", choices=choices))
    yes, _ = conversations.read(COOKIE)[-1].buttons
    turn = conversations.begin(COOKIE, Sent(button=yes.token))
    conversations.fail(COOKIE, turn, None)
    assert [button.label for each in conversations.read(COOKIE) for button in each.buttons] == ["Yes", "No"]
    conversations.finish(COOKIE, conversations.begin(COOKIE, Sent(button=yes.token)), [Reply("Good.")])
    assert not any(each.buttons for each in conversations.read(COOKIE))


def test_a_press_that_a_crash_cut_short_leaves_its_button_on_the_page(conversations: Conversations) -> None:
    choices = (Choice("Yes", "/affirm"), Choice("No", "/deny"))
    said_and_answered(conversations, "hello", Reply("Well?", choices=choices))
    yes, _ = conversations.read(COOKIE)[-1].buttons
    conversations.begin(COOKIE, Sent(button=yes.token))
    assert yes in [button for each in conversations.read(COOKIE) for button in each.buttons]
    conversations.begin(COOKIE, Sent(text="hello?"))
    assert yes not in [button for each in conversations.read(COOKIE) for button in each.buttons]
