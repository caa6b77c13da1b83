"""Mending spelling: what is mended, and above all what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.spelling import Lexicon, sound

LIKELY = dict.fromkeys(
    ["food", "bank", "dementia", "counselling", "depression", "domestic", "violence", "breast", "support", "autism", "assessment", "housing", "benefit", "swimming", "lessons", "toddler", "group", "bereavement", "council", "councils", "breastfeeding", "lose"],
    5,
)  # fmt: skip
LEXICON = Lexicon(
    ["bailiffs keep knocking", "skint til friday"], {"lessens", "brest", "adoption", "crime"}, LIKELY
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fod", "food"), ("dimentia", "dementia"), ("counciling", "counselling"), ("depresion", "depression"),
        ("vilence", "violence"), ("brest", "breast"), ("suport", "support"), ("autisim", "autism"),
        ("asesment", "assessment"), ("benifit", "benefit"), ("swiming", "swimming"), ("lessens", "lessons"),
        ("todler", "toddler"), ("groop", "group"), ("berevement", "bereavement"),
    ],
)  # fmt: skip
def test_a_misspelt_word_is_mended(typed: str, meant: str) -> None:
    assert LEXICON.repair(typed) == meant


@pytest.mark.parametrize(
    "word", ["bailiffs", "bailiff", "skint", "adoption", "crime", "ok", "ta6", "xqzvw", "", "🙂"]
)
def test_a_known_or_hopeless_word_is_left_alone(word: str) -> None:
    assert LEXICON.repair(word) is None


def test_two_words_that_the_directory_writes_as_one_are_joined() -> None:
    assert LEXICON.joined(["breast", "feeding", "group"]) == ["breastfeeding"]


def test_words_that_sound_alike_have_one_sound() -> None:
    assert sound("counciling") == sound("counselling")
    assert sound("food") != sound("bank")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_a_repair_is_always_a_word_of_the_directory(word: str) -> None:
    assert LEXICON.repair(word) in {None, *LIKELY}
