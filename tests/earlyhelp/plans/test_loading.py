"""A mistake in data/plans is found when it is loaded, and named in one sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.settings import PROJECT
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.plans.outcomes import load_outcomes
from earlyhelp.plans.parts import load_blue_sky
from earlyhelp.plans.wording import load_wording
from language.needs import load_needs

FOLDER = PROJECT / "data" / "plans"
NEEDS = frozenset(need.key for need in load_needs())


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("blue_sky.yml", "version: 1", "version: one", "version"),
        ("blue_sky.yml", "parts:", "parts: [", "YAML"),
        ("blue_sky.yml", "key: world", "key: wrld", "world is missing"),
        ("blue_sky.yml", "key: happy", "key: world", "twice"),
        ("blue_sky.yml", "kind: scale", "kind: words", "scale"),
        ("blue_sky.yml", "kind: look", "kind: lok", "'look'"),
        ("blue_sky.yml", "You said {now}", "You said {here}", "here"),
        ("blue_sky.yml", "    unscored:", "    unscorred:", "not known"),
        ("blue_sky.yml", '"🙁": 3', '"🙁": 1', "face"),
        ("blue_sky.yml", '"😀": 9', '"😀": 19', "0 to 10"),
        ("outcomes.yml", "southwark: achieving", "southwark: acheiving", "acheiving"),
        ("outcomes.yml", "needs: [parenting]", "needs: [parentin]", "parentin"),
        ("outcomes.yml", "key: parenting", "key: other", "other"),
        ("outcomes.yml", "  3: It", "  9: It", "3"),
        ("wording.yml", "  paused:", "  pausd:", "pausd"),
        ("wording.yml", "{reference}", "{refrence}", "refrence"),
        ("wording.yml", "keep_days: 365", "keep_days: no", "whole number"),
        ("wording.yml", "  pause: Stop", "  # pause: Stop", "pause"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "plans"))
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    with pytest.raises(EarlyHelpDataError) as raised:
        load_blue_sky(folder)
        load_outcomes(folder, NEEDS)
        load_wording(folder)
    assert said in str(raised.value) and file in str(raised.value) and "data/plans" in str(raised.value)


def test_every_outcome_of_the_template_is_there_in_plain_words() -> None:
    outcomes = load_outcomes(FOLDER, NEEDS)
    assert len(outcomes.by_key) == 20
    assert {each.southwark for each in outcomes.by_key.values()} == set(outcomes.southwark)
    assert {aim for each in outcomes.by_key.values() for aim in each.somerset} == set(outcomes.somerset)
    assert NEEDS - {need for each in outcomes.by_key.values() for need in each.needs} <= {
        "early_years_childcare", "identity_and_discrimination", "immigration_and_language", "private_fostering",
    }  # fmt: skip
