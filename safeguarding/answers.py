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
_ILL_PARENT = frozenset(("child_of_ill_mum", "child_of_ill_dad"))
_CHILDREN = _ILL_PARENT | {"child"}
_ADULTS = frozenset(("adult", "hurt_by_child"))


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
    kinds = disclosure.kinds if disclosure.named else ()
    kind = kinds[0] if kinds else "any"
    immediate = disclosure.level == "immediate"
    voice, age = _voice(disclosure.speaker, disclosure.age if age is None else age)
    instead = _instead(kind, disclosure.speaker, voice, age)
    paragraphs = [words["opening"][voice], instead.get("about", words["about"][kind][voice])]
    if immediate:
        paragraphs.insert(0, instead.get("now", words["now"][kind]))
    else:
        paragraphs.append(words["danger"][voice])
        if _may_be_child(disclosure.speaker, voice, age):
            paragraphs.append(words["without_ringing"])
    paragraphs.append(words["truth"][voice])
    return SafetyAnswer(
        tuple(paragraphs),
        _lines(kinds, disclosure.speaker, voice, age, immediate, aware(now)),
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
    kind = kinds[0] if kinds else "any"
    paragraphs = [words["follow_up"][safe_now]["child" if voice == "child" else "adult"]]
    in_danger = safe_now == "no"
    if in_danger:
        paragraphs.insert(0, _instead(kind, speaker, voice, age).get("now", words["now"][kind]))
    elif _may_be_child(speaker, voice, age):
        paragraphs.append(words["without_ringing"])
    lines = _lines(kinds, speaker, voice, age, in_danger, aware(now))
    return SafetyAnswer(tuple(paragraphs), lines, "", words["carry_on"])


@lru_cache(maxsize=1)
def load_answers(path: Path = DATA / "answers.yml") -> Mapping[str, Any]:
    """The reviewed words, read once; raises SafeguardingDataError when they cannot be read."""
    words: Mapping[str, Any] = read(path)
    return words


def _voice(speaker: Speaker, age: int | None) -> tuple[Voice, int | None]:
    """Which words to use, and the age that decides which lines the reader may see."""
    if speaker in ("about_child", "about_adult", "professional"):
        return speaker, None
    if speaker == "hurt_by_child":
        return "adult", None
    young = speaker in _CHILDREN if age is None else age < _ADULT_AGE
    if young:
        return "child", _CHILD_OF_UNKNOWN_AGE if age is None else age
    return "adult", age


def _may_be_child(speaker: Speaker, voice: Voice, age: int | None) -> bool:
    return voice == "child" or (speaker == "unknown" and age is None)


def _instead(kind: str, speaker: Speaker, voice: Voice, age: int | None) -> Mapping[str, Any]:
    """The words and lines that replace the usual ones, where more is known of the person, or less."""
    if speaker in ("hurt_by_child", "may_hurt") and voice == "child":
        return {}
    if speaker in _ILL_PARENT and voice != "child":
        return {}
    name = "unclear" if speaker == "unknown" and age is None else speaker
    instead: Mapping[str, Any] = load_answers()["instead"].get(name, {}).get(kind, {})
    return instead


def _lines(
    kinds: Sequence[Kind], speaker: Speaker, voice: Voice, age: int | None, immediate: bool, now: datetime
) -> tuple[Helpline, ...]:
    by_kind = load_answers()["lines"]
    keys = [
        key
        for kind in kinds[:2] or ("any",)
        for key in _instead(kind, speaker, voice, age).get("lines")
        or by_kind[kind].get(voice, by_kind[kind].get("any", []))
    ]
    if voice == "child" or (age is not None and age <= CHILDLINE_TO):
        keys.insert(0, "childline")
    if immediate:
        keys.insert(0, "emergency")
    if speaker in _ADULTS and age is None:
        keys = [key for key in keys if key != "childline"]
    return choose_lines(keys, age, now)
