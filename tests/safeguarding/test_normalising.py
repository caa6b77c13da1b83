"""However a message is typed, the signs see plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.normalising import normalise

NO_SLIPS_KNOWN: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("I DON'T want to", "i do not want to"),
        ("dont cant wont didnt", "do not can not will not did not"),
        ("he\u2019s hit me", "he is hit me"),
        ("kms", "kill myself"),
        ("k!ll mys3lf", "kill myself"),
        ("k i l l m y s e l f", "kill myself"),
        ("s.u.i.c.i.d.e", "suicide"),
        ("s-u-i-c-i-d-a-l", "suicidal"),
        ("unalive", "kill"),
        ("un-aliving", "killing"),
        ("sewerslide", "suicide"),
        ("helppppp", "help"),
        ("killllll", "kill"),
        ("sui\u200bcide", "suicide"),
        ("k\u0456ll \u043c\u0435", "kill me"),
        ("\uff4b\uff49\uff4c\uff4c", "kill"),
        ("r*pe", "rape"),
        ("my mums bf", "my mum boyfriend"),
        ("step-dad", "stepdad"),
        ("u r gonna", "you are going to"),
        ("my self", "myself"),
        ("he has 🔪", "he is knife"),
    ],
)
def test_text_speak_tricks_and_typos_become_plain_words(typed: str, plain: str) -> None:
    assert normalise(typed, NO_SLIPS_KNOWN).strip() == plain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("stragnled", "strangled"), ("overdsoe", "overdose"), ("suicidle", "suicidal"), ("brusies", "bruises")],
)
def test_one_slip_in_a_word_that_matters_is_mended(typed: str, meant: str) -> None:
    assert normalise(typed, NO_SLIPS_KNOWN).strip() == meant


@pytest.mark.parametrize(
    "word", ["strange", "treat", "cooking", "hunting", "dating", "cruises", "police", "looking"]
)
def test_real_words_close_to_a_sign_are_left_alone(word: str) -> None:
    assert normalise(word, NO_SLIPS_KNOWN).strip() == word


def test_letters_that_spell_nothing_known_stay_apart() -> None:
    assert normalise("a b c d e").strip() == "a b c d e"


def test_the_end_of_a_sentence_stands_alone() -> None:
    assert normalise("He hit me!!! Yes?").strip() == "he hit me . yes ."


@given(st.text())
def test_words_are_parted_by_single_spaces_whatever_comes(text: str) -> None:
    plain = normalise(text, NO_SLIPS_KNOWN)
    assert plain.startswith(" ")
    assert plain.endswith(" ")
    assert "  " not in plain.strip()
