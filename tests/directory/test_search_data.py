"""The synonyms and the judged searches are data that must stay in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.settings import PROJECT
from directory.search import SynonymsError
from directory.search.meanings import load_meanings
from language.needs import load_needs

SYNONYMS = PROJECT / "data" / "search" / "synonyms.yml"


def test_every_need_has_synonyms_of_its_own() -> None:
    spoken_for = {need for each in load_meanings(SYNONYMS) for need in each.needs}
    assert spoken_for == {need.key for need in load_needs()}


def test_every_group_says_what_is_heard_and_what_is_meant() -> None:
    for each in load_meanings(SYNONYMS):
        assert each.heard
        assert each.means
        assert all(phrase == phrase.lower() for phrase in (*each.heard, *each.means))


def test_damaged_synonyms_are_one_sentence(tmp_path: Path) -> None:
    damaged = tmp_path / "synonyms.yml"
    damaged.write_text("- heard: [x\n")
    with pytest.raises(SynonymsError, match=r"synonyms\.yml cannot be read"):
        load_meanings(damaged)


def test_judged_searches_are_enough_and_graded_from_0_to_3() -> None:
    judged = json.loads((PROJECT / "benchmarks" / "search" / "judgements.json").read_text(encoding="utf-8"))
    kinds = [each["kind"] for each in judged.values()]
    assert kinds.count("family") >= 45
    assert kinds.count("plain") >= 15
    assert kinds.count("misspelt") >= 10
    assert all(grade in {0, 1, 2, 3} for each in judged.values() for grade in each["grades"].values())
