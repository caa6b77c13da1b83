"""What every passage must be: short, sourced, asked for in many ways, and safe to follow."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from directory.guidance import GuidanceDesk, load_guidance
from directory.guidance.reading import GuidanceError
from tests.directory.guidance.conftest import held_out

NUMBERS = {"999", "0300 123 2224", "0300 123 2327", "01823 355803"}
"""Every number that guidance may give; each is in data/safeguarding/helplines.yml."""
WANTED = {
    "levels-of-need", "early-help-assessment", "lead-professional", "team-around", "step-up-step-down",
    "information-sharing", "consent", "escalation", "hidden-harm", "young-carers", "transition-14-25",
    "private-fostering", "fgm-duty", "domestic-abuse", "think-family", "measures-of-success",
}  # fmt: skip


def test_every_topic_is_there_and_leads_on(desk: GuidanceDesk) -> None:
    topics = desk.guidance.topics
    assert set(topics) >= WANTED
    assert all(2 <= len(topic.next) <= 4 and topic.key not in topic.next for topic in topics.values())
    assert {"families", "professionals"} == {who for topic in topics.values() for who in topic.audiences}


def test_every_passage_is_short_and_stands_on_a_source(desk: GuidanceDesk) -> None:
    for passage in desk.guidance.passages.values():
        words = len(passage.text.split())
        assert 30 <= words <= 140, (passage.key, words)
        assert all(block.citations for block in passage.blocks), passage.key
        assert "[[" not in passage.text, passage.key


def test_every_source_is_cited_and_says_how_it_was_read(desk: GuidanceDesk) -> None:
    cited = {each.source.key for passage in desk.guidance.passages.values() for each in passage.citations}
    steps = [*desk.sharing.steps.values(), *desk.sharing.ends.values()]
    cited |= {each.source.key for step in steps for each in step.citations}
    cited |= {each.source.key for route in desk.router.routes.by_level.values() for each in route.citations}
    assert set(desk.guidance.sources) == cited


def test_no_number_is_given_but_those_that_were_checked(desk: GuidanceDesk) -> None:
    for passage in desk.guidance.passages.values():
        found = set(re.findall(r"\b(?:0[\d ]{8,}\d|999|101|111)\b", passage.text))
        assert found <= NUMBERS, passage.key


def test_nobody_asks_for_two_passages_with_the_same_words(desk: GuidanceDesk) -> None:
    asked = Counter(
        re.sub(r"[^a-z0-9 ]", "", way.lower())
        for passage in desk.guidance.passages.values()
        for way in (*passage.asked, *passage.also_asked)
    )
    assert [words for words, times in asked.items() if times > 1] == []
    assert min(len(each.also_asked) for each in desk.guidance.passages.values()) >= 16


@pytest.mark.parametrize("name", ["guidance", "worries"])
def test_what_is_held_out_is_not_learnt_from(desk: GuidanceDesk, name: str) -> None:
    def plain(text: str) -> str:
        return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()

    learnt = {
        plain(way)
        for passage in desk.guidance.passages.values()
        for way in (*passage.asked, *passage.also_asked)
    } | {plain(each) for each in desk.guidance.unanswered}
    worries = (desk.settings.data / "guidance" / "worries.yml").read_text(encoding="utf-8")
    learnt |= {plain(line.strip("- ")) for line in worries.splitlines()}
    given = held_out(name)
    held = (
        [each["asked"] for each in given]
        if name == "guidance"
        else [
            text for level in ("universal", "early_help", "social_care", "emergency") for text in given[level]
        ]
    )
    assert [each for each in held if plain(each) in learnt] == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("no front matter", "needs title"),
        ("---\ntitle: A\nfor: [dogs]\nchecked: 2026-01-01\nnext: []\n---\n## H\n", "is for professionals or"),
        ("---\ntitle: A\nfor: [families]\nchecked: soon\nnext: []\n---\n## H\n", "checked"),
        ("---\ntitle: A\nfor: [families]\nchecked: 2026-01-01\nnext: []\n---\n", "needs passages"),
        (
            "---\ntitle: A\nfor: [families]\nchecked: 2026-01-01\nnext: []\n---\n## H\n? a\n\nText.\n",
            "cites nothing",
        ),
        (
            "---\ntitle: A\nfor: [families]\nchecked: 2026-01-01\nnext: []\n---\n## H\n? a\n\nT [[x § 1]].\n",
            "cites no known source",
        ),
        (
            "---\ntitle: A\nfor: [families]\nchecked: 2026-01-01\nnext: []\n---\n## H\n? a\n\nT [[law § 1]].\n",
            "ways of asking",
        ),
        (
            "---\ntitle: A\nfor: [families]\nchecked: 2026-01-01\nnext: [b]\n---\n"
            "## H\n? a\n? b\n? c\n? d\n\nT [[law § 1]].\n",
            "which is not there",
        ),
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "sources").mkdir()
    law = "title: Law\nby: Parliament\nyear: 2000\nkind: law\nread: known\n"
    (tmp_path / "sources" / "law.yml").write_text(law, encoding="utf-8")
    (tmp_path / "unanswered.yml").write_text("[]", encoding="utf-8")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    with pytest.raises(GuidanceError, match=sentence) as raised:
        load_guidance(tmp_path)
    assert "a.md" in str(raised.value)
