"""What the front door may send."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import RefusedMessageError
from bot.messages import AnswerInParts, as_words, check_payload, read_sent

INTENTS = ["greet", "choose_need", "session_start", "disclosure"]


def body(**fields: object) -> bytes:
    return json.dumps(
        {"conversation_id": "conversation-1", "message_id": "1", "channel": "web", **fields}
    ).encode()


@given(st.text(max_size=60).map(lambda text: "/" + text))
def test_typed_text_never_reaches_rasa_as_a_payload(text: str) -> None:
    words = as_words(text)
    assert words and not words.strip().startswith("/")


@pytest.mark.parametrize(
    ("typed", "read"), [("/restart", "restart"), (" / /greet", "greet"), ("///", "?"), ("7/8", "7/8")]
)
def test_slashes_at_the_beginning_are_dropped(typed: str, read: str) -> None:
    assert read_sent(body(text=typed), 100).words == read


def test_a_payload_is_passed_on_as_it_is() -> None:
    assert (
        read_sent(body(payload='/choose_need{"need": "money"}'), 100).words == '/choose_need{"need": "money"}'
    )


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"[", b"\xff", b"[" * 60_000, b'"text"', body(), body(text="a", payload="/greet"), body(text=""), body(text=" \n"),
        body(text=5), body(text="a", more=1), body(text="a", conversation_id="x"), body(text="a", conversation_id="a/b" * 5),
        body(text="a", channel="Web!"), body(text="a", message_id=""), body(text="a" * 101), body(payload="/" + "a" * 5000),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_a_plain_sentence(sent: bytes) -> None:
    with pytest.raises(RefusedMessageError) as refused:
        read_sent(sent, 100)
    assert refused.value.status == 422
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "payload",
    ["greet", "/unknown", "/greet more", "/greet@0.5", "/GREET", "/session_start", "/disclosure", "/choose_need{", "/choose_need[1]",
     '/choose_need{"need": {"a": 1}}', '/choose_need{"need": ["a"]}', '/greet{} {}', "/"],
)  # fmt: skip
def test_a_payload_that_is_no_button_of_ours_is_refused(payload: str) -> None:
    with pytest.raises(RefusedMessageError):
        check_payload(payload, INTENTS)


@pytest.mark.parametrize("payload", ["/greet", "/greet{}", '/choose_need{"need": "money", "page": 2}'])
def test_a_known_button_is_taken(payload: str) -> None:
    check_payload(payload, INTENTS)


async def test_what_is_said_is_gathered_whole_and_in_order() -> None:
    answer = AnswerInParts("web")
    await answer.send_response("", {"text": "One"})
    await answer.send_response(
        "",
        {
            "text": "Two",
            "buttons": [
                {"title": "Yes", "payload": "/affirm"},
                {"title": "No way"},
                {"title": "Change", "payload": "/change", "beside": 2},
            ],
        },
    )
    await answer.send_response(
        "", {"custom": {"kind": "safety", "text": "Three", "cards": [{"service_id": "1"}]}}
    )
    await answer.send_response("", {"custom": {"other": 1}})
    assert answer.messages == [
        {"text": "One", "buttons": [], "cards": []},
        {
            "text": "Two",
            "buttons": [
                {"label": "Yes", "payload": "/affirm"},
                {"label": "Change", "payload": "/change", "beside": 2},
            ],
            "cards": [],
        },
        {"text": "Three", "buttons": [], "cards": [{"service_id": "1"}], "kind": "safety"},
    ]
    assert answer.name() == "web"
