"""Which of several ages counts: those of whom a message points out, and those of one kind of person."""

from __future__ import annotations

import re
from functools import lru_cache

from language.around import number_end, words_before
from language.bystanders import is_fine, names_one_beside, only_bystanders, says_fine, without_bystanders
from language.rules import load_rules
from language.years import Told

_ADULT = 18
_UNIT = re.compile(r"[ -]*(?:years?|yrs?|months?|mths?|weeks?|wks?|y/?o)\b[ -]*(?:olds?\b)? *(?=\w)")
_OF_ONE = frozenset({"he", "she", "hes", "shes", "him", "her", "son", "daughter", "boy", "girl", "lad"})
_ALL = re.compile(r"\b(?:they|both|them|their|each other)\b")


def pointed_out(text: str, told: list[Told]) -> list[Told]:
    """Those of `told` whom `text`, as `plain` gives it, points out; none where that is nobody or all."""
    for naming in (_named_by_age, _named_by_word, _named_by_place, _named_by_gender):
        found = naming(text, told) if len(told) > 1 else []
        if found and len(found) < len(told):
            return found
    return []


def of_kind(text: str, told: list[Told], kind: str | None) -> list[Told]:
    """Those of `told` that are told of a parent, partner or friend; all where none is, or a child's is."""
    if kind != "friend" and any(each.age.from_ < _ADULT for each in told):
        return told
    pattern = _patterns().get(kind or "") if kind in {"parent", "partner", "friend"} else None
    return [each for each in told if pattern and pattern.fullmatch(_person(text, each)[0])] or told


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return dict(load_rules("pointing"))


def _person(text: str, each: Told) -> tuple[str, int]:
    """The word for the person of an age, nearest to it, and where it stands; nothing where there is none."""
    unit = _UNIT.match(text, number_end(text, each))
    noun = _patterns()["person"].match(text, unit.end()) if unit else None
    if noun:
        return noun[0], noun.start()
    before = words_before(text, each)
    nouns = list(_patterns()["person"].finditer(before))
    return (nouns[-1][0], each.start - len(before) + nouns[-1].start()) if nouns else ("", -1)


def _gender(word: str) -> str:
    return next((each for each in ("he", "she") if _patterns()[each].fullmatch(word)), "")


def _named_by_age(text: str, told: list[Told]) -> list[Told]:
    """Those whose age, told before, is told again as a name: "its the 12 yr old"."""
    again = {
        match.start("again")
        for match in _patterns()["named by age"].finditer(text)
        if not names_one_beside(text, match.end())
    }
    pointed = {match.start("again") for match in _patterns()["pointed age"].finditer(text)}
    found = {
        each.age: each
        for each in told
        if each.start in pointed
        or (each.start in again and any(other.age == each.age and other.start < each.start for other in told))
    }
    fine = {age for age, each in found.items() if is_fine(text, each)}
    if fine:
        return [each for each in told if each.age not in fine]
    return list(found.values()) if len({each.age for each in told}) > len(found) else []


def _named_by_word(text: str, told: list[Told]) -> list[Told]:
    """Those of whom the person that is pointed out is told: by place, by the same word, or as he or she."""
    found: list[Told] = []
    people = [(each, *_person(text, each)) for each in told]
    for match in _patterns()["pointed out"].finditer(text):
        word, start = next((each, match.start(name)) for name, each in match.groupdict().items() if each)
        here = [each for each, _, at in people if at == start]
        same = [each for each, name, _ in people if name == word]
        kin = [each for each, name, _ in people if _gender(word) and _gender(name) == _gender(word)]
        found += here or same or kin
    return [each for each in told if each in found]


def _named_by_place(text: str, told: list[Told]) -> list[Told]:
    """Of a list of ages, that of the eldest, the middle one or the youngest, where one is spoken of."""
    ages = sorted({each.age.from_ for each in told})
    if len(ages) < 2 or any(each.age.from_ != each.age.to for each in told):
        return []
    taken = [_person(text, each)[1] for each in told]
    spoken = [
        (means, match.end())
        for means in ("oldest", "middle", "youngest")
        for match in _patterns()[means].finditer(text)
        if not any(match.start() <= at < match.end() for at in taken)
    ]
    fine = {means for means, end in spoken if says_fine(text, end)}
    named = {means for means, _ in spoken} - fine
    if len(named) != 1 and not (fine and not named):
        return []
    at = {"oldest": [ages[-1]], "youngest": [ages[0]], "middle": ages[1:-1]}
    wanted = set(ages) - {each for means in fine for each in at[means]}
    if named:
        wanted = set(at[named.pop()])
    return [each for each in told if each.age.from_ in wanted]


def _named_by_gender(text: str, told: list[Told]) -> list[Told]:
    """Of a boy and a girl, the one of whom all that follows is told: "son 14, daughter 7. She's bullied"."""
    if only_bystanders(text, told):
        return []
    told = without_bystanders(text, told)
    people = [_person(text, each) for each in told]
    genders = [_gender(name) for name, _ in people]
    end = max(max(each.end, at + len(name)) for each, (name, at) in zip(told, people, strict=True))
    said = {match[0] for match in _patterns()["person"].finditer(text, end)}
    if set(genders) != {"he", "she"} or not said or not said <= _OF_ONE or _ALL.search(text, end):
        return []
    spoken = {_gender(word) for word in said}
    return [each for each, gender in zip(told, genders, strict=True) if spoken == {gender}]
