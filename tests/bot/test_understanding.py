"""The trained pipeline: what it sets, and that nothing a person types can break it."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import UserUttered

from bot.conversations.said_before import note_said_before
from bot.parsing import Reader
from core.settings import load_settings

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_settings())


def test_a_whole_message_is_understood(reader: Reader) -> None:
    heard = reader.understand("my 14 year old son wont go to school, we live in Taunton")
    assert heard["intent"]["name"] == "find_support"
    assert heard["needs"][0]["need"] == "school_attendance"
    assert heard["place"] == {"name": "Taunton", "postcode": None}
    assert heard["age"] == {"from": 14, "to": 14}
    assert heard["who"] == "child"
    assert heard["risk"] == {"level": "none", "kinds": []}


def test_danger_comes_before_any_intent(reader: Reader) -> None:
    parsed = reader.parse("i want to kill myself")
    assert parsed["intent"]["name"] == "disclosure"
    assert parsed["risk"]["level"] != "none"
    assert "suicide_self_harm" in parsed["risk"]["kinds"]
    assert parsed["intent_ranking"]


def test_a_message_is_heard_by_itself_whatever_was_said_in_a_chat(reader: Reader) -> None:
    note_said_before([UserUttered("my uncle comes in")])
    assert reader.parse("at night")["risk"]["level"] == "none"


@pytest.mark.parametrize("text", ["taunton", "shes 9", "down porlock way", "TA1 2NX", "its for my nan"])
def test_a_bare_detail_informs(reader: Reader, text: str) -> None:
    assert reader.understand(text)["intent"]["name"] == "inform"


@pytest.mark.parametrize("text", ["kjhgfdsa", "qwrtpl zxcvb", "....", "\u200b"])
def test_nonsense_is_not_guessed_at(reader: Reader, text: str) -> None:
    assert reader.understand(text)["intent"]["name"] in {"nlu_fallback", "out_of_scope"}


def test_a_fallback_keeps_the_likeliest_readings(reader: Reader) -> None:
    parsed = reader.parse("kjhgfdsa")
    assert parsed["intent_ranking"] and parsed["likeliest_needs"]


def test_wishes_count_only_where_they_are_meant(reader: Reader) -> None:
    assert reader.parse("anything cheaper")["filters"] == ["cheaper", "free"]
    assert reader.parse("can we get free school meals")["filters"] == []


@pytest.mark.parametrize(
    "text",
    ["", " ", "🙂", "🙂" * 500, "a" * 10_000, "a " * 5_000, "\x00\x01\x02\x1b[31m", "\ud83d", "‮اختبار", "//", "/greet",
     "1" * 500, "((((((((" * 100, "<script>alert(1)</script>", "' OR 1=1 --", "ÆØÅ ß ı İ", "²³½ ⅓ ٣"],
)  # fmt: skip
def test_no_message_breaks_it(reader: Reader, text: str) -> None:
    heard: dict[str, Any] = reader.understand(text)
    assert heard["intent"]["name"]
    assert heard["risk"]["level"] in {"none", "harm", "immediate"}


def test_the_same_words_are_understood_alike_every_time(reader: Reader) -> None:
    assert reader.understand("help with rent in frome") == reader.understand("help with rent in frome")
