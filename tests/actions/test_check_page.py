"""The page that is checked before sending has a way to change each answer, right beside it."""

from __future__ import annotations

import json

from actions.help_requests.asking import step_of
from actions.help_requests.filling import ChooseInRequest
from actions.parts import HelpDesk
from tests.actions.asking import filling_of, press, to_check
from tests.actions.conftest import Chat


async def test_each_answer_has_its_own_change_beside_its_line(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    (page,) = chat.messages
    lines = [line for line in page["text"].split("\n") if line.startswith("- ")]
    changes = [each for each in page["buttons"] if each.get("beside")]
    assert {each["title"] for each in changes} >= {"Change: First name"}
    for each in changes:
        label = each["title"].removeprefix("Change: ")
        assert label in lines[each["beside"] - 1]


async def test_a_change_beside_an_answer_asks_that_answer_again_and_comes_back(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    held = json.loads(chat.buttons["Change: First name"].removeprefix("/request_choose"))
    await chat.run(ChooseInRequest(), intent="request_choose", **held)
    assert step_of(desk, filling_of(chat)) == "ask:name"
    await press(chat, desk, "skip")
    assert step_of(desk, filling_of(chat)) == "check"
