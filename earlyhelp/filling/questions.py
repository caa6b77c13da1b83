"""The questions of a request and everything said around them, as data/earlyhelp/questions.yml has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from earlyhelp.checking import mend, parts, several, words
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.files import check_gaps, read
from earlyhelp.filling.spoken import BUTTONS, MUST_SAY, SENTENCES, VALUES
from earlyhelp.wording import filled

ORDER = (
    "about", "who", "age", "under_18", "place", "name", "reach_how", "reach_where", "reach_when", "message",
    "family", "school", "services", "change", "well",
)  # fmt: skip
"""Every question, in the order in which they are asked."""

CHOSEN = frozenset({"who", "under_18", "reach_how"})
"""Questions that only a choice can answer; elsewhere choices are there for ease."""


UNDER_18, GROWN_UP = "under_18_yes", "under_18_no"
"""The answers on whether the writer is under 18."""

MESSAGE_YES, MESSAGE_NO = "message_yes", "message_no"
"""The plain answers on whether a message is safe."""

VIA_SCHOOL, I_RING = "via_school", "i_ring"
"""Ways to get in touch that need no number: through the school, or the person rings."""

_CHOICES: Mapping[str, frozenset[str]] = {
    "who": frozenset({"self", "child", "family", "other"}),
    "under_18": frozenset({UNDER_18, GROWN_UP}),
    "reach_how": frozenset({"phone", "text", "email", VIA_SCHOOL, I_RING}),
    "reach_when": frozenset({"any_time", "school_hours", "evening"}),
    "message": frozenset({MESSAGE_YES, MESSAGE_NO}),
}
"""The choices of each question that has any: what contacts read of them is in `values`, and some steer."""

_VOICES = frozenset({"ask", "young", "own", "email", "number", "unsafe", "text", "plain"})

NAMED = frozenset({
    "name", "age", "who", "reach", "reach_where", "reach_when", "message", "place", "family", "school",
    "services", "needs", "story", "change", "well",
})  # fmt: skip
"""What a person can name to change it: every item, and the parts that one of them is made of."""


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

    `asks_back` is how words begin that are a question themselves, after any of `fillers`. `other_ways` are
    words for ways to get in touch that there are none of; `names` is what people call each answer.
    """

    version: int
    questions: Mapping[str, Question]
    values: Mapping[str, str]
    sentences: Mapping[str, str]
    buttons: Mapping[str, str]
    skips: frozenset[str]
    fillers: frozenset[str]
    asks_back: tuple[str, ...]
    other_ways: frozenset[str]
    names: Mapping[str, tuple[str, ...]]

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
            _said(found["values"], VALUES),
            _said(found["sentences"], SENTENCES, MUST_SAY),
            _said(found["buttons"], BUTTONS),
            frozenset(several(found["skips"])),
            frozenset(several(found["fillers"])),
            several(found["asks_back"]),
            frozenset(several(found["other_ways"])),
            {key: several(called, least=1) for key, called in parts(found["names"], NAMED).items()},
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise mend("questions.yml", error) from None
    if len(questions) != len(found["questions"]) or tuple(questions) != ORDER:
        raise EarlyHelpDataError(
            f"Put the questions of questions.yml in data/earlyhelp in this order: {', '.join(ORDER)}."
        )
    if loaded.names.keys() != NAMED:
        raise EarlyHelpDataError(f"Say in the names of questions.yml: {', '.join(sorted(NAMED))}.")
    for key, known in _CHOICES.items():
        if {choice.key for choice in questions[key].choices} != known:
            raise EarlyHelpDataError(
                f"Give the question {key!r} of questions.yml these choices: {', '.join(sorted(known))}."
            )
    return loaded


def _said(
    written: object,
    known: Mapping[str, frozenset[str]],
    must: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> dict[str, str]:
    """All that is `known`, by key; a ValueError for a gap that nobody fills, or one that `must` be there."""
    told = parts(written)
    said = {key: check_gaps(words(told[key]), gaps) for key, gaps in known.items()}
    for key in known.keys() & must.keys():
        missing = [gap for gap in must[key] if f"{{{gap}}}" not in said[key]]
        if missing:
            raise ValueError(f"{key!r} does not say {{{missing[0]}}}")
    return said


def _question(written: Mapping[str, Any]) -> Question:
    asks = {voice: check_gaps(words(text), ()) for voice, text in written.items() if voice in _VOICES}
    if "ask" not in asks or written.keys() - _VOICES - {"key", "choices"}:
        raise ValueError(f"the question {written['key']!r} has no `ask`, or something that is not known")
    choices = tuple(
        Choice(each["key"], words(each["label"]), tuple(word.lower() for word in several(each["hears"])))
        for each in written.get("choices", ())
    )
    return Question(written["key"], asks, choices)
