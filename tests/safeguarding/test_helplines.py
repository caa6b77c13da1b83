"""Helplines: the right ones, for the right age, at the right time, and no stale hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding import urgent_lines
from safeguarding.files import SafeguardingDataError
from safeguarding.helplines import load_helplines
from safeguarding.opening_hours import clock

WEDNESDAY_NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
WEDNESDAY_NIGHT = datetime(2026, 11, 18, 23, tzinfo=UTC)
CHRISTMAS_NOON = datetime(2026, 12, 25, 12, tzinfo=UTC)
SUMMER_MORNING = datetime(2026, 7, 15, 7, 45, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2034, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)


def keys(age: int | None, now: datetime) -> list[str]:
    return [line.key for line in urgent_lines(age, now)]


def test_a_child_sees_999_and_then_childline() -> None:
    assert keys(12, WEDNESDAY_NOON)[:2] == ["emergency", "childline"]


def test_an_adult_does_not_see_childline_and_a_child_no_line_for_16_and_over() -> None:
    assert "childline" not in keys(40, WEDNESDAY_NOON)
    assert "domestic_abuse" not in keys(15, WEDNESDAY_NOON)
    assert "domestic_abuse" in keys(16, WEDNESDAY_NOON)


@pytest.mark.parametrize(
    ("now", "open_line"),
    [
        (WEDNESDAY_NOON, "childrens_social_care"),
        (WEDNESDAY_NIGHT, "emergency_duty_team"),
        (CHRISTMAS_NOON, "emergency_duty_team"),
    ],
)
def test_social_care_is_the_line_that_is_open(now: datetime, open_line: str) -> None:
    assert open_line in keys(40, now)
    assert len({"childrens_social_care", "emergency_duty_team"} & set(keys(40, now))) == 1


def test_summer_time_counts() -> None:
    line = load_helplines().lines["childrens_social_care"]
    assert not line.is_closed(SUMMER_MORNING)
    assert line.opening(SUMMER_MORNING) == "Open now until 5pm"


def test_a_closed_line_says_when_it_opens() -> None:
    line = load_helplines().lines["karma_nirvana"]
    assert line.opening(WEDNESDAY_NIGHT) == "Opens tomorrow at 9am"
    assert line.opening(datetime(2026, 11, 20, 18, tzinfo=UTC)) == "Opens on Monday at 9am"


def test_stale_hours_vanish() -> None:
    line = load_helplines().lines["karma_nirvana"]
    later = datetime(line.checked + 4, 3, 2, 12, tzinfo=UTC)
    assert line.opening(later) == ""
    assert not line.is_closed(later)
    assert replace(line, status="check").opening(WEDNESDAY_NOON) == ""
    assert replace(line, status="hours to check").opening(WEDNESDAY_NOON) == ""


@given(st.none() | st.integers(0, 100), MOMENTS)
def test_the_short_list_fits_any_age_at_any_time(age: int | None, now: datetime) -> None:
    lines = urgent_lines(age, now)
    assert lines[0].key == "emergency"
    assert all(line.status != "check" and line.fits(age) for line in lines)
    assert len({line.key for line in lines}) == len(lines) <= 8


def test_every_line_has_a_number_or_a_text_a_source_and_a_year() -> None:
    for line in load_helplines().lines.values():
        assert line.number or line.text
        assert line.source
        assert 2020 <= line.checked <= 2030
        assert line.what.endswith(".")


def test_a_line_that_is_wrong_is_named(tmp_path: Path) -> None:
    path = tmp_path / "helplines.yml"
    path.write_text("urgent: []\nlines:\n  - {key: sample, name: Sample}\n", encoding="utf-8")
    with pytest.raises(SafeguardingDataError, match="sample"):
        load_helplines(path)


def test_times_are_said_as_people_say_them() -> None:
    assert [
        clock(datetime(2026, 1, 1, hour, minute)) for hour, minute in ((9, 0), (8, 30), (17, 0), (0, 0))
    ] == ["9am", "8:30am", "5pm", "12am"]
