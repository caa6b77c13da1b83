"""References can be said aloud, and nothing rude or alike is among them."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import PROJECT
from earlyhelp.references import find_code, find_reference, load_references, read_code

REFERENCES = load_references(PROJECT / "data" / "earlyhelp")
SAID = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
RANDOM = st.integers(0, 10**9).map(Random)


def test_no_two_words_differ_in_one_letter_only() -> None:
    words = REFERENCES.words
    assert len(set(words)) == len(words) >= 80
    alike = [pair for pair in combinations(words, 2) if sum(a != b for a, b in zip(*pair, strict=True)) < 2]
    assert alike == []


@given(RANDOM, st.sampled_from(["{}", " {} ", "it is {}"]), st.booleans())
def test_a_reference_is_read_however_it_is_written(random: Random, around: str, lower: bool) -> None:
    reference = REFERENCES.new_reference(random)
    said = reference.lower().replace("-", " ") if lower else reference
    read = REFERENCES.read_reference(around.format(said))
    assert read == (reference if around.strip() == "{}" else None)


@given(RANDOM)
def test_a_reference_is_read_when_its_digits_are_said(random: Random) -> None:
    reference = REFERENCES.new_reference(random)
    word, digits = reference.split("-")
    assert (
        REFERENCES.read_reference(f"{word.lower()} {' '.join(SAID[int(each)] for each in digits)}")
        == reference
    )
    assert REFERENCES.read_reference(word + "  ".join(digits)) == reference


@pytest.mark.parametrize(
    "said", ["", "KITE", "4821", "KITE-482", "KITE-48211", "XXXX-4821", "KITE-4821; DROP"]
)
def test_anything_else_is_no_reference(said: str) -> None:
    assert REFERENCES.read_reference(said) is None


@given(RANDOM)
def test_a_code_word_is_six_letters_and_never_rude(random: Random) -> None:
    code = REFERENCES.new_code(random)
    assert read_code(f" {code[:3].lower()} - {code[3:]}. ") == code
    assert not any(letters in code for letters in REFERENCES.never)


def test_code_words_can_hardly_be_guessed() -> None:
    every = (len(REFERENCES.consonants) * len(REFERENCES.vowels)) ** 3
    random = Random(4)
    drawn = {REFERENCES.new_code(random) for _ in range(2000)}
    assert every > 300_000 and len(drawn) > 1950


@pytest.mark.parametrize("said", ["", "TOLUM", "TOLUMAS", "TOLUM4", "ТOLUMA"])
def test_anything_else_is_no_code_word(said: str) -> None:
    assert read_code(said) is None


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("whats happening with kite-4821", ("KITE-4821", "whats happening with")),
        ("its kite 4 8 two one and the code is toluma", ("KITE-4821", "its and the code is toluma")),
        ("KITE4821 TOLUMA", ("KITE-4821", "TOLUMA")),
        ("any news", None),
        ("kite 482", None),
        ("", None),
    ],
)
def test_a_reference_is_found_among_other_words(said: str, found: tuple[str, str] | None) -> None:
    assert find_reference(said, load_references(PROJECT / "data" / "earlyhelp")) == found


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("toluma", "TOLUMA"),
        ("my code word is Toluma please", "TOLUMA"),
        ("t o l u m a", "TOLUMA"),
        ("tol uma", "TOLUMA"),
        ("please delete it code toluma", "TOLUMA"),
        ("toluma is the code i was given, please remove it", "TOLUMA"),
        ("the code is t o l u m a, before i forget", "TOLUMA"),
        ("it was pelita, no, toluma", "TOLUMA"),
        ("delete", None),
        ("can you delete it before monday", None),
        ("no idea", None),
        ("what is a code word?", None),
        ("i have lost it", None),
        ("", None),
    ],
)
def test_a_code_word_is_found_among_other_words(said: str, code: str | None) -> None:
    assert find_code(said, REFERENCES) == code


@given(
    RANDOM,
    st.sampled_from(["{}", "code {} delete it", "its {} thanks", "please remove it, my code word is {}"]),
)
def test_every_code_word_that_is_given_is_found(random: Random, around: str) -> None:
    code = REFERENCES.new_code(random)
    assert find_code(around.format(code.lower()), REFERENCES) == code
