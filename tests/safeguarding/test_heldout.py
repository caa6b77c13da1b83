"""Held-out messages against the floors that the signs reach; see data/safeguarding/README.md for how to read them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from safeguarding import KINDS, check
from safeguarding.signs import load_signs

FOLDER = Path(__file__).parent / "heldout"
PROJECT = FOLDER.parents[2]
WIDENED_FOR = ("risk.yml", "risk_second.yml", "risk_third.yml", "risk_fourth.yml")
RISKS = (*WIDENED_FOR, "risk_fifth.yml")
HARMLESS = (
    "hard_negatives.yml",
    "ordinary.yml",
    "negatives_second.yml",
    "negatives_third.yml",
    "negatives_fourth.yml",
    "negatives_fifth.yml",
)


@cache
def messages(file: str) -> list[dict[str, Any]]:
    written = yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))
    return [one if isinstance(one, dict) else {"text": one} for one in written]


def missed(file: str) -> list[str]:
    return [message["text"] for message in messages(file) if check(message["text"]).level == "none"]


def raised(file: str) -> list[str]:
    return [message["text"] for message in messages(file) if check(message["text"]).level != "none"]


@pytest.mark.parametrize("file", WIDENED_FOR)
def test_nearly_every_risk_of_the_sets_the_signs_were_widened_for_is_heard(file: str) -> None:
    assert len(missed(file)) <= 0.035 * len(messages(file)), missed(file)


def test_each_kind_is_heard_in_those_sets() -> None:
    told, heard, named = Counter[str](), Counter[str](), Counter[str]()
    for message in (message for file in WIDENED_FOR for message in messages(file)):
        disclosure = check(message["text"])
        for kind in message["kinds"]:
            told[kind] += 1
            heard[kind] += disclosure.level != "none"
            named[kind] += kind in disclosure.kinds
    for kind in KINDS:
        assert heard[kind] >= 0.93 * told[kind], kind
        assert named[kind] >= 0.85 * told[kind], kind


def test_immediate_danger_in_those_sets_is_never_none_and_nearly_always_immediate() -> None:
    urgent = [
        message["text"]
        for file in WIDENED_FOR
        for message in messages(file)
        if message["level"] == "immediate"
    ]
    levels = Counter(check(text).level for text in urgent)
    assert levels["none"] == 0
    assert levels["immediate"] >= 0.95 * len(urgent)


def test_the_untouched_set_is_heard_as_often_as_measured() -> None:
    assert len(missed("risk_fifth.yml")) <= 0.5 * len(messages("risk_fifth.yml"))


@pytest.mark.parametrize(
    ("file", "share"),
    [
        ("hard_negatives.yml", 0.0), ("ordinary.yml", 0.0), ("negatives_second.yml", 0.04),
        ("negatives_third.yml", 0.02), ("negatives_fourth.yml", 0.07), ("negatives_fifth.yml", 0.08),
    ],
)  # fmt: skip
def test_harmless_messages_rarely_raise_a_sign(file: str, share: float) -> None:
    assert len(raised(file)) <= share * len(messages(file)), raised(file)


def test_held_out_messages_are_many_and_unique() -> None:
    texts = [message["text"].lower() for file in (*RISKS, *HARMLESS) for message in messages(file)]
    assert len(messages("risk.yml")) >= 200
    assert len(messages("hard_negatives.yml")) >= 120
    assert len(messages("ordinary.yml")) >= 150
    assert len(texts) == len(set(texts))


def alike(one: str, other: str) -> float:
    """The share of words that two messages have in common, 0 to 1."""
    words, others = set(one.split()), set(other.split())
    return len(words & others) / len(words | others)


def test_no_example_of_a_sign_repeats_a_held_out_message() -> None:
    examples = {rule.example.lower().replace("'", "") for rule in load_signs().rules}
    held_out = {
        one["text"].lower().replace("'", "") for file in (*RISKS, *HARMLESS) for one in messages(file)
    }
    assert [example for example in examples for text in held_out if alike(example, text) > 0.6] == []


def test_training_messages_about_everyday_needs_rarely_raise_a_sign() -> None:
    needs = (
        "activities",
        "money",
        "housing",
        "early_years_childcare",
        "work_and_training",
        "school_attendance",
        "isolation",
        "health",
    )
    files = [PROJECT / "data" / "nlu" / "needs" / f"{need}.yml" for need in needs]
    texts = [
        line.strip()[2:]
        for file in files if file.exists()
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]
        for line in block["examples"].splitlines() if line.strip().startswith("- ")
    ]  # fmt: skip
    if not texts:
        pytest.skip("the training messages are not there")
    alarms = [text for text in texts if check(text).level != "none"]
    assert len(alarms) <= 0.02 * len(texts), alarms
