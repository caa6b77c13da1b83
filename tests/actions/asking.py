"""Ways through a request without Rasa: pressing the button of the present step, and on to the check page."""

from __future__ import annotations

import json

from sqlalchemy import select

from actions.help_requests.asking import step_of
from actions.help_requests.beginning import ANOTHER
from actions.help_requests.filling import AnswerRequest, ChooseInRequest, StartRequest
from actions.help_requests.sending import SubmitRequest
from actions.parts import HelpDesk
from core.audit import AuditEntry
from core.outbox.models import OutboxEntry
from earlyhelp.filling import Filling, filling_from
from earlyhelp.requests import HelpRequest
from tests.actions.conftest import Chat

FIRST = {"intro": "go_on", "offer": "use", "overview": "share_all", "second": "yes", "manager": "yes"}


async def press(chat: Chat, desk: HelpDesk, answer: str) -> None:
    filling = filling_from(chat.slots["request"])
    assert filling is not None
    await chat.run(ChooseInRequest(), intent="request_choose", step=step_of(desk, filling), answer=answer)


async def to_check(chat: Chat, desk: HelpDesk, name: str = "Morwenna") -> dict[str, str]:
    """Fills a request in; gives what the button that sends holds."""
    await chat.run(StartRequest(), intent="start_request", answer=ANOTHER)
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


def filling_of(chat: Chat) -> Filling:
    """The request that is being filled in."""
    filling = filling_from(chat.slots["request"])
    assert filling is not None
    return filling


async def send(chat: Chat, desk: HelpDesk, name: str = "Morwenna") -> HelpRequest:
    """Fills a request in and sends it."""
    await chat.run(SubmitRequest(), intent="submit_request", **await to_check(chat, desk, name))
    with desk.sessions() as session:
        return session.get_one(HelpRequest, filling_of(chat).sent)


def held(chat: Chat, label: str) -> dict[str, str]:
    """What a button of the last answer holds besides its intent."""
    payload = chat.buttons[label]
    found: dict[str, str] = json.loads(payload[payload.index("{") :])
    return found


def rows(desk: HelpDesk) -> tuple[int, int, int]:
    """Requests, mails and audit entries."""
    with desk.sessions() as session:
        return tuple(
            len(session.scalars(select(each)).all()) for each in (HelpRequest, OutboxEntry, AuditEntry)
        )  # type: ignore[return-value]
