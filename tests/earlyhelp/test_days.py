"""Days and spans as families say them."""

from __future__ import annotations

import pytest

from earlyhelp.days import span_words


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "1 day"), (2, "2 days"), (90, "90 days"), (365, "a year"), (366, "366 days"), (2190, "six years")],
)
def test_how_long_is_said_in_years_where_they_are_whole(days: int, said: str) -> None:
    assert span_words(days) == said
    assert span_words(365 * 30) == "10950 days"
