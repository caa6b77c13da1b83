"""Where one person is in the talk or the review, and the words for it: one question a turn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from earlyhelp.plans.mine import Mine
from earlyhelp.plans.parts import ACTION, WHEN, WHO, BlueSky, Part, key_and_round
from language.normalising import normalise
from language.scale import HIGHEST, Score


def open_part(member: Mine, blue_sky: BlueSky) -> Part | None:
    """The first part of the present round that was neither said nor left out; None after the last.

    Who does a thing, and when, is not asked where no thing was named.
    """
    action = member.entry(ACTION)
    nothing_to_do = action is not None and not action.words
    return next(
        (
            part
            for part in blue_sky.parts_of(member.round)
            if member.entry(part.key) is None and not (nothing_to_do and part.key in (WHO, WHEN))
        ),
        None,
    )


@dataclass(frozen=True)
class Told:
    """One part with something in it; `name` says which, also of an earlier round, as in `world@0`."""

    part: Part
    round: int
    words: str
    shared: bool | None

    @property
    def name(self) -> str:
        """What `share` knows it by."""
        return f"{self.part.key}@{self.round}"


def told(member: Mine, blue_sky: BlueSky) -> list[Told]:
    """All that has something in it, in every round, in the order of asking; never what is kept for danger."""
    return [each for each in _reached(member, blue_sky) if each.words]


def undecided(member: Mine, blue_sky: BlueSky) -> list[Told]:
    """What of it was not yet said who may see it."""
    return [each for each in told(member, blue_sky) if each.shared is None]


def changeable(member: Mine, blue_sky: BlueSky) -> list[Told]:
    """What can be said anew, also where it was left out: all of the present round, and of those before what
    is not asked again."""
    asked = {part.key for part in blue_sky.parts_of(member.round)}
    found = _reached(member, blue_sky)
    return [each for each in found if each.round == member.round or each.part.key not in asked]


def named(member: Mine, blue_sky: BlueSky, name: str) -> tuple[Part, int] | None:
    """The part and round of a name such as `world` or `world@0`; None if there is none such."""
    found = key_and_round(name, member.round)
    part = blue_sky.part(*found) if found is not None else None
    return (part, found[1]) if found is not None and part is not None else None


def before(member: Mine, blue_sky: BlueSky, key: str) -> Part | None:
    """The part that comes before this one, or before the end; None at the first."""
    parts = blue_sky.parts_of(member.round)
    at = next((place for place, part in enumerate(parts) if part.key == key), len(parts))
    return parts[at - 1] if at else None


def looked_at(member: Mine, blue_sky: BlueSky, key: str) -> list[Part]:
    """What a look shows again: the parts before it that have something in them, but the name."""
    parts = blue_sky.parts_of(member.round)
    at = next(place for place, part in enumerate(parts) if part.key == key)
    return [part for part in parts[:at] if part.key != "called" and _has_words(member, part)]


def places(member: Mine, blue_sky: BlueSky, round_: int | None = None) -> Mapping[str, str]:
    """What fills the gaps of a question of this round: now, up and last, those of them that are known."""
    known: dict[str, str] = {}
    asked = member.round if round_ is None else round_
    score, last = member.score(asked), member.score(asked - 1) if asked else None
    if score is not None:
        known["now"] = score.words
        if score.high < HIGHEST:
            known["up"] = f"{next_up(score, blue_sky.step_up):g}"
    if last is not None:
        known["last"] = last.words
    return known


def next_up(score: Score, step: int) -> float:
    """The next step up the scale, never beyond its top: from 4, two up is 6; from 3 to 4 it is 6 as well."""
    return min(HIGHEST, math.ceil(score.high) + step)


def is_skip(words: str, blue_sky: BlueSky) -> bool:
    """Whether these words leave a question out."""
    said = normalise(words).strip(" .!")
    return said in {normalise(skip) for skip in blue_sky.skips} or words.strip() in blue_sky.skips


def asks_back(words: str, blue_sky: BlueSky) -> bool:
    """Whether these words ask something about the talk; anything else is an answer, "a dog?" too."""
    said = f"{normalise(words).removeprefix('wait ').removeprefix('and ').removeprefix('but ')} "
    return said.startswith(tuple(f"{each} " for each in blue_sky.asks_back))


def progress(member: Mine) -> str:
    """Which sentence says how far they have come since the round before: up, same, down, or none."""
    now, before_ = member.score(), member.score(member.round - 1) if member.round else None
    if now is None or before_ is None:
        return ""
    if now.middle == before_.middle:
        return "progress_same"
    return "progress_up" if now.middle > before_.middle else "progress_down"


def _reached(member: Mine, blue_sky: BlueSky) -> list[Told]:
    """Every part that was asked for something and answered or left out, in every round."""
    return [
        Told(part, round_, entry.words, entry.shared)
        for round_ in range(member.round + 1)
        for part in blue_sky.parts_of(round_)
        if part.kind != "look" and (entry := member.entry(part.key, round_)) is not None
    ]


def _has_words(member: Mine, part: Part) -> bool:
    entry = member.entry(part.key)
    return entry is not None and bool(entry.words)
