"""The day that somebody means."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.dates import read_day

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("in five weeks", date(2026, 12, 28)),
        ("in 2 wks", date(2026, 12, 7)),
        ("a month", date(2026, 12, 23)),
        ("a couple of weeks maybe", date(2026, 12, 7)),
        ("fortnight", date(2026, 12, 7)),
        ("12 March", date(2027, 3, 12)),
        ("the 1st of december pls", date(2026, 12, 1)),
        ("3rd feb 2027", date(2027, 2, 3)),
        ("23 november", date(2027, 11, 23)),
        ("3 jan 2020", date(2020, 1, 3)),
        ("2027-01-31", date(2027, 1, 31)),
        ("tomorrow", date(2026, 11, 24)),
        ("friday", date(2026, 11, 27)),
        ("next monday", date(2026, 11, 30)),
        ("friday week", date(2026, 12, 4)),
        ("a week on friday", date(2026, 12, 4)),
        ("4/12/26", date(2026, 12, 4)),
        ("04.12.2026", date(2026, 12, 4)),
    ],
)
def test_a_day_is_read(said: str, day: date) -> None:
    assert read_day(said, TODAY) == day


@pytest.mark.parametrize(
    "said",
    ["", "dunno", "soon", "31 february", "2027-13-40", "29 feb", "31/2/27", "24/7", "when mum is better"],
)
def test_what_is_no_day_is_asked_again(said: str) -> None:
    assert read_day(said, TODAY) is None


@given(st.text(max_size=50))
def test_no_words_are_too_odd(said: str) -> None:
    assert read_day(said, TODAY) is None or isinstance(read_day(said, TODAY), date)
