"""What must hold of a request whatever dies, is repeated or is missing."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from actions.help_requests.asking import step_of
from actions.help_requests.filling import AnswerRequest, ChooseInRequest, StartRequest
from actions.help_requests.my_data import SeeMyData
from actions.help_requests.sending import SubmitRequest
from actions.parts import HelpDesk, help_desk
from core.audit import AuditEntry
from core.outbox.models import OutboxEntry
from earlyhelp.filling import filling_from
from earlyhelp.requests import HelpRequest
from tests.actions.conftest import Chat

FIRST = {"intro": "go_on", "offer": "use", "overview": "share_all", "second": "yes"}


async def press(chat: Chat, desk: HelpDesk, answer: str) -> None:
    filling = filling_from(chat.slots["request"])
    assert filling is not None
    await chat.run(ChooseInRequest(), intent="request_choose", step=step_of(desk, filling), answer=answer)


async def to_check(chat: Chat, desk: HelpDesk, name: str = "Morwenna") -> dict[str, str]:
    """Fills a request in; gives what the button that sends holds."""
    await chat.run(StartRequest(), intent="start_request")
    for _ in range(40):
        filling = filling_from(chat.slots["request"])
        assert filling is not None
        step = step_of(desk, filling)
        if step == "check":
            break
        if step == "ask:name":
            await chat.run(AnswerRequest(), text=name, intent="inform")
        else:
            await press(
                chat,
                desk,
                FIRST.get(step) or (held_by(chat, "That is fine") if step == "contact" else "skip"),
            )
    held: dict[str, str] = json.loads(chat.buttons["Send my request"].removeprefix("/submit_request"))
    return held


def held_by(chat: Chat, label: str) -> str:
    """The answer that a button of the request gives."""
    return str(json.loads(chat.buttons[label].removeprefix("/request_choose"))["answer"])


def rows(desk: HelpDesk) -> tuple[int, int, int]:
    """Requests, mails and audit entries."""
    with desk.sessions() as session:
        return tuple(
            len(session.scalars(select(each)).all()) for each in (HelpRequest, OutboxEntry, AuditEntry)
        )  # type: ignore[return-value]


async def test_a_conversation_that_was_not_kept_after_sending_sends_no_second_request(desk: HelpDesk) -> None:
    chat = Chat()
    held = await to_check(chat, desk)
    await chat.run_and_lose(SubmitRequest(), intent="submit_request", **held)
    first = chat.said
    before = rows(desk)
    await chat.run(SubmitRequest(), intent="submit_request", **held)
    assert chat.said == first and "on its way" in first
    assert rows(desk) == before and before[0] == 1


async def test_what_is_changed_after_such_a_death_gives_the_request_that_was_sent(desk: HelpDesk) -> None:
    chat = Chat()
    held = await to_check(chat, desk)
    await chat.run_and_lose(SubmitRequest(), intent="submit_request", **held)
    await press(chat, desk, "change")
    await press(chat, desk, "item:name")
    await chat.run(AnswerRequest(), text="Alex", intent="inform")
    await press(chat, desk, "share")
    fresh = json.loads(chat.buttons["Send my request"].removeprefix("/submit_request"))
    assert fresh["key"] == held["key"] and fresh["page"] != held["page"]
    await chat.run(SubmitRequest(), intent="submit_request", **fresh)
    assert rows(desk)[0] == 1


async def test_keys_cannot_be_guessed_and_differ_from_request_to_request(desk: HelpDesk) -> None:
    keys = {(await to_check(Chat(f"conversation-{number}"), desk))["key"] for number in range(3)}
    assert len(keys) == 3 and min(map(len, keys)) >= 32


async def test_a_button_of_another_conversation_sends_nothing(desk: HelpDesk) -> None:
    held, other = await to_check(Chat(), desk), Chat("conversation-2")
    await to_check(other, desk)
    await other.run(SubmitRequest(), intent="submit_request", **held)
    assert "old one" in other.said and rows(desk)[0] == 0


async def test_without_a_key_nothing_is_sent(desk: HelpDesk) -> None:
    chat = Chat()
    await chat.run(SubmitRequest(), intent="submit_request")
    assert rows(desk)[0] == 0


async def test_an_earlier_step_cannot_be_answered_by_an_old_button(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    before = kept_request_of(chat)
    await chat.run(ChooseInRequest(), intent="request_choose", step="item:name", answer="keep")
    assert kept_request_of(chat) == before


async def test_production_on_sample_contacts_sends_people_to_the_telephone(
    desk: HelpDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENDOOR_ENVIRONMENT", "production")
    help_desk.cache_clear()
    chat = Chat()
    await chat.run(StartRequest(), intent="start_request")
    assert chat.said == "utter_request_by_phone"


async def test_what_is_begun_is_told_to_whoever_asks_what_is_kept(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    await chat.run(SeeMyData(), text="what do you keep", intent="see_my_data")
    assert "has not been sent" in chat.said


def kept_request_of(chat: Chat) -> object:
    filling = filling_from(chat.slots["request"])
    assert filling is not None
    return (filling.agreed, filling.answers, filling.contact)
