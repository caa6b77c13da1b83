"""Every word of the talk and the plan reads at the age of nine, those for a child a year below; none blames."""

from __future__ import annotations

import re

import pytest
import textstat

from core.settings import Settings
from earlyhelp.plans import open_plan_office
from tests.plain_words import assert_a_nine_year_old_could_read

OFFICE = open_plan_office(Settings(secret_key="s" * 40))
BLAMES = re.compile(r"\b(?:you failed|your fault|why did(?:n't)? you|should have|promise|secret)\b", re.I)
PLACES = {"now": "4", "up": "6", "last": "3"}
GAPS = {
    "address": "mail@example.org",
    "label": "Name", "words": "a day out", "now": "4", "up": "6", "before": "3", "reference": "HILL-4821",
    "code": "TOLUMA", "passcode": "TOLUMA", "link": "this", "days": "7", "day": "Monday", "time": "14:05",
    "name": "Jory", "number": "2", "year": "2027", "least": "It is small", "most": "It is very big", "place": "4",
    "places": "4 on Monday", "first": "5",
}  # fmt: skip
EASIEST_GRADE = 4.0


def told() -> dict[str, str]:
    """Every sentence by where it stands."""
    parts = (*OFFICE.blue_sky.talk, *OFFICE.blue_sky.review)
    found = {
        f"{part.key} {voice}": asked.format(**PLACES) for part in parts for voice, asked in part.asks.items()
    }
    found |= {f"{part.key} plain": part.plain for part in parts}
    found |= {f"{part.key} unscored": part.unscored for part in parts if part.unscored}
    found |= {f"sentence {key}": text.format(**GAPS) for key, text in OFFICE.wording.sentences.items()}
    found |= {f"outcome {each.key}": each.label for each in OFFICE.outcomes.by_key.values()}
    return found | {f"effect {number}": text for number, text in OFFICE.outcomes.effects.items()}


TOLD = told()


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD.keys())
def test_a_nine_year_old_could_read_it(text: str) -> None:
    assert_a_nine_year_old_could_read(text)


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD.keys())
def test_it_blames_nobody_and_promises_no_secrecy(text: str) -> None:
    assert BLAMES.search(text.replace("not your fault", "")) is None


def test_all_that_a_child_is_asked_reads_easier_still() -> None:
    asked = " ".join(text for key, text in TOLD.items() if key.endswith(" child"))
    assert textstat.automated_readability_index(asked) <= EASIEST_GRADE
