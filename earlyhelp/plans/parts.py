"""The parts of the blue-sky talk and of a review, as data/plans/blue_sky.yml has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from earlyhelp.checking import mend, parts, several, whole, words
from earlyhelp.files import check_gaps, checked_key, read
from language.scale import HIGHEST, LOWEST

Voice = Literal["child", "teen", "adult"]
VOICES: tuple[Voice, ...] = get_args(Voice)
Kind = Literal["words", "scale", "look"]

CALLED, NOW, ACTION, WHO, WHEN = "called", "now", "action", "action_who", "action_when"
_MUST_STAY = frozenset({CALLED, "world", NOW, "next", ACTION, WHO, WHEN})
"""Parts that a sentence, a chart or the list of actions stands on."""
_LONGEST_KEY = 40
_NAME = re.compile(r"(?P<key>[a-z_]+)(?:@(?P<round>[0-9]{1,4}))?")
_GAPS = {"now", "up", "last"}
FILE = "blue_sky.yml"


@dataclass(frozen=True)
class Part:
    """One question. `asks` are its wordings by voice; `plain` says it in other words, `unscored` without a
    place on the scale, where the question has one in it."""

    key: str
    kind: Kind
    label: str
    asks: Mapping[Voice, str]
    plain: str
    unscored: str

    def ask(self, voice: Voice, places: Mapping[str, str]) -> str:
        """The question in this voice; `places` fills its gaps: now, up and last, those that are known."""
        question = self.asks[voice]
        try:
            return question.format_map(places)
        except KeyError:
            return self.unscored


@dataclass(frozen=True)
class BlueSky:
    """One version of the talk and of the review. `step_up` is how far the next step is, in places."""

    version: int
    step_up: int
    talk: tuple[Part, ...]
    review: tuple[Part, ...]
    faces: Mapping[str, int]
    skips: frozenset[str]
    asks_back: tuple[str, ...]

    def parts_of(self, round_: int) -> tuple[Part, ...]:
        """What is asked in this round: the talk in round 0, then reviews."""
        return self.review if round_ else self.talk

    def part(self, key: str, round_: int) -> Part | None:
        """The part of this name in this round."""
        return next((part for part in self.parts_of(round_) if part.key == key), None)

    def is_asked(self, key: str) -> bool:
        """Whether a part of this name asks for something, rather than showing what was said."""
        return any(part.key == key and part.kind != "look" for part in (*self.talk, *self.review))

    def label(self, key: str) -> str:
        """What a part is called in the plan, of whichever round it is."""
        return next(part.label for part in (*self.talk, *self.review) if part.key == key)


def key_and_round(name: str, present: int) -> tuple[str, int] | None:
    """Reads a name such as `world`, of the `present` round, or `world@0`; None if it is none such."""
    found = _NAME.fullmatch(name)
    if found is None or int(found["round"] or 0) > present:
        return None
    return found["key"], present if found["round"] is None else int(found["round"])


def load_blue_sky(folder: Path) -> BlueSky:
    """The talk in this folder; raises EarlyHelpDataError."""
    found = read(folder / FILE)
    try:
        talk, review = (tuple(_part(each) for each in found[name]) for name in ("parts", "review"))
        blue_sky = BlueSky(
            found["version"],
            whole(found["step_up"], 1, HIGHEST),
            talk,
            review,
            {words(face): whole(at, LOWEST, HIGHEST) for face, at in parts(found["faces"]).items()},
            frozenset(several(found["skips"])),
            several(found["asks_back"]),
        )
        _check(blue_sky)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise mend(FILE, error, "plans") from None
    return blue_sky


def _part(written: Mapping[str, Any]) -> Part:
    key, kind = checked_key(written["key"], _LONGEST_KEY), written["kind"]
    unknown = written.keys() - {"key", "kind", "label", "plain", "unscored", *VOICES}
    if unknown or kind not in get_args(Kind):
        raise ValueError(f"the part {key!r} has something that is not known")
    asks = {voice: check_gaps(words(written[voice]), _GAPS) for voice in VOICES}
    unscored = check_gaps(words(written["unscored"]), ()) if "unscored" in written else ""
    if not unscored and any("{" in ask for ask in asks.values()) and kind != "scale":
        raise ValueError(f"the part {key!r} wants `unscored`, for somebody who gave no place")
    return Part(key, kind, words(written["label"]), asks, check_gaps(words(written["plain"]), ()), unscored)


def _check(blue_sky: BlueSky) -> None:
    for name, asked in (("parts", blue_sky.talk), ("review", blue_sky.review)):
        keys = [part.key for part in asked]
        if len(set(keys)) < len(keys):
            raise ValueError(f"a key of {name} is there twice")
        if [part.key for part in asked if part.kind == "scale"] != [NOW]:
            raise ValueError(f"{name} has one scale, whose key is {NOW}")
    missing = _MUST_STAY - {part.key for part in blue_sky.talk}
    if missing:
        raise ValueError(f"{', '.join(sorted(missing))} is missing")
    if len(set(blue_sky.faces.values())) < max(len(blue_sky.faces), 1):
        raise ValueError("give each face a place of its own")
