"""Where no requests are taken, nobody is offered one."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.asking import AnswerQuestion
from actions.help_requests.filling import StartRequest
from actions.parts import HelpDesk, help_desk
from actions.safety import UrgentLines
from actions.showing import request_buttons
from tests.actions.conftest import Chat

OFFER = "Ask someone to get in touch"
ASKED = ["ask_what_can_you_do"]


@pytest.mark.parametrize("intent", ASKED)
async def test_it_is_offered_where_requests_are_taken(desk: HelpDesk, intent: str) -> None:
    chat = await Chat().run(AnswerQuestion(), text="x", intent=intent)
    assert OFFER in chat.buttons
    assert OFFER in (await chat.run(UrgentLines(), intent="speak_to_human")).buttons
    assert [each["title"] for each in request_buttons()] == [OFFER]


@pytest.mark.parametrize("intent", ASKED)
async def test_it_is_not_offered_where_none_are(
    desk: HelpDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, intent: str
) -> None:
    monkeypatch.setenv("OPENDOOR_DATA", str(tmp_path / "without-contacts"))
    help_desk.cache_clear()
    assert help_desk() is None
    chat = await Chat().run(AnswerQuestion(), text="x", intent=intent)
    assert OFFER not in chat.buttons
    assert OFFER not in (await chat.run(UrgentLines(), intent="speak_to_human")).buttons
    assert request_buttons() == []
    assert "by_phone" in (await chat.run(StartRequest(), intent="start_request")).said
