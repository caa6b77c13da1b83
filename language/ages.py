"""The age of the person that help is for, of all the ages that a message tells."""

from __future__ import annotations

import re

from language.normalising import tidy
from language.who import find_who
from language.years import OLDEST, AgeRange, Told, ages_in, bare_ages

__all__ = ["OLDEST", "AgeRange", "ages_of_children", "find_age", "own_age"]

_ADULT = 18
_ONLY_ME = re.compile(r"\bit'?s me (?:that|who|i'?m|i)\b|\bfor myself\b")
_YOUNGEST_WRITER = 6
_GROWN = frozenset({"partner", "parent", "friend", "other"})


def find_age(text: str, asked: bool = False) -> AgeRange | None:
    """The age that `text` tells, or None. Several children give the range from youngest to oldest.

    The writer's own age does not count where the help is for another. `asked` reads bare numbers too, such
    as "4 and 7", for an answer to a question about age.
    """
    told = ages_in(text)
    counted = _of_the_one(told, find_who(text), bool(_ONLY_ME.search(tidy(text).lower()))) if told else []
    if not told and asked:
        counted = bare_ages(text)
    if not counted:
        return None
    return AgeRange(round(min(each.from_ for each in counted), 2), round(max(each.to for each in counted), 2))


def own_age(text: str) -> AgeRange | None:
    """The age that the writer tells as their own today, whoever the help is for; the last one told."""
    told = [each.age for each in ages_in(text) if each.own and each.now and each.age.to >= _YOUNGEST_WRITER]
    return told[-1] if told else None


def ages_of_children(text: str) -> tuple[float, ...]:
    """The exact ages of everybody under 18 but the writer, the youngest first."""
    told = (each for each in ages_in(text) if not each.own and each.age.from_ == each.age.to)
    return tuple(sorted({round(each.age.from_, 2) for each in told if each.age.from_ < _ADULT}))


def _of_the_one(told: list[Told], who: str | None, only_me: bool) -> list[AgeRange]:
    """The ages of whom the help is for; where children's and adults' are left, only one sort of them.

    `only_me`: the writer says that it is for them and nobody else.
    """
    if who == "self":
        others = [each for each in told if not only_me or each.age.from_ >= _ADULT]
        told = [each for each in told if each.own] or others
    elif who:
        told = [each for each in told if not each.own]
    if not told:
        return []
    young = told[0].age.from_ < _ADULT if who in _GROWN else any(each.age.from_ < _ADULT for each in told)
    return [each.age for each in told if (each.age.from_ < _ADULT) is young]
