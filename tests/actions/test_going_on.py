"""A request that was begun is gone on with, taken back and answered in the words that people use."""

from __future__ import annotations

import pytest

from actions.conversation import GoBack, GoOn, LeaveIt, Stop
from actions.find_support import CarryOn
from actions.help_requests.beginning import StartRequest
from actions.help_requests.filling import AnswerRequest
from actions.help_requests.looking import RequestStatus, WithdrawConsent
from actions.help_requests.starting_again import StartAgain
from actions.parts import HelpDesk
from actions.safety import AnswerDisclosure, AnswerSafeNow
from actions.showing import THE_LIST
from earlyhelp.requests import code_for_person
from tests.actions.asking import filling_of, held_by, press, send, to_check
from tests.actions.conftest import Chat


async def to_name(chat: Chat) -> Chat:
    """A request that was begun, with the first question."""
    await chat.run(StartRequest(), text="can someone ring me", intent="start_request")
    return await chat.run(AnswerRequest(), text="yes", intent="affirm")


async def tell(chat: Chat) -> None:
    risk = {"level": "harm", "kinds": ["physical_abuse"], "speaker": "child", "age": 14}
    await chat.run(AnswerDisclosure(), text="he hits me", intent="disclosure", risk=risk)


async def test_carry_on_after_danger_leads_to_the_request_and_not_to_services(desk: HelpDesk) -> None:
    chat = await to_name(Chat())
    await tell(chat)
    await chat.run(AnswerSafeNow(), intent="safe_now", answer="yes")
    assert "utter_carry_on_without_form" in chat.said
    await chat.run(CarryOn(), intent="carry_on")
    assert "too serious for a form" in chat.said and filling_of(chat).begun


async def test_carry_on_after_a_mishearing_and_after_a_stop_asks_the_open_question(desk: HelpDesk) -> None:
    chat = await to_name(Chat())
    asked = chat.said
    await chat.run(AnswerRequest(), text="I need to stop for my tea", intent="inform")
    assert "I have stopped" in chat.said
    await chat.run(CarryOn(), intent="carry_on")
    assert chat.said.startswith("Back to your request") and asked.split("\n")[-1] in chat.said


async def test_the_button_to_the_list_leads_to_the_list(desk: HelpDesk) -> None:
    chat = await to_name(Chat())
    await chat.run(CarryOn(), intent="carry_on", answer=THE_LIST)
    assert "utter_ask_need" in chat.said


async def test_going_on_in_words_is_no_answer(desk: HelpDesk) -> None:
    chat = await to_name(Chat())
    before = filling_of(chat).answers
    await chat.run(AnswerRequest(), text="can we carry on with the request", intent="inform")
    assert filling_of(chat).answers == before and "Back to your request" in chat.said


@pytest.mark.parametrize(
    ("action", "intent", "said"),
    [
        (Stop, "stop", "Cancel it"),
        (GoBack, "go_back", "undo"),
        (GoBack, "go_back", "take it back please i changed my mind"),
        (StartAgain, "start_again", "cancel that"),
        (LeaveIt, "deny", "no i changed my mind"),
        (WithdrawConsent, "withdraw_consent", "take it back"),
    ],
)
async def test_taking_back_in_words_asks_about_what_was_sent(
    desk: HelpDesk, action: type, intent: str, said: str
) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    await chat.run(action(), text=said, intent=intent)
    assert f"Do you want to take back {sent.reference}?" in chat.said
    await chat.run(GoOn(), text="yes", intent="affirm")
    assert "press a button" in chat.said and "Yes, take it back" in chat.buttons
    await chat.run(LeaveIt(), text="no thanks", intent="deny")
    assert "nothing has changed" in chat.said


async def test_stop_without_such_words_stops(desk: HelpDesk) -> None:
    chat = Chat()
    await send(chat, desk)
    await chat.run(Stop(), text="stop", intent="stop")
    assert chat.said == "utter_stopped"


async def test_yes_and_no_in_words_answer_whether_the_code_word_may_be_shown(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    code = code_for_person(desk.vault, sent)
    await chat.run(GoOn(), text="yeah ok", intent="affirm")
    assert code in chat.said and "copy" in chat.said
    await chat.run(LeaveIt(), text="no thanks", intent="decline_answer")
    assert "no copy" in chat.said


async def test_a_no_in_words_shares_nothing_and_a_yes_is_pressed(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    await press(chat, desk, "change")
    await press(chat, desk, "sharing")
    await chat.run(AnswerRequest(), text="yes", intent="affirm")
    assert "press a button" in chat.said and filling_of(chat).agreed == {}
    await chat.run(AnswerRequest(), text="no thanks", intent="inform")
    assert filling_of(chat).agreed == {"name": False}


async def test_a_yes_in_words_takes_the_contact(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    await press(chat, desk, "change")
    await press(chat, desk, "contact")
    named = held_by(chat, "That is fine")
    await chat.run(AnswerRequest(), text="yeah ok", intent="affirm")
    assert filling_of(chat).contact == named


async def test_a_look_up_where_nothing_was_sent_offers_to_begin(desk: HelpDesk) -> None:
    chat = Chat()
    await chat.run(RequestStatus(), text="any news", intent="ask_request_status")
    assert "KITE-4821" in chat.said and "Ask someone to get in touch" in chat.buttons
    await chat.run(AnswerRequest(), text="can someone ring me", intent="inform")
    assert "Early help" in chat.said


async def test_a_wish_for_somebody_that_was_taken_for_a_look_up_begins_one(desk: HelpDesk) -> None:
    chat = Chat()
    said = "can someone ring me pls ive only got 10 mins"
    await chat.run(RequestStatus(), text=said, intent="ask_request_status")
    assert "Go on" in chat.buttons and "KITE" not in chat.said


async def test_what_was_told_in_between_is_offered(desk: HelpDesk) -> None:
    chat = Chat()
    first = "im 13 and i look after my mum shes got ms"
    needs = ("young_carer",)
    await chat.run(GoOn(), text=first, intent="young_carer_rights", who="parent", needs=needs)
    await chat.run(StartRequest(), text="i want someone to text me", intent="start_request")
    facts = filling_of(chat).facts
    assert facts.needs == needs and facts.own == (13.0,) and facts.who == "self" and facts.story == first


async def test_what_was_let_go_of_is_not_offered(desk: HelpDesk) -> None:
    chat = Chat()
    await chat.run(GoOn(), text="we are behind with the rent", intent="inform", needs=("money",))
    await chat.run(StartAgain(), text="start again", intent="start_again")
    await chat.run(StartRequest(), text="i want someone to text me", intent="start_request")
    assert filling_of(chat).facts.needs == ()


@pytest.mark.parametrize("said", ["no you got me wrong", "I am perfectly safe it was a figure of speech"])
async def test_somebody_who_was_misheard_is_believed(desk: HelpDesk, said: str) -> None:
    chat = await to_name(Chat())
    await tell(chat)
    await chat.run(AnswerSafeNow(), text=said, intent="correct_earlier")
    assert "utter_misheard" in chat.said
    await chat.run(CarryOn(), intent="carry_on")
    assert "Back to your request" in chat.said


async def test_words_of_a_mishearing_count_where_there_was_no_form(desk: HelpDesk) -> None:
    chat = await to_name(Chat())
    await tell(chat)
    await chat.run(CarryOn(), intent="carry_on")
    assert "too serious" in chat.said
    await chat.run(AnswerRequest(), text="you got me wrong", intent="feedback_bad")
    assert "Back to your request" in chat.said and not filling_of(chat).put_away


async def test_how_many_questions_are_left_is_said(desk: HelpDesk) -> None:
    chat = await to_name(Chat())
    await chat.run(AnswerRequest(), text="my son", intent="inform")
    await chat.run(AnswerRequest(), text="how many more qs is there", intent="inform")
    assert "more at most" in chat.said


async def test_when_it_is_safe_is_offered_and_taken_by_a_yes(desk: HelpDesk) -> None:
    chat = await to_name(Chat())
    while "get in touch?" not in chat.said:
        await press(chat, desk, "skip")
    await chat.run(AnswerRequest(), text="ring me 07700 900123 but not after 6", intent="inform")
    assert 'You said: "not after 6"' in chat.said
    await chat.run(AnswerRequest(), text="yes", intent="affirm")
    assert filling_of(chat).answers["reach_when"] == "not after 6"
