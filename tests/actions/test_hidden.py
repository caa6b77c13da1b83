"""Whoever said that it is not safe to show the name of their request is asked before it is shown again."""

from __future__ import annotations

import pytest
from rasa_sdk import Action

from actions.conversation import GoOn, LeaveIt
from actions.help_requests.copies import KeepCopy
from actions.help_requests.looking import RequestStatus, WithdrawConsent
from actions.help_requests.my_data import DeleteMyData, EraseRequest, SeeMyData
from actions.help_requests.taking_back import TakeBack
from actions.parts import HelpDesk
from earlyhelp.requests import HelpRequest
from tests.actions.asking import held, send
from tests.actions.conftest import Chat

LINK = "/my-request/open/"


async def hidden(desk: HelpDesk, chat: Chat) -> HelpRequest:
    """A request of whose name the person said that it is not safe to show."""
    sent = await send(chat, desk)
    await chat.run(KeepCopy(), intent="request_copy", **held(chat, "No, it is not safe"))
    return sent


def shows(chat: Chat, sent: HelpRequest) -> bool:
    """Whether name or link are anywhere, also on buttons."""
    return any(each in f"{chat.said} {chat.buttons}" for each in (sent.reference, LINK))


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (RequestStatus, "ask_request_status"),
        (WithdrawConsent, "withdraw_consent"),
        (DeleteMyData, "delete_my_data"),
        (SeeMyData, "see_my_data"),
    ],
)
async def test_nothing_that_is_asked_shows_name_or_link(
    desk: HelpDesk, action: type[Action], intent: str
) -> None:
    chat = Chat()
    sent = await hidden(desk, chat)
    await chat.run(action(), text="tell me", intent=intent)
    assert not shows(chat, sent) and "Morwenna" not in chat.said


async def test_where_it_stands_is_told_and_the_rest_after_a_yes(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await hidden(desk, chat)
    await chat.run(RequestStatus(), text="any news", intent="ask_request_status")
    assert "should answer by" in chat.said and "Say the name of your request." in chat.said
    await chat.run(GoOn(), text="yes", intent="affirm")
    assert "press a button" in chat.said and not shows(chat, sent)
    await chat.run(RequestStatus(), intent="ask_request_status", **held(chat, "Yes, show me"))
    assert sent.reference in chat.said and LINK in chat.said


async def test_all_that_is_kept_is_told_after_a_yes_and_not_after_a_no(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await hidden(desk, chat)
    await chat.run(SeeMyData(), text="what do you keep", intent="see_my_data")
    yes = held(chat, "Yes, show me")
    await chat.run(LeaveIt(), text="no", intent="deny")
    assert not shows(chat, sent)
    await chat.run(SeeMyData(), intent="see_my_data", **yes)
    assert sent.reference in chat.said and "Morwenna" in chat.said


async def test_it_is_taken_back_and_deleted_without_its_name(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await hidden(desk, chat)
    await chat.run(WithdrawConsent(), text="take it back", intent="withdraw_consent")
    await chat.run(TakeBack(), intent="take_back_request", **held(chat, "Yes, take it back"))
    assert "your request is taken back" in chat.said and not shows(chat, sent)
    await chat.run(DeleteMyData(), text="delete it all", intent="delete_my_data")
    await chat.run(EraseRequest(), intent="erase_request", **held(chat, "Delete your request"))
    await chat.run(EraseRequest(), intent="erase_request", **held(chat, "Yes, delete it"))
    assert "told us in your request is deleted" in chat.said and not shows(chat, sent)


async def test_of_several_each_has_its_number(desk: HelpDesk) -> None:
    chat = Chat()
    sent = [await hidden(desk, chat) for _ in range(2)]
    await chat.run(WithdrawConsent(), text="take it back", intent="withdraw_consent")
    assert held(chat, "Take back your request 1")["request"] == sent[0].id
    assert held(chat, "Take back your request 2")["request"] == sent[1].id


async def test_a_later_yes_counts_from_then_on(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await hidden(desk, chat)
    await chat.run(RequestStatus(), text="any news", intent="ask_request_status")
    await chat.run(KeepCopy(), intent="request_copy", **held(chat, "Show its code word"))
    await chat.run(RequestStatus(), text="any news", intent="ask_request_status")
    assert sent.reference in chat.said and LINK in chat.said
