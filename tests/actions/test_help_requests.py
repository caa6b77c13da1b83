"""What must hold of a request whatever dies, is repeated or is missing."""

from __future__ import annotations

import pytest

from actions.help_requests.filling import ChooseInRequest, StartRequest
from actions.help_requests.my_data import SeeMyData
from actions.help_requests.sending import SubmitRequest
from actions.parts import HelpDesk, help_desk
from earlyhelp.filling import filling_from
from tests.actions.asking import rows, to_check
from tests.actions.conftest import Chat


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
