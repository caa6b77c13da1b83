"""Who the help is for: the writer, a child, a partner, a parent, a friend, a client or another."""

from __future__ import annotations

import re

from language.normalising import normalise
from language.rules import load_rules
from language.years import Told, ages_in

_ADULT, _GROWN_UP, _AT_SCHOOL = 18, 25, (6, 16)
_MEANT = {
    "own age": "self", "young self": "self", "child by age": "child", "child by pronoun": "child",
    "age alone": None,
}  # fmt: skip
_OF_ANOTHER = re.compile(
    r"\b(CHILD|PARTNER|PARENT|OTHER|FRIEND)(?: (?:CHILD|PARTNER|PARENT|OTHER|FRIEND|EX|CHILDREN)\b)+"
)


def find_who(text: str, told: list[Told] | None = None) -> str | None:
    """`self`, `child`, `partner`, `parent`, `friend`, `client` or `other`, or None where nothing says.

    First whether the writer helps by trade, which plain words tell. Then people are put as one word each, and
    the need is that of the person whom the first rule points at. People who are named by the way ("at my
    sister's", "mum of two") count only where nothing else says.
    `told` are the ages in `text`, where they are known.
    """
    small = normalise(re.sub(r"(?<=\w)-(?=\w)", " ", text[:4000]))
    told = ages_in(text) if told is None else told
    if _says(small, "client") and not any(_is_at_school(each) for each in told):
        return "client"
    held = _held(told)
    people = _with_people(small)
    who = _by_rules(_without_asides(people), held) or _by_rules(people, held)
    return "other" if who == "child" and _says(small, "grandchild") else who


def _is_at_school(each: Told) -> bool:
    """Whether it is the age of a writer too young to help by trade."""
    return each.own and each.now and _AT_SCHOOL[0] <= each.age.from_ and each.age.to <= _AT_SCHOOL[1]


def names_child(text: str) -> bool:
    """Whether a child of the writer's family is named, a grandchild too: `my son`, `two grandsons`."""
    return bool(re.search(r"\bCHILD(?:REN)?\b", _with_people(normalise(text[:4000]))))


def names_grandchild(text: str) -> bool:
    """Whether it is a grandchild: `our grandson`."""
    return _says(normalise(text[:4000]), "grandchild")


def _says(small: str, wanted: str) -> bool:
    return any(pattern.search(small) for meaning, pattern in load_rules("who") if meaning == wanted)


def _held(told: list[Told]) -> dict[str, bool]:
    """Whether the rules that ask for an age may count."""
    own = [each for each in told if each.own]
    one_young = any(each.age.from_ < _ADULT and each.age.to - each.age.from_ <= 1 for each in told)
    return {
        "own age": bool(own),
        "young self": any(each.age.from_ < _ADULT for each in own),
        "child by age": one_young and not own,
        "child by pronoun": all(each.age.from_ < _GROWN_UP for each in told),
        "age alone": one_young and not own,
        "client": False,
        "grandchild": False,
        "aside": False,
    }


def _with_people(small: str) -> str:
    """Every person as one word; of "my sister's boy" the sister is left."""
    for person, pattern in load_rules("who_people"):
        small = pattern.sub(f" {person} ", small)
    return _OF_ANOTHER.sub(r"\1", re.sub(r"\s+", " ", small).strip())


def _without_asides(text: str) -> str:
    for meaning, pattern in load_rules("who"):
        if meaning == "aside":
            text = pattern.sub(" ", text)
    return re.sub(r"\s+", " ", text).strip()


def _by_rules(text: str, held: dict[str, bool]) -> str | None:
    for who, pattern in load_rules("who"):
        found = pattern.search(text) if held.get(who, True) else None
        if found and who == "named":
            return next(each for each in found.groups() if each).lower()
        if found:
            return _MEANT.get(who, who)
    return None
