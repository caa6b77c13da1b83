"""What was learnt belongs to the guidance that was read, whatever its files have become since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.settings import load_settings
from directory.guidance import load_guidance
from directory.guidance.learning import Meanings, learn_guidance, ways_of_asking
from directory.guidance.model import Guidance
from directory.guidance.searching import GuidanceSearch
from directory.guidance.wordings import Wordings

LAW = "title: Law\nby: Parliament\nyear: 2000\nkind: law\nread: known\n"
HEAD = "---\ntitle: Bins\nfor: [families]\nchecked: 2026-01-01\nnext: []\n---\n"
GREEN = "## When is green day?\n? green bin day\n? when green\n? green when\n? day of green\n\nMonday [[law § 1]].\n"
BLUE = (
    "## When is blue day?\n? blue bin day\n? when blue\n? blue when\n? day of blue\n\nFriday [[law § 2]].\n"
)


def test_guidance_that_changed_on_the_disk_still_answers_as_it_was_read(tmp_path: Path) -> None:
    settings = replace(load_settings(), models=tmp_path)
    meanings = Meanings(load_settings())
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "law.yml").write_text(LAW, encoding="utf-8")
    (tmp_path / "unanswered.yml").write_text('["who won the cup", "what is the time"]', encoding="utf-8")
    (tmp_path / "bins.md").write_text(HEAD + GREEN, encoding="utf-8")
    before = load_guidance(tmp_path)
    (tmp_path / "bins.md").write_text(HEAD + GREEN + "\n" + BLUE, encoding="utf-8")
    after = load_guidance(tmp_path)

    def search(guidance: Guidance) -> GuidanceSearch:
        wordings = Wordings(ways_of_asking(guidance)[0])
        return GuidanceSearch(
            guidance, learn_guidance(guidance, settings, meanings, wordings), meanings, wordings
        )

    assert [each.passage.key for each in search(after).find("day of the blue bin")] == [
        "bins#when-is-blue-day"
    ]
    assert [each.passage.key for each in search(before).find("day of the green bin")] == [
        "bins#when-is-green-day"
    ]
