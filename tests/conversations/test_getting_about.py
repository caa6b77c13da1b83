"""Digressions, questions about Open Door, misunderstandings and odd input."""

import html
import re

import pytest

from tests.conversations.conftest import Conversation


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("are you a robot", "computer programme"),
        ("what can you do", "find services"),
        ("who can see this", "nobody reads it"),
        ("what is early help", "before it gets bigger"),
        ("will you take my children away", "not a reason to take children away"),
        ("can i talk to a real person", "0300 123 2224"),
        ("how do i delete all this", "/chat/delete"),
    ],
)
def test_a_question_in_the_middle_is_answered_and_the_search_goes_on(
    chat: Conversation, said: str, part: str
) -> None:
    chat.say("i need debt advice").expect("where are you")
    chat.say(said).expect(part)
    chat.say("chard").expect("near chard").expect_cards()


def test_nonsense_twice_gives_buttons_and_a_person(chat: Conversation) -> None:
    chat.say("blorp wibble frandle")
    chat.say("gnnf fjdks skdfj").expect("[talk to a person]")
    assert len(chat.buttons) >= 4


def test_stop_says_how_to_leave(chat: Conversation) -> None:
    chat.say("debt advice in yeovil").expect_cards()
    chat.say("stop").expect("exit this page")


def test_say_that_again_repeats_the_answer(chat: Conversation) -> None:
    chat.say("debt advice in yeovil").expect_cards()
    before = [card["service_id"] for card in chat.cards]
    chat.say("can you say that again")
    assert [card["service_id"] for card in chat.cards] == before


def test_thanks_and_goodbye(chat: Conversation) -> None:
    chat.say("thanks so much").expect("welcome")
    chat.say("bye").expect("take care")


def test_emoji_alone_is_answered(chat: Conversation) -> None:
    chat.say("😭😭😭")
    assert chat.said.strip()


def test_two_thousand_characters_are_read(chat: Conversation) -> None:
    ramble = "it all started when we moved house and then the car went and i lost my hours at work " * 22
    chat.say((ramble + "so im behind on the rent in taunton")[-2000:]).expect_cards()


def test_a_typed_payload_is_only_text(chat: Conversation) -> None:
    chat.say("hi")
    chat.say('/choose_need{"need": "money"}').expect_none("near")
    chat.say("/restart")
    chat.say("/safe_now")
    chat.say("debt advice in yeovil").expect("near yeovil").expect_cards()


def test_switching_subject_with_something_out_of_scope(chat: Conversation) -> None:
    chat.say("whats the weather tomorrow").expect("not something i can help with")


def test_a_reload_shows_the_whole_chat(chat: Conversation) -> None:
    chat.say("debt advice in yeovil").expect_cards()
    page = chat.http.get(f"{chat.url}/chat", timeout=30).text
    assert "debt advice in yeovil" in page
    assert chat.cards[0]["name"] in html.unescape(page)


def test_two_tabs_are_one_conversation(chat: Conversation) -> None:
    chat.say("debt advice in yeovil").expect("near yeovil")
    other = Conversation(chat.url)
    other.http.cookies.update(chat.http.cookies)
    other.say("no, chard").expect("near chard")
    chat.say("go back").expect("near yeovil")
    history = chat.http.get(f"{chat.url}/api/chat?after=0", timeout=30).json()["messages"]
    typed = [message["text"] for message in history if message.get("from") == "visitor"]
    assert typed == ["debt advice in yeovil", "no, chard", "go back"]


def test_a_button_works_once(chat: Conversation) -> None:
    chat.say("i feel so lonely").expect("where are you")
    token = chat.buttons[0]["token"]
    chat.press("By phone or online").expect_cards()
    again = chat.http.post(f"{chat.url}/api/chat", json={"button": token}, timeout=30)
    assert again.status_code == 410
    forged = chat.http.post(f"{chat.url}/api/chat", json={"button": "x" * 43}, timeout=30)
    assert forged.status_code == 410


def test_a_deleted_chat_is_gone_everywhere(chat: Conversation) -> None:
    chat.say("debt advice in yeovil").expect_cards()
    page = chat.http.get(f"{chat.url}/chat/delete", timeout=30).text
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token
    done = chat.http.post(f"{chat.url}/chat/delete", data={"form_token": token[1]}, timeout=30)
    assert done.status_code == 200
    assert chat.http.get(f"{chat.url}/api/chat?after=0", timeout=30).json()["messages"] == []
    chat.say("any more?").expect_none("near yeovil")
