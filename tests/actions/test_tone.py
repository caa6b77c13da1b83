"""Every reply the assistant has reads at the age of nine, blames nobody and promises no secrecy."""

import re
from pathlib import Path

import pytest
import textstat
import yaml

PROJECT = Path(__file__).resolve().parents[2]
DOMAIN = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
FOR_WORKERS = {"utter_professionals"}
HARDEST_GRADE = 5.0
"""Automated readability index of a text for nine- to ten-year-olds."""
LONGEST_SENTENCE = 25
BLAMES = re.compile(
    r"\b(?:you should have|why did(?:n't)? you|your (?:own )?fault\b(?! if)|you failed|calm down|you must have|"
    r"at least you|just try|bad (?:mother|father|mum|dad))\b",
    re.IGNORECASE,
)
NOT_BLAME = ("not your fault", "n't your fault", "not mean you are a bad")
PROMISES = re.compile(
    r"\b(?:i promise|just between us|completely (?:private|safe)|totally confidential|confidential|no one will ever|"
    r"will stay secret|can keep (?:it|this|that) secret|won't tell anyone)\b",
    re.IGNORECASE,
)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def replies() -> list[tuple[str, str]]:
    return [(name, each["text"]) for name, texts in DOMAIN["responses"].items() for each in texts]


def plain(text: str) -> str:
    """The words that are read: no links, numbers, list marks or slots."""
    words = re.sub(r"\{\w+\}|[*_]|^- ", "", LINK.sub(r"\1", text), flags=re.MULTILINE)
    return re.sub(r"\b0[\d ]{6,}\b", "", words)


def sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?:])\s+|\n+", plain(text)) if len(each.split()) > 2]


@pytest.mark.parametrize(("name", "text"), replies(), ids=[name for name, _ in replies()])
def test_a_nine_year_old_could_read_it(name: str, text: str) -> None:
    said = sentences(text)
    assert [each for each in said if len(each.split()) > LONGEST_SENTENCE] == []
    if name not in FOR_WORKERS and len(plain(text).split()) >= 12:
        whole = " ".join(each if each[-1] in ".!?" else f"{each}." for each in said)
        assert textstat.automated_readability_index(whole) <= HARDEST_GRADE


@pytest.mark.parametrize(("name", "text"), replies(), ids=[name for name, _ in replies()])
def test_it_blames_nobody_and_promises_no_secrecy(name: str, text: str) -> None:
    said = plain(text)
    for excused in NOT_BLAME:
        said = re.sub(excused, "", said, flags=re.IGNORECASE)
    assert BLAMES.search(said) is None
    assert PROMISES.search(said) is None


def test_buttons_are_short_enough_for_a_phone() -> None:
    titles = [
        button["title"]
        for texts in DOMAIN["responses"].values()
        for each in texts
        for button in each.get("buttons", ())
    ]
    assert [title for title in titles if len(title) > 30] == []
