"""What people write while a request is filled in: whose age it is, what is wrong, and how to reach them."""

from __future__ import annotations

import pytest

from actions.help_requests.beginning import StartRequest
from actions.help_requests.filling import AnswerRequest
from actions.help_requests.sending import SubmitRequest
from actions.parts import HelpDesk
from language.who import find_who
from tests.actions.asking import filling_of, held, press, to_check
from tests.actions.conftest import Chat


async def told(first: str, **heard: object) -> Chat:
    """Somebody who asks for a person to get in touch and tells this, at what is offered."""
    chat = Chat()
    who = find_who(first) or ""
    await chat.run(StartRequest(), text=first, intent="start_request", who=who, **heard)  # type: ignore[arg-type]
    return await chat.run(AnswerRequest(), text="yes", intent="affirm")


async def say(chat: Chat, text: str, intent: str = "inform") -> str:
    await chat.run(AnswerRequest(), text=text, intent=intent, who=find_who(text) or "")
    return chat.said


@pytest.mark.parametrize(
    "first",
    [
        "my son is 6 and wont go into school and im skint, we're in Bridgwater",
        "my little un is 6 and im skint",
        "im so low, my daughter is 11 and she has stopped eating her tea",
    ],
)
async def test_a_mother_never_becomes_her_child(desk: HelpDesk, first: str) -> None:
    chat = await told(first, needs=("money",))
    assert "I am 6" not in chat.said and "mum or dad" not in chat.said and "Ages: " in chat.said
    await press(chat, desk, "use")
    assert "Are you under 18?" in chat.said
    await say(chat, "no im 34")
    await to_check(chat, desk)
    assert not filling_of(chat).is_young and "I am under 18" not in chat.said


async def test_a_boy_who_tells_his_own_age_is_still_young(desk: HelpDesk) -> None:
    chat = await told("im 14 and my mum is ill and my brother is 6", needs=("young_carer",))
    assert "Age: I am 14." in chat.said and filling_of(chat).is_young


async def test_a_grandfather_is_heard_as_grown_up_and_asks_for_his_family(desk: HelpDesk) -> None:
    chat = await told("I am a grandfather, 71, caring for two grandsons, 8 and 3", needs=("health",))
    assert "another grown-up" not in chat.said and "Ages: 3 and 8." in chat.said
    await to_check(chat, desk)
    assert filling_of(chat).own == (71.0,) and "Are you under 18?" not in str(chat.turns)


async def test_a_misheard_age_is_put_right_where_it_is_offered(desk: HelpDesk) -> None:
    chat = await told("im 6 and my mum is sad", needs=("health",))
    assert "I am 6." in chat.said and "Something is wrong" in chat.buttons
    await say(chat, "im not 6 lol im the mum, my daughter is 6")
    assert "I have put:" in chat.said and not filling_of(chat).is_young
    assert "I am 6" not in chat.said and "6" in chat.said


async def test_the_button_for_something_wrong_names_only_what_was_offered(desk: HelpDesk) -> None:
    chat = await told("my kids are 8 and 3 and we are skint", needs=("money",))
    await press(chat, desk, "wrong")
    assert "Age" in chat.buttons and "Who the help is for" in chat.buttons
    assert "School or nursery" not in chat.buttons and "What I share" not in chat.buttons
    await press(chat, desk, "item:age")
    assert "taken that out" in chat.said and "Use these" in chat.buttons


async def test_a_wrong_number_is_put_right_while_something_else_is_asked(desk: HelpDesk) -> None:
    chat = await told("can someone text me on 07700 900111 im worried about my son")
    while "in your family?" not in chat.said:
        await press(chat, desk, "use" if "Use these" in chat.buttons else "skip")
    await say(chat, "wait i gave the wrong number its 07700 900112")
    assert "I have put: Text 07700 900112." in chat.said and "family?" in chat.said
    assert not filling_of(chat).answers.get("family")


async def test_a_number_beside_the_first_words_is_kept(desk: HelpDesk) -> None:
    chat = await told("ring me 07700 900333 my boy wont go to school", needs=("school_attendance",))
    assert filling_of(chat).answers["reach_where"] == "07700 900333" and "Ring 07700 900333." in chat.said


async def test_who_gave_no_way_to_reach_them_reads_it_and_can_give_one(desk: HelpDesk) -> None:
    chat = Chat()
    await to_check(chat, desk)
    assert "no way to reach you" in chat.said and "01632" in chat.said
    assert "Give a number or e-mail" in chat.buttons
    pressed = held(chat, "Give a number or e-mail")
    await press(chat, desk, pressed["answer"])
    await say(chat, "text me on 07700 900123")
    await press(chat, desk, "skip")
    await press(chat, desk, "message_yes")
    await press(chat, desk, "share")
    await to_check(chat, desk)


async def test_after_sending_without_a_way_to_be_reached_it_is_said(desk: HelpDesk) -> None:
    chat = Chat()
    await chat.run(SubmitRequest(), intent="submit_request", **await to_check(chat, desk))
    assert "on its way" in chat.said and "no way to reach you" in chat.said


@pytest.mark.parametrize("said", ["yes, please send it off", "send it", "ok submit that now please"])
async def test_a_typed_wish_to_send_neither_sends_nor_stops(desk: HelpDesk, said: str) -> None:
    chat = Chat()
    await to_check(chat, desk)
    await say(chat, said, intent="stop")
    assert "only send it if you press the button" in chat.said and not filling_of(chat).sent
    assert not filling_of(chat).put_away


async def test_stopping_for_tea_is_no_answer(desk: HelpDesk) -> None:
    chat = await told("can someone ring me")
    await say(chat, "Actually my tea is ready, I shall have to stop there and come back to it later")
    assert "I have stopped" in chat.said and not filling_of(chat).answers.get("about")


async def test_who_does_not_understand_hears_it_in_other_words(desk: HelpDesk) -> None:
    chat = await told("can someone ring me")
    await say(chat, "i not understand")
    assert "in other words" in chat.said and "What is hard for you right now?" in chat.said
    await press(chat, desk, "skip")
    assert "Who is the help for?" in chat.said


async def test_all_but_two_items_are_shared_with_one_press(desk: HelpDesk) -> None:
    chat = await told("my boy wont listen and i need help", needs=("money",))
    for _ in range(20):
        if "You choose what" in chat.said:
            break
        if "Which school" in chat.said:
            await say(chat, "Redstart")
        elif "in your family" in chat.said:
            await say(chat, "me and my boy")
        else:
            first = {"Use these": "use", "That is fine": "advice_line"}
            await press(chat, desk, next((v for k, v in first.items() if k in chat.buttons), "skip"))
    await say(chat, "share it all except family and the school")
    assert "You keep this back: Who is in the family, School or nursery." in chat.said
    assert "Share all of these" in chat.buttons and not any(filling_of(chat).agreed.values())


async def test_the_school_of_the_first_message_is_offered_and_asks_its_adviser(desk: HelpDesk) -> None:
    first = "my son is 8 and wont go in, he goes to Hillside Primary in Bridgwater"
    chat = await told(first, needs=("school_attendance",))
    assert "School or nursery: Hillside Primary" in chat.said
    await press(chat, desk, "use")
    while "Ask for somebody else" not in chat.buttons:
        await press(chat, desk, "skip")
    assert "Pat Ashdown" in chat.said


async def test_a_town_is_named_once_beside_its_postcode(desk: HelpDesk) -> None:
    place = {"name": "Minehead", "postcode": "TA24"}
    chat = await told("I live in Minehead, TA24 5 and my rent is late", needs=("money",), place=place)
    assert "Minehead, TA24\n" in chat.said and "TA24 TA24" not in chat.said
