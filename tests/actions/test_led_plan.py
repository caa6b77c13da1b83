"""A request goes to whoever leads the plan of the person who asks, with their own yes; a tap asks another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.help_requests.asking import items
from actions.help_requests.beginning import StartRequest
from actions.help_requests.filling import ChooseInRequest
from actions.parts import HelpDesk, plan_desk
from core.clock import utc_now
from earlyhelp.plans import begin, invite, join, named, say
from earlyhelp.plans.leading import agree_lead, take_back_lead
from earlyhelp.plans.parts import CALLED
from tests.actions.asking import filling_of, press
from tests.actions.conftest import Chat

MUM, SON = "conversation-1", "conversation-2"
STARTED = {"intent": "start_request"}


def do(function: Callable[..., Any], *given: Any) -> Any:
    """Calls `function(session, vault, *given)` and commits."""
    with plan_desk().sessions.begin() as session:
        return function(session, plan_desk().vault, *given)


@pytest.fixture
def plan(desk: HelpDesk) -> str:
    """The plan of mother and son; she said yes to Pat Ashdown."""
    office, now = plan_desk().office, utc_now()
    mother = do(begin, MUM, "adult", now, office)
    code = do(lambda session, _: invite(session, mother, now, office))
    do(join, mother.reference, code, SON, "teen", now, office)
    do(agree_lead, mother, desk.office.contacts.by_key["pat_ashdown"], now, office)
    return str(mother.plan_id)


async def at_contact(chat: Chat, desk: HelpDesk) -> str:
    """Skips to whom the request goes; gives what is said of them."""
    await chat.run(StartRequest(), **STARTED)
    for _ in range(40):
        if "That is fine" in chat.buttons:
            return chat.said
        step = "go_on" if not filling_of(chat).begun else "skip"
        await press(chat, desk, step)
    raise AssertionError("Nobody was proposed.")


async def test_whoever_leads_the_plan_is_asked_first(desk: HelpDesk, plan: str) -> None:
    chat = Chat(MUM)
    said = await at_contact(chat, desk)
    assert "Pat Ashdown leads your plan with you" in said
    await press(chat, desk, "somebody_else")
    others = [title for title in chat.buttons if "Pat" not in title]
    assert len(others) > 1


async def test_the_yes_of_another_member_asks_for_nobody(desk: HelpDesk, plan: str) -> None:
    assert "Pat Ashdown" not in await at_contact(Chat(SON), desk)


async def test_a_yes_that_was_taken_back_asks_for_nobody(desk: HelpDesk, plan: str) -> None:
    do(take_back_lead, plan, None, utc_now(), plan_desk().office)
    assert "Pat Ashdown" not in await at_contact(Chat(MUM), desk)


async def test_the_name_that_was_said_in_the_talk_is_not_asked_again(desk: HelpDesk) -> None:
    office, now = plan_desk().office, utc_now()
    mother = do(begin, MUM, "adult", now, office)
    part, _ = named(mother, office.blue_sky, f"{CALLED}@0")
    do(say, mother, part, "Morwenna", now, (), 0)
    chat = Chat(MUM)
    await chat.run(StartRequest(), **STARTED)
    await press(chat, desk, "go_on")
    assert "Morwenna" in chat.said
    await press(chat, desk, "use")
    assert items(desk, filling_of(chat))["name"] == "Morwenna"
    await at_contact(chat, desk)
    assert "ask:name" not in filling_of(chat).trail
    other = Chat(SON)
    await at_contact(other, desk)
    assert "ask:name" in filling_of(other).trail


async def test_the_choice_of_the_person_stands(desk: HelpDesk, plan: str) -> None:
    chat = Chat(MUM)
    await at_contact(chat, desk)
    await press(chat, desk, "somebody_else")
    await chat.run(ChooseInRequest(), intent="request_choose", step="others", answer="advice_line")
    assert filling_of(chat).contact == "advice_line"
