"""In the talk about a good day, wishes are heard as wishes, and danger that is wished away as danger."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from core.settings import load_settings
from safeguarding import hear_answer
from safeguarding.hearing import DangerHearing
from safeguarding.learning import load_danger_hearing

ANSWERS = yaml.safe_load(Path(__file__).with_name("good_day_answers.yml").read_text())
MOST_ALARMS, MOST_MISSED = 0.05, 0.05
"""What is reached: six of 130 wishes stop the talk for a moment, one of 30 dangers gets the gentle line alone."""


@pytest.fixture(scope="module")
def hearing() -> DangerHearing:
    return load_danger_hearing(load_settings())


def test_wishes_hardly_ever_stop_the_talk(hearing: DangerHearing) -> None:
    wishes = [each["text"] for each in ANSWERS if each["level"] == "none"]
    alarms = [text for text in wishes if hear_answer(hearing, text, (), in_talk=True)]
    assert len(alarms) <= MOST_ALARMS * len(wishes), alarms


def test_danger_that_is_wished_away_is_heard(hearing: DangerHearing) -> None:
    told = [each["text"] for each in ANSWERS if each["level"] != "none"]
    heard = {text: hear_answer(hearing, text, (), in_talk=True) for text in told}
    assert [text for text in told if not heard[text] and not heard[text].concern] == []
    missed = [text for text in told if not heard[text]]
    assert len(missed) <= MOST_MISSED * len(told), missed
