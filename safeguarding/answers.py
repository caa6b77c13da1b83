"""What to say to a disclosure: fixed, reviewed words by kind and voice, and lines that fit the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from safeguarding.disclosures import Disclosure, Kind, Speaker
from safeguarding.files import DATA, read
from safeguarding.helplines import Helpline, aware, choose_lines

Voice = Literal["child", "adult", "about_child", "about_adult", "professional"]
SafeNow = Literal["yes", "no", "not_sure"]
CHILDLINE_TO = 18
_ADULT_AGE = 18
_CHILD_OF_UNKNOWN_AGE = 15


@dataclass(frozen=True)
class SafetyAnswer:
    """Paragraphs to say, the lines to show, the one question to ask (may be empty), and how to carry on."""

    paragraphs: tuple[str, ...]
    lines: tuple[Helpline, ...]
    question: str
    carry_on: str


def answer(disclosure: Disclosure, age: int | None = None, now: datetime | None = None) -> SafetyAnswer:
    """The answer to a disclosure; `age` is the age in years of the person writing, when known from before."""
    words = load_answers()
    kind = disclosure.kinds[0] if disclosure.kinds else "any"
    immediate = disclosure.level == "immediate"
    voice, age = _voice(disclosure.speaker, disclosure.age if age is None else age)
    paragraphs = [words["opening"][voice], words["about"][kind][voice]]
    if immediate:
        paragraphs.insert(0, words["now"][kind])
    else:
        paragraphs.append(words["danger"][voice])
    paragraphs.append(words["truth"][voice])
    return SafetyAnswer(
        tuple(paragraphs),
        _lines(disclosure.kinds, disclosure.speaker, voice, age, immediate, aware(now)),
        words["question"],
        words["carry_on"],
    )


def follow_up(
    safe_now: SafeNow,
    kinds: Sequence[Kind] = (),
    age: int | None = None,
    now: datetime | None = None,
    speaker: Speaker = "unknown",
) -> SafetyAnswer:
    """What to say when the person answers "Are you safe right now?"; asks nothing more."""
    words = load_answers()
    voice, age = _voice(speaker, age)
    said = words["follow_up"][safe_now]["child" if voice == "child" else "adult"]
    in_danger = safe_now == "no"
    paragraphs = (words["now"][kinds[0] if kinds else "any"], said) if in_danger else (said,)
    lines = _lines(kinds, speaker, voice, age, in_danger, aware(now))
    return SafetyAnswer(paragraphs, lines, "", words["carry_on"])


@lru_cache(maxsize=1)
def load_answers(path: Path = DATA / "answers.yml") -> Mapping[str, Any]:
    """The reviewed words, read once; raises SafeguardingDataError when they cannot be read."""
    words: Mapping[str, Any] = read(path)
    return words


def _voice(speaker: Speaker, age: int | None) -> tuple[Voice, int | None]:
    """Which words to use, and the age that decides which lines the reader may see."""
    if speaker in ("about_child", "about_adult", "professional"):
        return speaker, None
    if speaker == "child" or (speaker == "unknown" and age is not None and age < _ADULT_AGE):
        return "child", age if age is not None else _CHILD_OF_UNKNOWN_AGE
    return "adult", age


def _lines(
    kinds: Sequence[Kind], speaker: Speaker, voice: Voice, age: int | None, immediate: bool, now: datetime
) -> tuple[Helpline, ...]:
    by_kind = load_answers()["lines"]
    named = [by_kind[kind] for kind in kinds[:2]] or [by_kind["any"]]
    keys = [key for lines in named for key in lines.get(voice, lines.get("any", []))]
    if voice == "child" or (age is not None and age <= CHILDLINE_TO):
        keys.insert(0, "childline")
    if immediate:
        keys.insert(0, "emergency")
    if speaker == "adult" and age is None:
        keys = [key for key in keys if key != "childline"]
    return choose_lines(keys, age, now)
