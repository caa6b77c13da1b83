"""Messages that only answer a question."""

from __future__ import annotations

import pytest

from language.answers import is_only_details


@pytest.mark.parametrize(
    ("text", "place"),
    [("taunton", "Taunton"), ("down porlock way, hes 9", "Porlock"), ("its for my nan", None), ("tauntn im 14", "Taunton"),
     ("TA1 2NX", "TA1 2NX")],
)  # fmt: skip
def test_a_place_an_age_or_a_person_is_only_details(text: str, place: str | None) -> None:
    assert is_only_details(text, {"name": place} if place else None)


@pytest.mark.parametrize("text", ["help in taunton", "football for my son", "", "he hit me", "word " * 13])
def test_anything_more_is_not(text: str) -> None:
    assert not is_only_details(text, {"name": "Taunton"})
