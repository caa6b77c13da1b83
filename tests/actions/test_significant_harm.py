"""Significant harm gets the way to safety in place of a form, for as long as the conversation lasts."""

from __future__ import annotations

import pytest

from actions.help_requests.filling import AnswerRequest, ChooseInRequest, StartRequest
from actions.help_requests.keeping import DISCLOSED
from actions.help_requests.sending import SubmitRequest, draft_of
from actions.help_requests.starting_again import StartAgain
from actions.parts import HelpDesk
from actions.safety import AnswerDisclosure, AnswerSafeNow
from directory.enquiry import Enquiry
from earlyhelp.contacts.contact import HARM_LEVEL
from earlyhelp.errors import SignificantHarmError
from earlyhelp.filling.filling import GROWN_UP
from earlyhelp.requests import submit
from tests.actions.asking import filling_of, rows, to_check
from tests.actions.conftest import Chat
from tests.earlyhelp.conftest import MONDAY


async def tell(chat: Chat, level: str) -> None:
    """Danger is heard in a message."""
    heard = {"level": level, "kinds": ["physical_abuse"], "speaker": "child", "age": 14}
    await chat.run(AnswerDisclosure(), text="he hits me", intent="disclosure", risk=heard)


@pytest.mark.parametrize("level", ["harm", "immediate"])
@pytest.mark.parametrize("safe", [None, "yes", "no", "not_sure"])
async def test_after_danger_there_is_no_form_safe_now_or_not(
    desk: HelpDesk, level: str, safe: str | None
) -> None:
    chat = Chat()
    await tell(chat, level)
    if safe:
        await chat.run(AnswerSafeNow(), intent="safe_now", answer=safe)
    await chat.run(StartRequest(), text="can someone ring me", intent="start_request")
    assert "too serious for a form" in chat.said and "0300 123 2224" in chat.said and "999" in chat.said
    assert "Go on" not in chat.buttons


async def test_a_mother_is_not_answered_as_her_child(desk: HelpDesk) -> None:
    chat = Chat()
    chat.slots["enquiry"] = Enquiry(age=(7.0, 7.0), who="self").as_json()
    heard = {"level": "harm", "kinds": ["domestic_abuse"], "speaker": "adult"}
    await chat.run(AnswerDisclosure(), text="my husband hit me", intent="disclosure", risk=heard, who="self")
    assert "National Domestic Abuse Helpline" in chat.said and "Childline" not in chat.said


async def test_who_said_that_they_are_grown_up_is_answered_so(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    chat.slots["request"] = {**chat.slots["request"], "answers": {"under_18": GROWN_UP}, "own": []}
    heard = {"level": "harm", "kinds": ["domestic_abuse"], "speaker": "unknown"}
    await chat.run(AnswerDisclosure(), text="i was hit", intent="disclosure", risk=heard)
    assert "Childline" not in chat.said


async def test_the_highest_level_stays_with_the_chat(desk: HelpDesk) -> None:
    chat = Chat()
    await tell(chat, "immediate")
    await tell(chat, "harm")
    await chat.run(AnswerSafeNow(), intent="safe_now", answer="yes")
    assert chat.slots[DISCLOSED]["level"] == "immediate"


async def test_a_request_that_was_begun_is_kept_and_not_asked_on(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    await tell(chat, "harm")
    await chat.run(AnswerSafeNow(), intent="safe_now", answer="yes")
    await chat.run(StartRequest(), text="go on with my request", intent="start_request")
    assert "too serious for a form" in chat.said and filling_of(chat).put_away
    assert filling_of(chat).answers["name"] == "Morwenna"
    await chat.run(StartAgain(), text="start again", intent="start_again")
    assert chat.said == "utter_started_again" and filling_of(chat).answers["name"] == "Morwenna"


async def test_safe_now_does_not_promise_the_form_and_a_mishearing_gives_it_back(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    await tell(chat, "harm")
    assert "You got me wrong" in chat.buttons
    await chat.run(AnswerSafeNow(), intent="safe_now", answer="yes")
    assert "utter_carry_on_without_form" in chat.said and list(chat.buttons) == ["You got me wrong"]
    await chat.run(AnswerSafeNow(), intent="safe_now", answer="misheard")
    assert "utter_misheard" in chat.said and "utter_carry_on_search" in chat.said
    assert chat.slots[DISCLOSED]["level"] == "none"


async def test_what_was_plainly_told_outside_a_request_is_not_doubted(desk: HelpDesk) -> None:
    chat = Chat()
    await tell(chat, "harm")
    assert "You got me wrong" not in chat.buttons


async def test_the_button_that_sends_is_refused_also_after_i_am_safe(desk: HelpDesk) -> None:
    chat = Chat()
    sending = await to_check(chat, desk)
    await tell(chat, "harm")
    await chat.run(AnswerSafeNow(), intent="safe_now", answer="yes")
    await chat.run(SubmitRequest(), intent="submit_request", **sending)
    assert "too serious for a form" in chat.said and rows(desk)[0] == 0


async def test_the_domain_refuses_it_whatever_the_chat_does(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    draft = draft_of(desk, filling_of(chat), chat.person, HARM_LEVEL)
    with desk.sessions.begin() as session, pytest.raises(SignificantHarmError, match="too serious"):
        submit(session, desk.vault, draft, "press-1", MONDAY, desk.office)
    assert rows(desk)[0] == 0


async def test_danger_told_before_levels_were_kept_counts_as_harm(desk: HelpDesk) -> None:
    chat = Chat()
    chat.slots[DISCLOSED] = {"kinds": [], "speaker": "unknown", "age": None, "safe_now": "yes"}
    await chat.run(StartRequest(), text="can someone ring me", intent="start_request")
    assert "too serious for a form" in chat.said


async def test_a_request_sent_before_the_danger_is_still_told_of(desk: HelpDesk) -> None:
    chat = Chat()
    sending = await to_check(chat, desk)
    await chat.run_and_lose(SubmitRequest(), intent="submit_request", **sending)
    await tell(chat, "harm")
    await chat.run(AnswerRequest(), text="ok", intent="affirm")
    assert "on its way" in chat.said


async def test_somebody_who_was_misheard_goes_on_where_they_were(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    await tell(chat, "harm")
    await chat.run(StartRequest(), text="go on with my request", intent="start_request")
    assert "No, you got me wrong" in chat.buttons
    await chat.run(ChooseInRequest(), intent="request_choose", step="misheard", answer="go_on")
    assert "too serious for a form" not in chat.said and not filling_of(chat).put_away
    assert filling_of(chat).answers["name"] == "Morwenna"


async def test_danger_told_after_a_mishearing_counts_again(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    await tell(chat, "harm")
    await chat.run(ChooseInRequest(), intent="request_choose", step="misheard", answer="go_on")
    await tell(chat, "harm")
    await chat.run(StartRequest(), text="can someone ring me", intent="start_request")
    assert "too serious for a form" in chat.said
