"""A child who asks for somebody else is young all the same: their age goes, and no parent is told."""

from __future__ import annotations

import pytest

from actions.help_requests.filling import AnswerRequest, StartRequest
from actions.help_requests.my_data import SeeMyData
from actions.help_requests.sending import SubmitRequest
from actions.parts import HelpDesk
from earlyhelp.requests import HelpRequest
from tests.actions.asking import filling_of, press, send, to_check
from tests.actions.conftest import Chat


async def sent_by(chat: Chat, desk: HelpDesk) -> HelpRequest:
    await chat.run(SubmitRequest(), intent="submit_request", **await to_check(chat, desk))
    with desk.sessions() as session:
        return session.get_one(HelpRequest, filling_of(chat).sent)


async def test_a_girl_who_asks_for_her_mum_is_young_and_gets_no_helper_of_grown_ups(desk: HelpDesk) -> None:
    chat = Chat()
    said = "can you get someone to help my mum im only 13"
    await chat.run(StartRequest(), text=said, intent="start_request", who="parent")
    await press(chat, desk, "go_on")
    assert "We do not tell your mum or dad" in chat.said and "Age: I am 13." in chat.said
    await to_check(chat, desk)
    assert "I am under 18" in chat.said and "No one tells my mum or dad" in chat.said
    assert filling_of(chat).who == "other" and filling_of(chat).contact == "advice_line"


async def test_a_boy_who_says_it_in_between_is_young_from_then_on(desk: HelpDesk) -> None:
    chat = await Chat().run(StartRequest(), intent="start_request")
    await press(chat, desk, "go_on")
    await chat.run(
        AnswerRequest(), text="it is for my brother, I'm 14 and he is 9", intent="inform", who="other"
    )
    assert filling_of(chat).is_young and "We do not tell your mum or dad" in chat.said
    request = await sent_by(chat, desk)
    assert request.young


@pytest.mark.parametrize(
    ("answer", "young"), [("under_18_yes", True), ("under_18_no", False), ("skip", False)]
)
async def test_who_asks_for_others_is_asked_whether_they_are_under_18(
    desk: HelpDesk, answer: str, young: bool
) -> None:
    chat = await Chat().run(StartRequest(), intent="start_request", who="partner")
    await press(chat, desk, "go_on")
    while "Are you under 18?" not in chat.said:
        await press(chat, desk, "use" if "Use these" in chat.buttons else "skip")
    await press(chat, desk, answer)
    assert ("We do not tell your mum or dad" in chat.said) is young
    request = await sent_by(chat, desk)
    assert request.young is young


async def test_all_that_is_kept_is_told_in_the_chat_with_a_way_to_its_page(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    await chat.run(SeeMyData(), text="what do you keep about me", intent="see_my_data")
    for words in (
        sent.reference,
        "What happened",
        "You sent your request.",
        "You are under 18: No",
        "I say yes to",
    ):
        assert words in chat.said
    assert f"{desk.office.site}/my-request/open/" in chat.said
