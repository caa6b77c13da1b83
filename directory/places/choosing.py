"""Which of the places in a message is the one for the help: not the old home, nor where somebody works."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from directory.places.gazetteer import plain_name
from directory.places.place import Place
from language.who import find_who


@dataclass(frozen=True)
class Mention:
    """A place, where in the message it was named (characters), how strong its cue was, and if it is far."""

    place: Place
    start: int
    end: int
    strength: int
    far: bool = False


_DENIED = re.compile(
    r"\b(?:not(?: in| near)?|isnt|aint|than|left|forget|scrap|instead of|no longer(?: in)?)$"
)
_DENIED_AFTER = re.compile(
    r"\s*\? ?(?:no|nope|nah)\b|(?: is|'?s)? (?:way |much )?too far\b"
    r"|\W*(?:no,? )?(?:that|it)(?:'?s| is| was) (?:my|the|our|her|his|an) old\b"
    r"|\W*no,? (?:that|it|s?he|we|i)(?:'?s| is|'?m| am| are)?(?: not\b|n'?t\b)"
    r"|\W*no,? (?:that|it|s?he|we|i) (?:isn'?t|aint|aren'?t)\b",
    re.IGNORECASE,
)
_OF_OLD = re.compile(
    r"\b(?:(?:moved|moving|move|came|coming|new|family|up|down) from|used to (?:live|be) (?:in|at|near)"
    r"|(?:was|lived|were living|grew up|born) in|left)$"
)
_ELSEWHERE = re.compile(
    r"\b(?:works?|working|job|office|bus|buses|train|transport|lifts?|drives?|travels?|commutes?|went|goes|get"
    r"|school|college|uni|hospital|nursery|prison|appointments?)s?(?: (?!liv|stay)\w+)?(?: is| was)?"
    r" (?:in|at|to|near|over)$"
    r"|\b(?:school|college|uni|hospital|nursery|work|job|office)s?(?: is| was)?$"
)
_OLD_AFTER = re.compile(
    r" (?:hospital|college|uni|university|school|prison|court|council|station|job ?centre)\b"
    r"|(?: is|'?s)? (?:just |only )?where (?:s?he|i|we|they) (?:works?|shops?|was|were|used|grew|goe?s?)\b"
    r"|,? before\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:meant?|actually|sorry|no|wait|make it|home is|new to|(?:move|moving|(?:has|have|just) moved) to"
    r"|(?:back|home) (?:to|in)"
    r"|(?:like|love|want|hoping|prefer)(?: to (?:be|live))? (?:in|near))$"
)
_NOW = re.compile(r" now\b|(?:'?s| is) (?:the |a bit |much )?(?:near|clos)(?:er|est)\b", re.IGNORECASE)
_BESIDE = frozenset(
    {"near", "nr", "by", "close to", "just outside", "outside", "next to", "not far from", ""}
)
_KIN = (
    "mum|mam|mother|dad|father|nan|nana|gran|granny|grandma|grandad|brother|sister|aunt|auntie|uncle|cousin|mate"
    "|friend|neighbour|husband|hubby|wife|partner|boyfriend|girlfriend"
)
_SUBJECT = re.compile(
    rf"\b(?:(?P<away>my ex|exs?|(?:his|her|their) (?:{_KIN})s?|(?:{_KIN})s (?:{_KIN}))"
    rf"|(?P<ours>we|were|weve|us)|(?P<mine>i|im|ive|me|the (?:boys|girls|kids|twins)|home)"
    rf"|(?P<theirs>s?he|they|s?hes|theyre|parents|(?:{_KIN})s?|grand ?\w+|nieces?|nephews?"
    rf"|patient|client|family))\b"
)
_LIVES_APART = re.compile(
    r"\b(?:grand(?:son|daughter|child|kid)|niece|nephew|god(?:son|daughter))", re.IGNORECASE
)
_TIES = {
    "own": {"mine": 2, "ours": 2, None: 1},
    "partner": {"theirs": 2, "ours": 2, None: 1},
    "another": {"theirs": 2, None: 1},
}
"""How near each subject of a clause is to the person whom the help is for; of others nothing is."""

TOWN_KM = 12
"""A postcode farther than this from a town that is named with it is not that town's."""


def choose(text: str, mentions: Iterable[Mention]) -> Mention | None:
    """The mention that counts, or None if none is left. "Nunney near Frome" is Nunney."""
    kept = [each for each in mentions if not _is_denied(text, each)]
    if len(kept) < 2:
        return kept[0] if kept else None
    ties = _ties(text)
    best = max(
        kept,
        key=lambda each: (
            _standing(text, each),
            not each.far,
            ties.get(_subject(text, each), 0),
            each.strength,
            -each.start,
        ),
    )
    for each in kept:
        between = plain_name(text[each.end : best.start]) if each.end <= best.start else "-"
        if between in _BESIDE and _standing(text, each):
            return each
    return best


def with_town(text: str, code: Mention, town: Mention | None) -> Mention:
    """A postcode that stands beside its town, "Langport TA10", bears the town's name."""
    if town is None or code.place.km_to(town.place.latitude, town.place.longitude) > TOWN_KM:
        return code
    between = text[min(code.end, town.end) : max(code.start, town.start)]
    return replace(code, place=replace(code.place, name=town.place.name)) if len(between) <= 12 else code


def _before(text: str, mention: Mention) -> str:
    """The plain words before a mention in its sentence."""
    return plain_name(re.split(r"[.!?;]", text[: mention.start])[-1])


def _is_denied(text: str, mention: Mention) -> bool:
    return bool(_DENIED.search(_before(text, mention)) or _DENIED_AFTER.match(text, mention.end))


def _standing(text: str, mention: Mention) -> int:
    """2 for a place that is settled on, 0 for an old home or where somebody only goes, 1 for others."""
    before = _before(text, mention)
    if _OF_OLD.search(before) or _ELSEWHERE.search(before) or _OLD_AFTER.match(text, mention.end):
        return 0
    settled = _SETTLED.search(plain_name(text[: mention.start])) or _NOW.match(text, mention.end)
    return 2 if settled else 1


def _subject(text: str, mention: Mention) -> str | None:
    """Whose place it is by the last person named before it in its sentence: a group of `_SUBJECT`."""
    found = list(_SUBJECT.finditer(_before(text, mention)))
    return found[-1].lastgroup if found else None


def _ties(text: str) -> dict[str | None, int]:
    who = find_who(text)
    if who == "partner":
        return _TIES["partner"]
    if who in {"parent", "friend", "other", "client"} or (who == "child" and _LIVES_APART.search(text)):
        return _TIES["another"]
    return _TIES["own"]
