"""What people ask and say after a request was sent, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.conversation import GoBack
from actions.find_support import FindSupport
from actions.help_requests.about import AboutRequest
from actions.help_requests.filling import AnswerRequest, StartRequest
from actions.help_requests.looking import RequestStatus, WithdrawConsent
from actions.help_requests.my_data import EraseRequest
from actions.help_requests.taking_back import TakeBack
from actions.parts import HelpDesk
from actions.safety import UrgentLines
from core.clock import utc_now
from earlyhelp.days import next_minute_words
from earlyhelp.requests import HelpRequest, Staff, code_for_person, view_request
from earlyhelp.requests.history import write_audit
from earlyhelp.tries import LOCKED_FOR, WRONG_TRIES, ReferenceTry
from tests.actions.asking import held, press, send, to_check
from tests.actions.conftest import Chat
from tests.actions.test_changing import sent_with_number


async def opened(desk: HelpDesk, sent: HelpRequest, other: Chat) -> Chat:
    words = f"{sent.reference.lower()} {code_for_person(desk.vault, sent).lower()} what happend"
    return await other.run(RequestStatus(), text=words, intent="greet")


def tries(desk: HelpDesk) -> int:
    with desk.sessions() as session:
        return session.query(ReferenceTry).count()


async def test_name_and_code_word_in_one_message_open_it(desk: HelpDesk) -> None:
    sent, other = await send(Chat(), desk), Chat("conversation-2")
    await opened(desk, sent, other)
    assert sent.reference in other.said and "should answer by" in other.said


async def test_a_code_word_is_heard_whatever_it_was_taken_for(desk: HelpDesk) -> None:
    sent, other = await send(Chat(), desk), Chat("conversation-2")
    await other.run(RequestStatus(), text=sent.reference, intent="greet")
    await other.run(AnswerRequest(), text=code_for_person(desk.vault, sent), intent="stop")
    assert "should answer by" in other.said


async def test_what_was_opened_by_its_code_word_stays_open_in_that_chat(desk: HelpDesk) -> None:
    sent, other = await send(Chat(), desk), Chat("conversation-2")
    await opened(desk, sent, other)
    await other.run(GoBack(), text="take it back", intent="go_back")
    assert held(other, "Yes, take it back")["request"] == sent.id
    await other.run(RequestStatus(), text="how is it going", intent="ask_request_status")
    assert sent.reference in other.said and "Show its code word" not in other.buttons


async def test_chatter_is_no_try_and_whoever_lost_the_code_word_is_told_whom_to_ring(desk: HelpDesk) -> None:
    sent, other = await send(Chat(), desk), Chat("conversation-2")
    for words in ("I lost it", "hello you there", "the police were here before"):
        await other.run(RequestStatus(), text=sent.reference, intent="greet")
        await other.run(AnswerRequest(), text=words, intent="inform")
    await other.run(AnswerRequest(), text="what do you mean", intent="ask_why")
    assert "ring the person you asked" in other.said and other.slots["looking"] is None
    assert tries(desk) == 0


async def test_an_open_question_for_a_code_swallows_no_wish_about_the_chats_own_request(
    desk: HelpDesk,
) -> None:
    theirs, chat = await send(Chat("conversation-2"), desk), Chat()
    own = await send(chat, desk)
    for action, intent in ((WithdrawConsent(), "withdraw_consent"), (AnswerRequest(), "stop")):
        await chat.run(RequestStatus(), text=theirs.reference, intent="greet")
        assert "code word" in chat.said
        await chat.run(action, text="cancel my request", intent=intent)
        assert held(chat, "Yes, take it back")["request"] == own.id


async def test_after_many_tries_it_is_said_until_when_whether_it_is_there_or_not(desk: HelpDesk) -> None:
    sent, said = await send(Chat(), desk), set()
    unknown = "KITE-0000" if sent.reference != "KITE-0000" else "KITE-0001"
    for reference in (sent.reference, unknown):
        other = Chat(f"conversation-{reference}")
        for _ in range(WRONG_TRIES):
            await other.run(RequestStatus(), text=f"{reference} PELUMA", intent="greet")
        await other.run(
            RequestStatus(), text=f"{reference} {code_for_person(desk.vault, sent)}", intent="greet"
        )
        said.add(other.said)
    now = utc_now()
    times = {next_minute_words(now + LOCKED_FOR - timedelta(minutes=back), now) for back in (0, 1)}
    assert all("both are right" in each and any(time in each for time in times) for each in said)


async def test_a_part_is_named_in_words_and_a_press_takes_it_back(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await sent_with_number(chat, desk)
    await chat.run(TakeBack(), intent="take_back_request", answer="part", request=sent.id)
    await chat.run(TakeBack(), text="that other thing", intent="find_support")
    assert "First name" in chat.buttons and "pick one" in chat.said
    await chat.run(TakeBack(), text="my number", intent="find_support")
    assert held(chat, "Take back: How and when to get in touch")["answer"] == "part:reach"


@pytest.mark.parametrize("words", ["please dont share my number any more", "take back my number please"])
async def test_an_item_is_named_at_once(desk: HelpDesk, words: str) -> None:
    chat = Chat()
    sent = await sent_with_number(chat, desk)
    await chat.run(WithdrawConsent(), text=words, intent="find_support")
    button = held(chat, "Take back: How and when to get in touch")
    assert button == {"answer": "part:reach", "request": sent.id}


async def test_what_was_deleted_is_said_to_be(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    await chat.run(EraseRequest(), intent="erase_request", request=sent.id, answer="yes")
    for words in ("how is my request", sent.reference):
        await chat.run(RequestStatus(), text=words, intent="ask_request_status")
        assert f"You deleted what you told us in {sent.reference}" in chat.said
        assert "I am letting" in chat.said and "Nothing was sent" not in chat.said


async def test_questions_after_sending_name_who_has_it_and_until_when(desk: HelpDesk) -> None:
    chat = Chat()
    await send(chat, desk)
    name = {each.key: each.name for each in desk.office.contacts.by_key.values()}
    holder = name[(await _request(chat, desk)).contact]
    for words, parts in {
        "what happens next": ("should answer by", f"Only {holder} can see"),
        "when will he ring me then": ("should answer by", "do not know the day"),
        "who can see it": (f"Only {holder} can see",),
        "does my mum know i asked": ("not even your mum or dad", "in danger"),
        "is it a man or woman who rings": (holder, "man or a woman"),
        "who is that": (holder, "not the police"),
        "is it free": ("free",),
        "did he read it": ("No one has opened it yet",),
    }.items():
        await chat.run(AboutRequest(), text=words, intent="ask_who_sees_this")
        assert all(part in chat.said for part in parts), (words, chat.said)


async def test_whether_it_was_opened_is_the_truth(desk: HelpDesk) -> None:
    chat = Chat()
    await send(chat, desk)
    request = await _request(chat, desk)
    with desk.sessions.begin() as session:
        staff = Staff("staff-1", request.contact)
        view_request(session, desk.vault, request.id, staff, utc_now(), desk.office)
    await chat.run(AboutRequest(), text="has she seen it", intent="find_support")
    assert "It was first opened on" in chat.said


@pytest.mark.parametrize(
    ("what", "why", "said"),
    [
        ("viewed", "manager, without answers", "No one has opened it yet"),
        ("exported", "holder", "It was first opened on"),
        ("hand_over_opened", "holder", "It was first opened on"),
        ("exported", "manager", "It was first opened on"),
    ],
)
async def test_opened_is_every_look_at_what_was_told_and_no_other(
    desk: HelpDesk, what: str, why: str, said: str
) -> None:
    chat = Chat()
    await send(chat, desk)
    request = await _request(chat, desk)
    with desk.sessions.begin() as session:
        write_audit(session, request, what, "staff-1", utc_now(), why)
    await chat.run(AboutRequest(), text="did anyone read it", intent="find_support")
    assert said in chat.said


async def test_questions_while_filling_in_are_answered_and_the_question_comes_back(desk: HelpDesk) -> None:
    chat = Chat()
    await chat.run(StartRequest(), intent="start_request")
    await chat.run(AboutRequest(), text="what happens after i send it", intent="ask_request_status")
    assert "one person gets it" in chat.said and "Shall we go on" in chat.said
    await press(chat, desk, "go_on")
    await chat.run(AboutRequest(), text="does my mum know i asked", intent="ask_who_sees_this")
    assert "I have not told anyone" in chat.said and "What would you like help with" in chat.said
    await to_check(chat, desk)
    await chat.run(AboutRequest(), text="is it a man", intent="affirm")
    assert "I know the name and the job" in chat.said and "Send my request" in chat.buttons


async def test_somebody_else_can_be_asked_next_time(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    await chat.run(TakeBack(), intent="take_back_request", answer="yes", request=sent.id)
    words = "i want help but different person, not robin"
    await chat.run(StartRequest(), text=words, intent="find_support")
    assert "ask somebody else this time" in chat.said and "Go on" in chat.buttons


async def test_a_person_is_offered_before_lines_unless_danger_was_told(desk: HelpDesk) -> None:
    chat = Chat()
    await chat.run(UrgentLines(), text="I should like to speak to a real person", intent="speak_to_human")
    assert "Ask someone to get in touch" in str(chat.messages[0]["buttons"])
    assert chat.messages[1]["response"] == "utter_people_to_talk_to"
    chat.slots["disclosed"] = {"level": "harm"}
    await chat.run(UrgentLines(), text="I should like to speak to a real person", intent="speak_to_human")
    assert chat.messages[0]["response"] == "utter_people_to_talk_to"


async def test_a_person_is_offered_beside_the_first_services(desk: HelpDesk) -> None:
    chat = Chat()
    words = "i need help with money, im 29 in Yeovil. can someone ring me please"
    await chat.run(FindSupport(), text=words, intent="find_support", needs=("money",))
    assert "Ask someone to get in touch" in str(chat.messages[0]["buttons"]) and len(chat.messages) > 1


async def _request(chat: Chat, desk: HelpDesk) -> HelpRequest:
    with desk.sessions() as session:
        return session.get_one(HelpRequest, chat.slots["request"]["sent"])
