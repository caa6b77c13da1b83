"""Every sentence a family reads about a request reads at the age of nine, blames nobody and is never cut short."""

from __future__ import annotations

import re
from string import Formatter

import pytest
import yaml

from core.settings import PROJECT, Settings
from earlyhelp.office import open_office
from tests.plain_words import assert_a_nine_year_old_could_read

FOLDER = PROJECT / "data" / "earlyhelp"
OFFICE = open_office(Settings())
BLAMES = re.compile(
    r"\b(?:you failed|your fault|why did(?:n't)? you|should have told|promise|secret)\b", re.I
)
NAMES = {
    "name": "Pat",
    "second": "Jo",
    "role": "a family worker",
    "agency": "Hill Schools",
    "school": "Hill Primary",
}
SAMPLES = {**NAMES, "label": "Your age", "purpose": "They can help.", "until": "22 May", "away": "Sam"}


def told() -> dict[str, str]:
    """Every sentence for families by where it stands."""
    wording, agreement, routing = OFFICE.wording, OFFICE.agreement, OFFICE.routing
    found = {f"sentence {key}": text for key, text in wording.sentences.items()}
    found |= {f"kind {key}": text for key, text in wording.kinds.items()}
    found |= {f"outcome {each.key}": each.told for each in wording.outcomes.values()}
    found |= {f"consent {key}": text for key, text in agreement.sentences.items()}
    found |= {f"intro {number}": text for number, text in enumerate(agreement.intro)}
    found |= {f"item {each.key}": f"{each.label}. {each.purpose}" for each in agreement.items.values()}
    found |= {f"rule {each.key}": each.why for each in routing.rules}
    found |= {
        "harm": routing.harm_why,
        "away": routing.away,
        "away until": routing.away_until,
        "lead": routing.lead_why,
    }
    found |= {f"kept {kind}": f"{kept.what}. {kept.why}" for kind, kept in OFFICE.retention.items()}
    return found


TOLD = told()


def plain(text: str) -> str:
    gaps = [name for _, name, _, _ in Formatter().parse(text) if name]
    return text.format(**{name: SAMPLES.get(name, "Monday") for name in gaps})


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD.keys())
def test_a_nine_year_old_could_read_it(text: str) -> None:
    assert_a_nine_year_old_could_read(plain(text))


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD.keys())
def test_it_blames_nobody_and_promises_nothing(text: str) -> None:
    assert BLAMES.search(text.replace("not your fault", "")) is None


def test_the_intro_says_what_cannot_stay_secret_and_that_it_is_a_choice() -> None:
    whole = " ".join(OFFICE.agreement.intro)
    assert "your choice" in whole and "danger" in whole and "judge" in whole


def test_every_file_says_its_version() -> None:
    for file in sorted(FOLDER.glob("*.yml")):
        assert isinstance(yaml.safe_load(file.read_text())["version"], int), file.name


def test_letters_have_gaps_for_nothing_personal() -> None:
    for letter in OFFICE.wording.letters.values():
        gaps = {name for _, name, _, _ in Formatter().parse(letter.subject + letter.text) if name}
        assert gaps <= {"reference", "link", "due", "contact"}
