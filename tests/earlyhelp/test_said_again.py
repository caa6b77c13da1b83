"""An answer that stands word for word in another one is found there, and no other is."""

from __future__ import annotations

import pytest

from earlyhelp.said_again import said_again

STORY = "shes at Redstart school in Chard. Dad's number is 07700 900 123, or write to kit@example.org"


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        ("Redstart School", True),
        ("Redstart", True),
        ("Red", False),
        ("Chard, TA20 1AA", True),
        ("Taunton, TA1 1AA", False),
        ("Ring 07700900123. When: any time.", True),
        ("Ring 07700900124.", False),
        ("E-mail Kit@example.org.", True),
        ("shes", True),
        ("At", False),
        ("", False),
    ],
)
def test_what_is_said_again_is_found_word_for_word(taken: str, found: bool) -> None:
    told = {"school": taken, "story": STORY, "well": "Football"}
    assert said_again(told, ["school"]) == (["story"] if found else [])


def test_what_goes_too_is_not_named() -> None:
    told = {"name": "Dawn", "story": "I am Dawn", "change": "Dawn wants sleep"}
    assert said_again(told, ["name"]) == ["story", "change"]
    assert said_again(told, ["name", "story"]) == ["change"]
