"""The chat never sends to a contact who has left or gone away since they were chosen, and never gets stuck."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from actions.help_requests.filling import AnswerRequest
from actions.help_requests.sending import SubmitRequest
from actions.parts import HelpDesk, help_desk
from tests.actions.asking import filling_of, held, press, rows, to_check
from tests.actions.conftest import Chat
from tests.council_data import data_with_contacts

Leaving = Callable[[dict[str, str]], HelpDesk]

AWAY = {"cover: second_line": "cover: second_line\n    absent: {from: 2020-01-01}"}
LEFT = {"key: advice_line": "key: early_help_line", "cover: advice_line": "cover: early_help_line"}


@pytest.fixture
def leaving(desk: HelpDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Leaving:
    """Changes contacts.yml, as a council does, and opens it anew."""

    def change(changes: dict[str, str]) -> HelpDesk:
        data = data_with_contacts(tmp_path, changes)
        monkeypatch.setenv("OPENDOOR_DATA", str(data))
        help_desk.cache_clear()
        opened = help_desk()
        assert opened is not None
        return opened

    return change


@pytest.mark.parametrize(
    ("changes", "next_"), [(AWAY, "second_line"), (LEFT, "early_help_line")], ids=["away", "left"]
)
async def test_a_press_to_a_contact_who_is_gone_asks_who_gets_it_instead(
    desk: HelpDesk, leaving: Leaving, changes: dict[str, str], next_: str
) -> None:
    chat = Chat()
    sending = await to_check(chat, desk)
    assert filling_of(chat).contact == "advice_line"
    changed = leaving(changes)
    await chat.run(SubmitRequest(), intent="submit_request", **sending)
    assert "Someone you picked is not there now. Nothing has been sent." in chat.said
    assert "Is that all right?" in chat.said and rows(desk)[0] == 0
    await press(chat, changed, next_)
    assert filling_of(chat).contact == next_
    again = await to_check_from_here(chat, changed)
    await chat.run(SubmitRequest(), intent="submit_request", **again)
    assert rows(desk)[0] == 1


async def test_the_page_to_check_never_names_a_contact_who_is_gone(desk: HelpDesk, leaving: Leaving) -> None:
    chat = Chat()
    await to_check(chat, desk)
    leaving(AWAY)
    await chat.run(AnswerRequest(), text="yes", intent="affirm")
    assert "Ray Linden" in chat.said and "Sam Odell is away" in chat.said


async def to_check_from_here(chat: Chat, desk: HelpDesk) -> dict[str, str]:
    """Agrees to all that is asked; gives what the button that sends holds."""
    agreeing = ("Share all of these", "Share", "Yes, they may see it", "Go on")
    while "Send my request" not in chat.buttons:
        label = next(each for each in agreeing if each in chat.buttons)
        await press(chat, desk, held(chat, label)["answer"])
    return held(chat, "Send my request")
