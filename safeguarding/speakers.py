"""Who is speaking: someone for themself, someone worried about another person, or a professional."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from safeguarding.disclosures import Kind, Speaker
from safeguarding.phrases import Phrase
from safeguarding.signs import Rule

_SELF = re.compile(r" (?:i|me|myself|us) ")
_DOES_TO_SELF = re.compile(r" i (?:[^ ]+ ){0,3}(?:my (?:arms?|legs?|wrists?|skin|life|head)|myself) ")
_PARTNER = re.compile(r" my (?:husband|wife|partner|boyfriend|girlfriend|fiancee?|fella|missus|ex|bloke) ")
_OWN_THINGS = re.compile(
    r" my (?:pension|bank|card|cards|money|purse|wallet|savings|house|flat|home|tablets|keys) "
)
_ADULT_AGE = 18
_AT_HOME = frozenset(("neglect", "domestic_abuse", "physical_abuse", "emotional_abuse", "missing_child"))
_YOUNG = "son|daughter|boy|girl|lad|sister|brother|grandson|granddaughter|niece|nephew|friend|child"
_ABOUT_ANOTHER = frozenset(("about_child", "about_adult", "professional"))
_OWN_AGE = (
    re.compile(r" i am (?:only |just |nearly |almost |an? )*(\d{1,2}) year old "),
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


def said_age(plain: str, speaker: Speaker) -> int | None:
    """The age in years said in a normalised message: the speaker's own, or of the person they worry about."""
    return _first_age(plain, (*_OWN_AGE, *_ANY_AGE) if speaker in _ABOUT_ANOTHER else _OWN_AGE)


def find_speaker(
    plain: str,
    found: Sequence[tuple[Rule, str]],
    kinds: Collection[Kind],
    cues: Mapping[str, tuple[Phrase, ...]],
) -> Speaker:
    """The speaker of a normalised message in which rules (each with its words) and kinds were heard."""
    said = {name: any(phrase.spans(plain) for phrase in phrases) for name, phrases in cues.items()}
    speaker = _speaker(plain, found, kinds, said)
    return speaker if speaker == "professional" else _nearer(speaker, _own_age(plain), kinds, said)


def _nearer(speaker: Speaker, age: int | None, kinds: Collection[Kind], said: Mapping[str, bool]) -> Speaker:
    """The speaker whose words fit best where the message tells more than who is speaking."""
    young = age is not None and age < _ADULT_AGE
    if not young and said["may_hurt"] and ("harm_to_others" in kinds or "physical_abuse" in kinds):
        return "may_hurt"
    if not young and said["hurt_by_child"] and "harm_to_others" in kinds:
        return "hurt_by_child"
    if "neglect" in kinds and (young or (speaker == "child" and age is None)):
        if said["child_of_ill_mum"]:
            return "child_of_ill_mum"
        if said["child_of_ill_dad"]:
            return "child_of_ill_dad"
    return speaker


def _own_age(plain: str) -> int | None:
    return _first_age(plain, _OWN_AGE)


def _first_age(plain: str, patterns: Sequence[re.Pattern[str]]) -> int | None:
    for pattern in patterns:
        found = pattern.search(plain)
        if found:
            return int(found.group(1))
    return None


def _speaker(
    plain: str, found: Sequence[tuple[Rule, str]], kinds: Collection[Kind], said: Mapping[str, bool]
) -> Speaker:
    if said["professional"] or (said["works_with_families"] and not said["own_trouble"]):
        return "professional"
    for rule, _ in found:
        if rule.speaker:
            return rule.speaker
    about_another = said["about_child"] or said["about_adult"]
    for_self = any(_SELF.search(f" {words.strip()} ") for _, words in found)
    if not found:
        for_self = bool(_DOES_TO_SELF.search(plain) or (_SELF.search(plain) and not about_another))
    age = _own_age(plain)
    young = age is not None and age < _ADULT_AGE
    for_self = for_self or (young and said["own_pictures"] and "sexual_abuse_exploitation" in kinds)
    if not found and "domestic_abuse" in kinds and _PARTNER.search(plain) and _SELF.search(plain):
        return "child" if young else "adult"
    if said["about_child"] and "adult_at_risk" in kinds and not young:
        return "adult" if _OWN_THINGS.search(plain) else "about_adult"
    if said["about_child"] and not for_self and not (young and _AT_HOME.issuperset(kinds)):
        return "about_child"
    if age is not None:
        return "child" if young else "adult"
    if for_self:
        return "adult" if said["adult"] else "child" if said["child"] else "unknown"
    if (
        said["child"]
        and not said["adult"]
        and _AT_HOME.issuperset(kind for rule, _ in found for kind in rule.kinds)
    ):
        return "child"
    return "about_adult" if said["about_adult"] else "adult" if said["adult"] else "unknown"
