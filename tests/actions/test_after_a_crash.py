"""A process died after the request was accepted and before the chat was kept: the person is told the truth."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rasa_sdk import Action

from actions.conversation import GoOn
from actions.help_requests.asking import step_of
from actions.help_requests.filling import AnswerRequest, ChooseInRequest, StartRequest
from actions.help_requests.my_data import SeeMyData
from actions.help_requests.sending import SubmitRequest
from actions.help_requests.starting_again import StartAgain
from actions.parts import HelpDesk
from core.clock import utc_now
from earlyhelp.requests import requests_of, withdraw
from tests.actions.asking import filling_of, rows, to_check
from tests.actions.conftest import Chat


async def lost(desk: HelpDesk) -> tuple[Chat, dict[str, str]]:
    """A chat that still holds the draft although it was sent, and what the button holds."""
    chat = Chat()
    sending = await to_check(chat, desk)
    await chat.run_and_lose(SubmitRequest(), intent="submit_request", **sending)
    assert filling_of(chat).is_open and rows(desk)[0] == 1
    return chat, sending


async def test_the_same_button_gives_the_same_request(desk: HelpDesk) -> None:
    chat, sending = await lost(desk)
    first, before = chat.said, rows(desk)
    await chat.run(SubmitRequest(), intent="submit_request", **sending)
    assert chat.said == first and "on its way" in first
    assert rows(desk) == before


SAID: dict[str, tuple[Callable[[], Action], str, str]] = {
    "stop": (AnswerRequest, "stop", "stop"),
    "go back": (AnswerRequest, "go back", "go_back"),
    "words": (AnswerRequest, "is it sent", "inform"),
    "a yes": (AnswerRequest, "yes", "affirm"),
    "start again": (StartAgain, "start again", "start_again"),
    "a new request": (StartRequest, "can someone ring me", "start_request"),
    "go on": (GoOn, "ok", "affirm"),
}


@pytest.mark.parametrize("said", SAID)
async def test_whatever_is_said_next_nobody_hears_that_nothing_was_sent(desk: HelpDesk, said: str) -> None:
    chat, _ = await lost(desk)
    action, text, intent = SAID[said]
    await chat.run(action(), text=text, intent=intent)
    assert "on its way" in chat.said and "has been sent" not in chat.said
    assert not filling_of(chat).is_open and rows(desk)[0] == 1


@pytest.mark.parametrize("answer", ["change", "not_now", "throw_away", "back_to_it"])
async def test_whatever_is_pressed_next_tells_of_the_request_too(desk: HelpDesk, answer: str) -> None:
    chat, _ = await lost(desk)
    step = step_of(desk, filling_of(chat))
    await chat.run(ChooseInRequest(), intent="request_choose", step=step, answer=answer)
    assert "on its way" in chat.said
    assert not filling_of(chat).is_open and rows(desk)[0] == 1


async def test_an_old_button_of_another_draft_tells_of_the_request_too(desk: HelpDesk) -> None:
    chat, _ = await lost(desk)
    await chat.run(SubmitRequest(), intent="submit_request", key="of-another-draft", page="x")
    assert "on its way" in chat.said


async def test_one_that_was_taken_back_since_is_not_said_to_be_on_its_way(desk: HelpDesk) -> None:
    chat, sending = await lost(desk)
    with desk.sessions.begin() as session:
        [request] = requests_of(session, chat.person)
        request_id = request.id
    with desk.sessions.begin() as session:
        withdraw(session, desk.vault, request_id, utc_now(), desk.office)
    for run in (
        chat.run_and_lose(SubmitRequest(), intent="submit_request", **sending),
        chat.run(AnswerRequest(), text="stop", intent="stop"),
    ):
        await run
        assert "You took your request back" in chat.said and "Nothing has been sent" not in chat.said


async def test_what_is_kept_holds_the_request(desk: HelpDesk) -> None:
    chat, _ = await lost(desk)
    await chat.run(SeeMyData(), text="what do you keep", intent="see_my_data")
    assert "has not been sent" not in chat.said and "Morwenna" in chat.said


async def test_a_draft_that_was_never_sent_is_still_a_draft(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    await chat.run(AnswerRequest(), text="stop", intent="stop")
    assert "Nothing has been sent" in chat.said and filling_of(chat).is_open
