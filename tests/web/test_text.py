from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.errors import EmptyMessageError, TooLongError, UnreadableError
from web.text import read_message, read_words


def test_what_was_said_stays_as_it_was() -> None:
    for said in (
        "I'm skint til friday",
        "/restart",
        "😢😢",
        "أحتاج إلى مساعدة",
        "line one\nline two",
        "naïve Zoë",
    ):
        assert read_message(said, 2000) == said


def test_control_characters_go() -> None:
    assert read_message("he\x00lp\x07 me\r\nplease", 100) == "help me\nplease"


@pytest.mark.parametrize("nothing", ["", "  \n\t ", "\x00\x00", "\u200b\u200d", "\ufeff"])
def test_nothing_is_refused(nothing: str) -> None:
    with pytest.raises(EmptyMessageError):
        read_message(nothing, 100)


def test_the_longest_message_is_read_and_one_letter_more_is_not() -> None:
    assert len(read_message("x" * 2000, 2000)) == 2000
    with pytest.raises(TooLongError, match=r"2,001 letters"):
        read_message("x" * 2001, 2000)


def test_half_a_character_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        read_message("\ud800", 100)


@given(st.text(max_size=300))
def test_a_search_field_is_one_short_line(text: str) -> None:
    words = read_words(text, 50)
    assert len(words) <= 50
    assert "\n" not in words and "\x00" not in words
