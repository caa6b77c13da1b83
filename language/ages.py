"""The age of the person that help is for, of all the ages that a message tells."""

from __future__ import annotations

import re
from datetime import date

from language.bystanders import only_bystanders, without_bystanders
from language.pointing import of_kind, pointed_out
from language.who import find_who
from language.years import OLDEST, AgeRange, Told, ages_in, plain

__all__ = ["OLDEST", "AgeRange", "ages_of_children", "find_age", "own_age"]

_ADULT = 18
_ONLY_ME = re.compile(
    r"\bit'?s me (?:that'?s?|who'?s?|i'?m|i|needs?|as)\b|\bfor myself\b|\bfor someone like me\b"
)
_NOT_ME = re.compile(r"\bthe one (?:who|that)\b|\bnot me\b|\bnot for me\b")
_YOUNGEST_WRITER = 6
_GROWN = frozenset({"partner", "parent", "friend", "other"})
_OF_THE_HOUSE = frozenset({"partner", "parent"})
_CLIENT_OR_FRIEND = frozenset({"client", "friend"})


def find_age(text: str, today: date | None = None) -> AgeRange | None:
    """The age that `text` tells, or None. Several children give the range from youngest to oldest.

    The writer's own age does not count where the help is for another, nor does that of one who stands beside.
    Births are reckoned to `today`, which is the present day unless told.
    """
    told = ages_in(text, today)
    counted = _of_the_one(plain(text), told, find_who(text, told)) if told else []
    if not counted:
        return None
    return AgeRange(round(min(each.from_ for each in counted), 2), round(max(each.to for each in counted), 2))


def own_age(text: str) -> AgeRange | None:
    """The age that the writer tells as their own today, whoever the help is for; the last one told.

    Who is nearly 18 is 17 to 18: whether somebody is young is no matter of rounding up.
    """
    told = [each for each in ages_in(text) if each.own and each.now and each.age.to >= _YOUNGEST_WRITER]
    return AgeRange(told[-1].age.from_ - told[-1].nearly, told[-1].age.to) if told else None


def ages_of_children(text: str) -> tuple[float, ...]:
    """The exact ages of everybody under 18 but the writer, the youngest first."""
    told = (each for each in ages_in(text) if not each.own and each.age.from_ == each.age.to)
    return tuple(sorted({round(each.age.from_, 2) for each in told if each.age.from_ < _ADULT}))


def _of_the_one(text: str, told: list[Told], who: str | None) -> list[AgeRange]:
    """The ages of whom the help is for; where children's and adults' are left, only one sort of them."""
    own, others = [each for each in told if each.own], [each for each in told if not each.own]
    if who != "self" or _NOT_ME.search(text):
        pointed = pointed_out(text, others if who != "self" else told)
        if pointed:
            return [each.age for each in pointed]
    only_me = bool(_ONLY_ME.search(text))
    if who == "self":
        told = own or [each for each in others if not only_me or each.age.from_ >= _ADULT]
    elif who:
        told = own if _is_young(own) and _writer_is_in_need(text, others, who) else others
    told = of_kind(text, without_bystanders(text, told), who)
    if not told:
        return []
    young = told[0].age.from_ < _ADULT if who in _GROWN else any(each.age.from_ < _ADULT for each in told)
    return [each.age for each in told if (each.age.from_ < _ADULT) is young]


def _writer_is_in_need(text: str, others: list[Told], who: str) -> bool:
    """Whether a young writer is one of those in need: no other age tells of whom they speak of."""
    if not others:
        return who not in _CLIENT_OR_FRIEND
    return who in _OF_THE_HOUSE and only_bystanders(text, others)


def _is_young(own: list[Told]) -> bool:
    return bool(own) and own[-1].now and own[-1].age.to - own[-1].nearly < _ADULT
