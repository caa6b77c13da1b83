"""Beginning a request, and beginning again: nobody is turned away for good, and no draft is lost by a word."""

from __future__ import annotations

from actions.help_requests.filling import AnswerRequest, ChooseInRequest, StartRequest
from actions.help_requests.starting_again import StartAgain
from actions.parts import HelpDesk
from tests.actions.asking import filling_of, held, send, to_check
from tests.actions.conftest import Chat


async def test_start_again_in_the_middle_asks_first(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    await chat.run(StartAgain(), text="start again", intent="start_again")
    assert "You have begun a request" in chat.said and filling_of(chat).answers["name"] == "Morwenna"
    await chat.run(ChooseInRequest(), intent="request_choose", **held(chat, "Go on with my request"))
    assert "Check your answers" in chat.said


async def test_it_starts_again_once_that_is_said(desk: HelpDesk) -> None:
    for answer in ("button", "word"):
        chat = Chat()
        await to_check(chat, desk)
        await chat.run(StartAgain(), text="start again", intent="start_again")
        if answer == "button":
            await chat.run(ChooseInRequest(), intent="request_choose", **held(chat, "Yes, start again"))
        else:
            await chat.run(AnswerRequest(), text="yes", intent="affirm")
        assert chat.said == "utter_started_again"
        assert chat.slots["request"] is None and chat.slots["asked"] == "need"


async def test_a_typed_no_keeps_the_request_and_is_no_answer_to_its_question(desk: HelpDesk) -> None:
    chat = Chat()
    await chat.run(StartRequest(), text="can someone ring me", intent="start_request")
    await chat.run(ChooseInRequest(), intent="request_choose", step="intro", answer="go_on")
    await chat.run(StartAgain(), text="start again", intent="start_again")
    await chat.run(AnswerRequest(), text="no", intent="deny")
    assert "What would you like help with" in chat.said and filling_of(chat).answers == {}


async def test_a_draft_that_was_put_away_is_not_lost_either(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    await chat.run(AnswerRequest(), text="stop", intent="stop")
    await chat.run(StartAgain(), text="start again", intent="start_again")
    assert "You have begun a request" in chat.said and filling_of(chat).answers["name"] == "Morwenna"


async def test_with_nothing_begun_it_starts_again_at_once(desk: HelpDesk) -> None:
    chat = Chat()
    await chat.run(StartAgain(), text="start again", intent="start_again")
    assert chat.said == "utter_started_again"
    sent = await send(chat, desk)
    await chat.run(StartAgain(), text="start again", intent="start_again")
    assert chat.said == "utter_started_again" and filling_of(chat).sent == sent.id


async def test_somebody_once_taken_for_a_professional_can_ask_for_their_own_family(desk: HelpDesk) -> None:
    chat = Chat()
    chat.slots["enquiry"] = {"who": "client"}
    await chat.run(StartRequest(), text="can someone ring me", intent="start_request")
    assert "utter_professionals" in chat.said
    await chat.run(ChooseInRequest(), intent="request_choose", **held(chat, "It is for my own family"))
    assert "Shall we go on" in chat.said
    await chat.run(StartRequest(), text="can someone ring me", intent="start_request")
    assert "Shall we go on" in chat.said


async def test_what_is_said_now_counts_for_more_than_what_was_misheard(desk: HelpDesk) -> None:
    chat = Chat()
    chat.slots["enquiry"] = {"who": "client"}
    await chat.run(StartRequest(), text="someone to help my son please", intent="start_request", who="child")
    assert "Shall we go on" in chat.said


async def test_a_professional_is_still_told_that_the_family_must_agree(desk: HelpDesk) -> None:
    chat = Chat()
    await chat.run(StartRequest(), text="for a family i work with", intent="start_request", who="client")
    assert "utter_professionals" in chat.said and "Shall we go on" not in chat.said


async def test_a_begun_request_goes_on_whoever_is_mentioned(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    await chat.run(StartRequest(), text="go on with my request", intent="start_request", who="client")
    assert "Check your answers" in chat.said
