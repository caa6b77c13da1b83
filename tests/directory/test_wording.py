"""Facts in the words that people here use."""

import pytest

from directory.wording import distance_in_words


@pytest.mark.parametrize(
    ("kilometres", "words"),
    [
        (None, ""),
        (0.0, "less than a mile away"),
        (1.7, "about a mile away"),
        (16.1, "about 10 miles away"),
    ],
)
def test_a_distance_is_said_in_miles(kilometres: float | None, words: str) -> None:
    assert distance_in_words(kilometres) == words
