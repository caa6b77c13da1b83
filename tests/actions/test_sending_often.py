"""One chat sends so many requests a day and no more, loses nothing, and is offered the one that is open."""

from __future__ import annotations

from actions.conversation import GoOn
from actions.help_requests.beginning import StartRequest
from actions.help_requests.filling import ChooseInRequest
from actions.help_requests.looking import RequestStatus
from actions.help_requests.my_data import EraseRequest
from actions.help_requests.sending import SubmitRequest
from actions.parts import HelpDesk
from core.clock import utc_now
from earlyhelp.requests import withdraw
from staff.tries import SENDS
from tests.actions.asking import filling_of, held, rows, send, to_check
from tests.actions.conftest import Chat


async def sent_out(desk: HelpDesk) -> Chat:
    """A chat that has sent as many as one may in a day."""
    chat = Chat()
    for number in range(SENDS):
        await send(chat, desk, f"Sam {number}")
    return chat


async def test_one_chat_cannot_send_request_after_request(desk: HelpDesk) -> None:
    chat = await sent_out(desk)
    before = rows(desk)
    await chat.run(SubmitRequest(), intent="submit_request", **await to_check(chat, desk, "Morwenna"))
    assert "0300 123 2224" in chat.said and "tomorrow" in chat.said
    assert rows(desk) == before
    assert filling_of(chat).is_open and "Morwenna" in filling_of(chat).answers.values()
    await chat.run(RequestStatus(), intent="ask_request_status", **held(chat, "See how it is going"))
    assert "should answer by" in chat.said
    await send(Chat("conversation-2"), desk)


async def test_what_was_kept_for_tomorrow_is_gone_on_with(desk: HelpDesk) -> None:
    chat = await sent_out(desk)
    await chat.run(SubmitRequest(), intent="submit_request", **await to_check(chat, desk, "Morwenna"))
    await chat.run(ChooseInRequest(), intent="request_choose", **held(chat, "Go on with my request"))
    assert "Send my request" in chat.buttons


async def test_deleting_a_request_does_not_make_room_for_another(desk: HelpDesk) -> None:
    chat = Chat()
    for number in range(SENDS):
        sent = await send(chat, desk, f"Sam {number}")
        await chat.run(EraseRequest(), intent="erase_request", request=sent.id, answer="yes")
    before = rows(desk)[0]
    await chat.run(SubmitRequest(), intent="submit_request", **await to_check(chat, desk))
    assert "tomorrow" in chat.said and rows(desk)[0] == before


async def test_the_last_one_pressed_again_is_told_as_sent(desk: HelpDesk) -> None:
    chat = Chat()
    for number in range(SENDS - 1):
        await send(chat, desk, f"Sam {number}")
    button = await to_check(chat, desk)
    for _ in range(3):
        await chat.run_and_lose(SubmitRequest(), intent="submit_request", **button)
        assert "on its way" in chat.said
    assert rows(desk)[0] == SENDS


async def test_an_open_request_is_offered_in_place_of_a_second(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    await chat.run(StartRequest(), text="can someone ring me", intent="start_request")
    assert "still open" in chat.said and not filling_of(chat).is_open
    await chat.run(RequestStatus(), intent="ask_request_status", **held(chat, "See how it is going"))
    assert sent.reference in chat.said
    await chat.run(StartRequest(), text="can someone ring me", intent="start_request")
    await chat.run(StartRequest(), intent="start_request", **held(chat, "Yes, something else"))
    assert filling_of(chat).is_open


async def test_a_typed_yes_asks_for_something_else_too(desk: HelpDesk) -> None:
    chat = Chat()
    await send(chat, desk)
    await chat.run(StartRequest(), text="can someone ring me", intent="start_request")
    await chat.run(GoOn(), text="yes", intent="affirm")
    assert filling_of(chat).is_open


async def test_one_that_has_ended_is_in_nobodys_way(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    with desk.sessions.begin() as session:
        withdraw(session, desk.vault, sent.id, utc_now(), desk.office)
    await chat.run(StartRequest(), text="can someone ring me", intent="start_request")
    assert filling_of(chat).is_open
