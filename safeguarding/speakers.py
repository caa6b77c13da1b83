"""Who is speaking: someone for themself, someone worried about another person, or a professional."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from safeguarding.disclosures import Speaker
from safeguarding.phrases import Phrase
from safeguarding.signs import Rule

_SELF = re.compile(r" (?:i|me|myself|us) ")
_ADULT_AGE = 18
_AT_HOME = frozenset(("neglect", "domestic_abuse", "physical_abuse", "emotional_abuse", "missing_child"))
_YOUNG = "son|daughter|boy|girl|lad|sister|brother|grandson|granddaughter|niece|nephew|friend|child"
_OWN_AGE = (
    re.compile(
        r" i am (?:only |just |nearly |almost )*(\d{1,2}) (?!week|month|day|min|mile|stone|year old )"
    ),
    re.compile(r"^ (?:hi |hello |hey )?(\d{1,2}) (?:f|m|year old|years old|male|female|girl|boy) "),
    re.compile(r"^ (?:[^ ]+ ){0,3}aged? (\d{1,2}) "),
)
_ANY_AGE = (
    re.compile(r" (\d{1,2}) year olds? "),
    re.compile(r" (?:he|she|they|who) (?:is|are) (?:only |just |nearly )?(\d{1,2}) (?!week|month|day|min)"),
    re.compile(rf" (?:{_YOUNG}) (?:is |who is |aged? )?(\d{{1,2}}) "),
)


def said_age(plain: str) -> int | None:
    """The age in years said in a normalised message, the speaker's own first; None when none is said."""
    for pattern in (*_OWN_AGE, *_ANY_AGE):
        found = pattern.search(plain)
        if found:
            return int(found.group(1))
    return None


def find_speaker(
    plain: str, found: Sequence[tuple[Rule, str]], age: int | None, cues: Mapping[str, tuple[Phrase, ...]]
) -> Speaker:
    """The speaker of a normalised message in which rules were found (each with the words it matched)."""
    said = {name: any(phrase.spans(plain) for phrase in phrases) for name, phrases in cues.items()}
    if said["professional"]:
        return "professional"
    for rule, _ in found:
        if rule.speaker:
            return rule.speaker
    for_self = any(_SELF.search(f" {words.strip()} ") for _, words in found)
    if said["about_child"] and not for_self:
        return "about_child"
    if age is not None and any(pattern.search(plain) for pattern in _OWN_AGE):
        return "child" if age < _ADULT_AGE else "adult"
    if for_self:
        return "adult" if said["adult"] else "child" if said["child"] else "unknown"
    if (
        said["child"]
        and not said["adult"]
        and _AT_HOME.issuperset(kind for rule, _ in found for kind in rule.kinds)
    ):
        return "child"
    return "about_adult" if said["about_adult"] else "adult" if said["adult"] else "unknown"
