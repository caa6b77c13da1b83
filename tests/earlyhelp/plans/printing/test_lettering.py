"""Letters that the font of the paper lacks are said in words, or shown to be missing; none is lost unseen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.plans.printing.lettering import MISSING, in_known_letters, known_letters


@pytest.mark.parametrize(
    "words",
    ["Zoë can't sing; £5 – “tea”", "Łódź, Şişli, Ţara", "Привет, Γεια", "שלום", "مرحبا بكم", "😢 😐 😀 ❤"],
)
def test_words_in_letters_that_the_font_has_stay_as_they_are(words: str) -> None:
    assert in_known_letters(words) == words


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("🎉 at last", "(party popper) at last"),
        ("🙂👍🏽", "(slightly smiling face)(thumbs up sign)"),
        ("🇬🇧", "GB"),
        ("one\ttwo\r\nthree\x00\x07", "one two\nthree"),
    ],
)
def test_a_picture_that_the_font_lacks_is_said_in_words(typed: str, printed: str) -> None:
    assert in_known_letters(typed) == printed


def test_a_letter_that_the_font_lacks_is_seen_to_be_missing() -> None:
    assert in_known_letters("কা and 中") == f"{MISSING}{MISSING} and {MISSING}"


@given(st.text())
def test_whatever_is_typed_is_printed_in_letters_that_the_font_has(typed: str) -> None:
    printed = in_known_letters(typed)
    assert {ord(letter) for letter in printed} - {ord("\n")} <= known_letters()
    assert in_known_letters(printed) == printed
