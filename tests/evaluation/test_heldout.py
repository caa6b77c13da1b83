"""Held-out messages are many, whole, and really held out."""

import re
from collections import Counter
from math import ceil
from pathlib import Path

import pytest

from core.settings import load_settings
from evaluation.heldout import SETS, HeldOutError, read_set
from language.messages import read_messages
from language.needs import load_needs
from language.normalising import normalise
from safeguarding import KINDS
from safeguarding.learning import lessons
from safeguarding.signs import load_signs

DATA = load_settings().data
ALIKE = 0.8
"""Two messages that share this much of their words are one message."""


def held_out() -> list[str]:
    return [
        row["text"] for name in SETS for rows in read_set(DATA / "heldout", name).values() for row in rows
    ]


def learnt() -> list[str]:
    return [*(message.text for message in read_messages(DATA / "nlu")), *lessons(load_settings())]


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", normalise(text).replace("'", "")))


def nearest(texts: set[frozenset[str]], others: set[frozenset[str]]) -> list[tuple[str, str]]:
    """Pairs that are alike; only those of four words or more, which are not alike by chance."""
    by_word: dict[str, set[frozenset[str]]] = {}
    for other in others:
        for word in other:
            by_word.setdefault(word, set()).add(other)
    found = []
    for text in texts:
        if len(text) < 4:
            continue
        enough = len(text) - ceil(ALIKE * len(text)) + 1
        rare = sorted(text, key=lambda word: len(by_word.get(word, ())))[:enough]
        near = {other for word in rare for other in by_word.get(word, ())}
        found += [(" ".join(text), " ".join(o)) for o in near if len(text & o) / len(text | o) >= ALIKE]
    return found


def test_no_held_out_message_was_learnt_in_any_spelling() -> None:
    assert not {normalise(text) for text in held_out()} & {normalise(text) for text in learnt()}


def test_no_held_out_message_was_learnt_in_nearly_the_same_words() -> None:
    assert nearest({words(text) for text in held_out()}, {words(text) for text in learnt()}) == []


def test_no_example_of_a_sign_repeats_a_held_out_message() -> None:
    examples = {words(rule.example) for rule in load_signs().rules}
    assert nearest({words(text) for text in held_out()}, examples) == []


def test_no_message_stands_in_two_held_out_sets_of_a_topic() -> None:
    for topic in ("intents", "needs", "details", "risk", "safe"):
        texts = [normalise(row["text"]) for name in SETS for row in read_set(DATA / "heldout", name)[topic]]
        assert [text for text, many in Counter(texts).items() if many > 1] == []


def test_held_out_messages_are_enough_to_decide() -> None:
    sets = [read_set(DATA / "heldout", name) for name in SETS]
    many = {topic: sum(len(each[topic]) for each in sets) for topic in sets[0]}
    assert many["risk"] >= 460
    assert many["needs"] >= 300
    assert many["intents"] >= 264
    assert many["safe"] >= 400


def test_labels_are_known_ones() -> None:
    needs = {need.key for need in load_needs()}
    intents = {message.intent for message in read_messages(DATA / "nlu")}
    for name in SETS:
        rows = read_set(DATA / "heldout", name)
        assert {need for row in rows["needs"] for need in row["needs"]} <= needs
        assert {row["intent"] for row in rows["intents"]} <= intents
        assert {kind for row in rows["risk"] for kind in row["kinds"]} <= set(KINDS)
        assert {row["level"] for row in rows["risk"]} <= {"immediate", "harm"}


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "known").mkdir()
    (tmp_path / "known" / "risk.yml").write_text("- {text: no level}", encoding="utf-8")
    with pytest.raises(HeldOutError, match=r"known/risk\.yml"):
        read_set(tmp_path, "known")
