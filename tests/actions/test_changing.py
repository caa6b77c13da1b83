"""After sending, one answer can be changed: shown as it would read, and changed by a press alone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from actions.conversation import GoOn
from actions.help_requests.asking import step_of
from actions.help_requests.at_hand import OPENED
from actions.help_requests.changing import ChangeRequest
from actions.help_requests.filling import AnswerRequest, StartRequest
from actions.help_requests.keeping import HIDES
from actions.help_requests.sending import SubmitRequest
from actions.help_requests.taking_back import TakeBack
from actions.parts import HelpDesk
from core.outbox.models import OutboxEntry
from earlyhelp.requests import HelpRequest, RequestEvent
from earlyhelp.requests.sharing import opened_items
from tests.actions.asking import FIRST, filling_of, held, held_by, press, send
from tests.actions.conftest import Chat


async def sent_with_number(chat: Chat, desk: HelpDesk) -> HelpRequest:
    """A request that shares a number, safe after school."""
    typed = {"ask:name": "Morwenna", "ask:reach_where": "07700 900118", "ask:reach_when": "after school"}
    chosen = {"ask:reach_how": "phone", "ask:message": "message_yes", "ask:under_18": "under_18_no"}
    await chat.run(StartRequest(), intent="start_request")
    for _ in range(40):
        step = step_of(desk, filling_of(chat))
        if step == "check":
            break
        if step in typed:
            await chat.run(AnswerRequest(), text=typed[step], intent="inform")
            continue
        contact = held_by(chat, "That is fine") if step == "contact" else "skip"
        await press(chat, desk, chosen.get(step) or FIRST.get(step) or contact)
    await chat.run(SubmitRequest(), intent="submit_request", **held(chat, "Send my request"))
    with desk.sessions() as session:
        return session.get_one(HelpRequest, filling_of(chat).sent)


def shared(desk: HelpDesk, request: HelpRequest) -> dict[str, str]:
    with desk.sessions() as session:
        return opened_items(session, desk.vault, session.get_one(HelpRequest, request.id))


def happened(desk: HelpDesk, request: HelpRequest) -> list[str]:
    with desk.sessions() as session:
        found = select(RequestEvent.kind).where(RequestEvent.request_id == request.id)
        return list(session.scalars(found.order_by(RequestEvent.number)))


def letters(desk: HelpDesk) -> int:
    with desk.sessions() as session:
        keys = session.scalars(select(OutboxEntry.key)).all()
    return sum("/changed/" in key for key in keys)


def no_messages(chat: Chat) -> bool:
    """Whether the new answer says nothing of messages."""
    return "leave a message" not in chat.said and "leave no message" not in chat.said


async def say(chat: Chat, words: str, intent: str = "correct_earlier") -> Chat:
    return await chat.run(ChangeRequest(), text=words, intent=intent)


async def test_a_wrong_number_is_changed_by_a_press_and_the_rest_of_it_stays(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await sent_with_number(chat, desk)
    before = shared(desk, sent)
    assert before["reach"] == "Ring 07700 900118. When: after school. It is safe to leave a message."
    await say(chat, "oh no i gave the wrong phone number, its 07700 900113")
    now = "Ring 07700 900113. When: after school. Please leave no message."
    assert now in chat.said and sent.reference in chat.said and "My yes ends on" in chat.said
    assert shared(desk, sent) == before and letters(desk) == 0
    yes = held(chat, "Yes, change it")
    for _ in range(2):
        await chat.run(ChangeRequest(), intent="change_request", **yes)
        assert "is changed" in chat.said
    assert shared(desk, sent) == {**before, "reach": now}
    with desk.sessions() as session:
        assert not session.get_one(HelpRequest, sent.id).may_leave_message
    assert happened(desk, sent).count("item_changed") == 1 and letters(desk) == 1
    assert "900113" not in str(chat.slots["changing"])


async def test_a_no_and_an_old_button_change_nothing(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await sent_with_number(chat, desk)
    before = shared(desk, sent)
    await say(chat, "its 07700 900113")
    old = held(chat, "Yes, change it")
    await chat.run(ChangeRequest(), intent="change_request", **held(chat, "No"))
    assert "nothing has changed" in chat.said
    await chat.run(ChangeRequest(), intent="change_request", **old)
    assert "old one" in chat.said and shared(desk, sent) == before


async def test_a_number_that_was_forgotten_can_be_given_later(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    assert "reach" not in shared(desk, sent)
    await say(chat, "i forgot to give my phone number, its 01643 555123")
    await chat.run(ChangeRequest(), intent="change_request", **held(chat, "Yes, change it"))
    assert shared(desk, sent)["reach"] == "Ring 01643 555123. Please leave no message."


async def test_another_way_is_written_anew_and_no_message_is_left(desk: HelpDesk) -> None:
    chat = Chat()
    await sent_with_number(chat, desk)
    await say(chat, "text me not ring, 07700 900113 after 4")
    assert "Text 07700 900113. When: after 4." in chat.said and no_messages(chat)


async def test_a_yes_to_messages_goes_with_neither_another_way_nor_another_number(desk: HelpDesk) -> None:
    chat = Chat()
    await sent_with_number(chat, desk)
    for words, now in {
        "text me on 07700 900118": "Text 07700 900118.",
        "its not 07700 900118 its 07700 900999": "Ring 07700 900999. When: after school. Please leave no message.",
        "its 07700 900999 not 07700 900118 after 6": (
            "Ring 07700 900999. When: after school. Please leave no message."
        ),
    }.items():
        await say(chat, words)
        assert now in chat.said and not chat.slots["changing"]["message"], chat.said
    assert "900118" not in chat.said
    await say(chat, "text me on 07700 900118")
    assert no_messages(chat)
    await say(chat, "ring 07700 900118 after 6")
    assert "Ring 07700 900118. When: after 6. It is safe to leave a message." in chat.said


async def test_the_number_that_stands_already_is_no_change(desk: HelpDesk) -> None:
    chat = Chat()
    await sent_with_number(chat, desk)
    await say(chat, "its not 07700 900118")
    assert "what should it say now" in chat.said and "whole phone number" not in chat.said


async def test_where_a_request_is_hidden_nothing_is_shown_that_was_told(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await sent_with_number(chat, desk)
    await say(chat, "its 07700 900113")
    before = held(chat, "Yes, change it")
    chat.slots[HIDES] = True
    chat.slots["changing"] |= {"to": ["someone else"]}
    await chat.run(ChangeRequest(), intent="change_request", **before)
    assert "after school" not in chat.said and "old one" in chat.said
    await say(chat, "its 07700 900999")
    assert "Ring 07700 900999. Please leave no message." in chat.said
    assert not any(each in chat.said for each in ("after school", "900118", sent.reference))


async def test_without_a_number_it_is_asked_and_what_is_none_is_said_to_be(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await sent_with_number(chat, desk)
    await say(chat, "the number i gave for the call is wrong can u correct it")
    assert "what should it say now" in chat.said and chat.slots["changing"]["waits"]
    await say(chat, "077009", "inform")
    assert "whole phone number" in chat.said
    await say(chat, "no leave it", "deny")
    assert "nothing has changed" in chat.said and chat.slots["changing"] is None
    assert "900118" in shared(desk, sent)["reach"]


async def test_any_item_can_be_changed_by_its_name(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    await say(chat, "can i change wat i said")
    assert "Age" not in chat.buttons
    await chat.run(ChangeRequest(), intent="change_request", **held(chat, "School or nursery"))
    await say(chat, "Hillside Primary", "find_support")
    await chat.run(ChangeRequest(), intent="change_request", **held(chat, "Yes, change it"))
    assert shared(desk, sent)["school"] == "Hillside Primary"


async def test_the_age_is_changed_by_a_person_alone(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    await say(chat, "i put the wrong age")
    assert "I cannot change that" in chat.said and "Please ring" in chat.said
    assert f"Take back {sent.reference}" in chat.buttons and "Ask someone to get in touch" in chat.buttons


async def test_nothing_changes_in_a_request_that_was_taken_back(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await sent_with_number(chat, desk)
    await say(chat, "its 07700 900113")
    yes = held(chat, "Yes, change it")
    await chat.run(TakeBack(), intent="take_back_request", answer="yes", request=sent.id)
    await chat.run(ChangeRequest(), intent="change_request", **yes)
    assert "is over" in chat.said and shared(desk, sent) == {}
    await say(chat, "its 07700 900113")
    assert "is over" in chat.said and "Yes, change it" not in chat.buttons


async def test_of_several_requests_the_person_picks_one_and_need_not_say_it_again(desk: HelpDesk) -> None:
    chat = Chat()
    first, second = await send(chat, desk), await send(chat, desk, "Alex")
    await say(chat, "its 07700 900113")
    assert set(chat.buttons) == {f"Change {each.reference}" for each in (first, second)}
    await chat.run(ChangeRequest(), intent="change_request", **held(chat, f"Change {first.reference}"))
    await chat.run(ChangeRequest(), intent="change_request", **held(chat, "Yes, change it"))
    assert "900113" in shared(desk, first)["reach"] and "reach" not in shared(desk, second)


async def test_one_that_was_opened_by_its_code_word_can_be_changed(desk: HelpDesk) -> None:
    sent, other = await send(Chat(), desk), Chat("conversation-2")
    await say(other, "its 07700 900113")
    assert other.said == "utter_no_request_here"
    other.slots[OPENED] = sent.id
    await say(other, "its 07700 900113")
    assert sent.reference in other.said and "Yes, change it" in other.buttons


@pytest.mark.parametrize("words", ["yes", "yes change it"])
async def test_a_typed_yes_changes_nothing(desk: HelpDesk, words: str) -> None:
    chat = Chat()
    sent = await sent_with_number(chat, desk)
    await say(chat, "its 07700 900113")
    await chat.run(GoOn(), text=words, intent="affirm")
    assert "press a button" in chat.said and "900118" in shared(desk, sent)["reach"]
