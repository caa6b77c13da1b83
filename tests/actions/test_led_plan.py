"""A request goes to whoever leads the plan of the person who asks, with their own yes; a tap asks another."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select

from actions.help_requests.asking import items
from actions.help_requests.beginning import StartRequest
from actions.help_requests.filling import ChooseInRequest
from actions.parts import HelpDesk, plan_desk
from actions.plans.choosing import ChooseInPlan
from actions.plans.keeping import DONE
from actions.plans.leading import leave_plan, take_back_yes
from core.clock import utc_now
from core.outbox.models import OutboxEntry
from earlyhelp.plans import begin, invite, join, mine, named, say
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
    do(agree_lead, mother, desk.office.contacts.by_key["pat_ashdown"], now, office, None)
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


async def test_what_was_picked_in_the_talk_goes_where_it_belongs_and_is_not_asked_again(
    desk: HelpDesk,
) -> None:
    office, now = plan_desk().office, utc_now()
    mother = do(begin, MUM, "adult", now, office)
    told = {"called": "Morwenna", "world": "Tea in the park with my mum", "next": "Up without a row",
            "strengths": "We laugh", "helpers": "Mrs Pike at school"}  # fmt: skip
    for key, words in told.items():
        part, _ = named(mother, office.blue_sky, f"{key}@0")
        needs = ("private_fostering",) if key == "world" else ()
        mother = do(say, mother, part, words, now, needs, 0)
    chat = Chat(MUM)
    await chat.run(ChooseInPlan(), intent="plan_choose", step=DONE, answer="ask_person")
    while "pick_yes" in str(chat.buttons):
        step = next(
            iter(json.loads(each.removeprefix("/plan_choose"))["step"] for each in chat.buttons.values())
        )
        await chat.run(ChooseInPlan(), intent="plan_choose", step=step, answer="pick_yes")
    filling = filling_of(chat)
    sent = items(desk, filling)
    assert sent["change"] == "Up without a row" and sent["well"] == "We laugh"
    assert sent["services"] == "Mrs Pike at school" and "Tea in the park" in sent["story"]
    assert sent["name"] == "Morwenna" and "needs" not in sent and filling.is_grown_up
    await press(chat, desk, "go_on")
    await press(chat, desk, "leave")
    left = filling_of(chat)
    assert left.is_grown_up and not items(desk, left)


async def test_the_choice_of_the_person_stands(desk: HelpDesk, plan: str) -> None:
    chat = Chat(MUM)
    await at_contact(chat, desk)
    await press(chat, desk, "somebody_else")
    await chat.run(ChooseInRequest(), intent="request_choose", step="others", answer="advice_line")
    assert filling_of(chat).contact == "advice_line"


async def test_whoever_leaves_the_plan_or_takes_the_yes_back_in_the_chat_tells_the_worker(
    desk: HelpDesk, plan: str
) -> None:
    member = do(lambda session, vault: mine(session, vault, MUM))
    await take_back_yes(CollectingDispatcher(), member, "take_back")
    assert told_of_the_end() == 1
    do(agree_lead, member, desk.office.contacts.by_key["jo_lake"], utc_now(), plan_desk().office, None)
    for _ in range(2):
        await leave_plan(member)
    assert told_of_the_end() == 2


def told_of_the_end() -> int:
    with plan_desk().sessions() as session:
        return len(session.scalars(select(OutboxEntry).where(OutboxEntry.key.contains("/lead-back/"))).all())
