"""A place on the scale is read as it is said, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.scale import HIGHEST, LOWEST, Score, read_score

FACES = {"😢": 1, "🙁": 3, "😐": 5, "🙂": 7, "😀": 9}
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("4", 4, 4),
        ("about a four i suppose", 4, 4),
        ("between 3 and 4", 3, 4),
        ("between three and four", 3, 4),
        ("3-4", 3, 4),
        ("3 or 4", 3, 4),
        ("4 or 3 depending", 3, 4),
        ("six out of ten", 6, 6),
        ("6/10", 6, 6),
        ("6 /10 today", 6, 6),
        ("ten out of 10", 10, 10),
        ("a six and a half", 6.5, 6.5),
        ("4.5", 4.5, 4.5),
        ("nought", 0, 0),
        ("nil points lol", 0, 0),
        ("one", 1, 1),
        ("a one on a good day", 1, 1),
        ("rock bottom", 0, 0),
        ("im 7", 7, 7),
        ("2!!", 2, 2),
        ("5ish", 5, 5),
        ("a solid eight", 8, 8),
        ("🙂", 7, 7),
        ("😢😢", 1, 1),
        ("maybe 3, we've 2 kids off school", 3, 3),
        ("3 at 7am, thats mornings", 3, 3),
    ],
)
def test_a_place_is_read(said: str, low: float, high: float) -> None:
    assert read_score(said, FACES) == Score(low, high)


@pytest.mark.parametrize(
    "said",
    [
        "11",
        "-2",
        "100",
        "a million",
        "dunno",
        "",
        "not great",
        "2 for me and 8 for my sister",
        "it was 2 now its 6",
        "the one thing i want is sleep",
        "😢😀",
        "11/10",
        "50%",
        "at 7pm",
        "£4",
    ],
)
def test_what_is_no_single_place_on_the_scale_is_asked_again(said: str) -> None:
    assert read_score(said, FACES) is None


@given(
    st.integers(LOWEST, HIGHEST),
    st.integers(LOWEST, HIGHEST),
    st.sampled_from(["-", " to ", " or ", " and "]),
)
def test_any_range_is_read_in_digits_and_in_words(one: int, other: int, between: str) -> None:
    low, high = sorted((one, other))
    for said in (f"between {one}{between}{other}", f"{WORDS[one]}{between}{WORDS[other]}"):
        assert read_score(said, FACES) == Score(low, high), said


@given(st.text(max_size=60))
def test_whatever_is_said_a_score_stays_on_the_scale(said: str) -> None:
    score = read_score(said, FACES)
    assert score is None or LOWEST <= score.low <= score.middle <= score.high <= HIGHEST
