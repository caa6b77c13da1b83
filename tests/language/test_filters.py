"""What people ask to be different about services."""

from __future__ import annotations

import pytest

from language.filters import find_filters


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("any free ones", ("free",)),
        ("anything cheaper", ("cheaper", "free")),
        ("thats too far", ("closer",)),
        ("not that far out", ("closer",)),
        ("online ones", ("online",)),
        ("not online, a real place", ("in_person",)),
        ("in the evening and free", ("free", "evenings")),
        ("only saturdays are good for me", ("weekends",)),
        ("not that one", ("not_that_one",)),
        ("already tried them", ("not_that_one",)),
        ("doesnt have to be free", ("not_free",)),
        ("show me more", ()),
    ],
)
def test_a_wish_about_results_is_heard(text: str, asked: tuple[str, ...]) -> None:
    assert find_filters(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "free school meals",
        "online bullying",
        "he drinks at the weekend",
        "no bus and i dont drive",
        "cant pay my rent",
    ],
)
def test_words_of_a_need_are_not_wishes(text: str) -> None:
    assert find_filters(text, sure=False) == ()


def test_a_plain_condition_counts_in_any_message() -> None:
    assert find_filters("something free for toddlers", sure=False) == ("free",)
    assert find_filters("counselling, online please", sure=False) == ("online",)
