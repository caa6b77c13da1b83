"""Who the help is for: the writer, a child, a partner, a parent, a friend, a client or another."""

from __future__ import annotations

from language.normalising import normalise
from language.rules import load_rules
from language.years import Told, ages_in

_ADULT = 18
_MEANT = {"own age": "self", "young self": "self", "child by age": "child"}


def find_who(text: str) -> str | None:
    """`self`, `child`, `partner`, `parent`, `friend`, `client` or `other`, or None where nothing says.

    People who are named by the way ("at my sister's", "mum of two") count only where nothing else says.
    """
    held = _held(ages_in(text))
    small = normalise(text[:4000])
    found = None
    for left in (_without_asides(small), small):
        found = found or _by_rules(left, held)
    return found


def _held(told: list[Told]) -> dict[str, bool]:
    """Whether the rules that ask for an age may count."""
    own = [each for each in told if each.own]
    young = any(each.age.from_ < _ADULT for each in told)
    return {
        "own age": bool(own),
        "young self": any(each.age.from_ < _ADULT for each in own),
        "child by age": young and not own,
    }


def _without_asides(text: str) -> str:
    for meaning, pattern in load_rules("who"):
        if meaning == "aside":
            text = pattern.sub(" ", text)
    return text


def _by_rules(text: str, held: dict[str, bool]) -> str | None:
    for who, pattern in load_rules("who"):
        if who != "aside" and held.get(who, True) and pattern.search(text):
            return _MEANT.get(who, who)
    return None
