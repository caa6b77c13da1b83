"""The questions of a request and everything said around them, as data/earlyhelp/questions.yml has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.files import read
from earlyhelp.wording import filled

ORDER = (
    "about", "who", "age", "place", "name", "reach_how", "reach_where", "reach_when", "message", "family",
    "school", "services", "change", "well",
)  # fmt: skip
"""Every question, in the order in which they are asked."""

CHOSEN = frozenset({"who", "reach_how"})
"""Questions that only a choice can answer; elsewhere choices are there for ease."""


@dataclass(frozen=True)
class Choice:
    """One button; `hears` are words that mean the same, in small letters."""

    key: str
    label: str
    hears: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question; `asks` are its wordings by voice, of which `ask` is always there."""

    key: str
    asks: Mapping[str, str]
    choices: tuple[Choice, ...]

    def ask(self, voice: str) -> str:
        """The wording for this voice, or the one for everybody."""
        return self.asks.get(voice, self.asks["ask"])


@dataclass(frozen=True)
class Questions:
    """One version of every question, sentence and button; `skips` are answers that leave a question out.

    `asks_back` is how words begin that are a question themselves, after any of `fillers`.
    """

    version: int
    questions: Mapping[str, Question]
    values: Mapping[str, str]
    sentences: Mapping[str, str]
    buttons: Mapping[str, str]
    skips: frozenset[str]
    fillers: frozenset[str]
    asks_back: tuple[str, ...]

    def say(self, sentence: str, **gaps: str) -> str:
        """One sentence with its gaps filled; raises EarlyHelpDataError."""
        return filled(self.sentences, sentence, gaps)

    def value(self, key: str, **gaps: str) -> str:
        """How an answer reads; raises EarlyHelpDataError."""
        return filled(self.values, key, gaps)

    def label(self, button: str, **gaps: str) -> str:
        """What stands on a button; raises EarlyHelpDataError."""
        return filled(self.buttons, button, gaps)


def load_questions(folder: Path) -> Questions:
    """The questions in this folder; raises EarlyHelpDataError."""
    found = read(folder / "questions.yml")
    try:
        questions = {each["key"]: _question(each) for each in found["questions"]}
        loaded = Questions(
            found["version"],
            questions,
            found["values"],
            found["sentences"],
            found["buttons"],
            frozenset(str(each) for each in found["skips"]),
            frozenset(found["fillers"]),
            tuple(found["asks_back"]),
        )
    except (KeyError, TypeError, AttributeError):
        raise EarlyHelpDataError("Mend questions.yml in data/earlyhelp: a part of it is missing.") from None
    if tuple(questions) != ORDER:
        raise EarlyHelpDataError(
            f"Put the questions of questions.yml in data/earlyhelp in this order: {', '.join(ORDER)}."
        )
    return loaded


def _question(written: Mapping[str, Any]) -> Question:
    asks = {voice: text for voice, text in written.items() if voice not in {"key", "choices"}}
    asks["ask"] = written["ask"]
    choices = tuple(
        Choice(each["key"], each["label"], tuple(str(word).lower() for word in each["hears"]))
        for each in written.get("choices", ())
    )
    return Question(written["key"], asks, choices)
