"""Which of several ages counts: whom a message points out, who only stands beside, and who is fine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from language.rules import load_rules
from language.years import Told

_NEAR, _MAY_HAVE_A_BABY, _ADULT = 70, 14, 18
_SENTENCE = re.compile(r"[.!?;](?!\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SEVERAL = re.compile(r"\d\D+\d")
_UNIT = re.compile(r"[ -]*(?:years?|yrs?|months?|mths?|weeks?|wks?|y/?o)\b[ -]*(?:olds?\b)? *(?=\w)")
_OF_ONE = frozenset({"he", "she", "hes", "shes", "him", "her", "son", "daughter", "boy", "girl", "lad"})
_ALL_FINE = re.compile(r"\W*(?:and )?(?:they|both|all|are)\b")
_ALL = re.compile(r"\b(?:they|both|them|their|each other)\b")


def pointed_out(text: str, told: list[Told]) -> list[Told]:
    """Those of `told` whom `text`, as `plain` gives it, points out; none where that is nobody or all."""
    for naming in (_named_by_age, _named_by_word, _named_by_place, _named_by_gender):
        found = naming(text, told) if len(told) > 1 else []
        if found and len(found) < len(told):
            return found
    return []


def without_bystanders(text: str, told: list[Told]) -> list[Told]:
    """`told` without those who are named by the way and those who are fine; all where nobody else is left."""
    for is_left_out in (_is_beside, _is_baby_by_the_way, _is_fine):
        left = [each for each in told if not is_left_out(text, each, told)]
        told = left or told
    return told


def only_bystanders(text: str, told: list[Told]) -> bool:
    """Whether all of `told` stand beside somebody else."""
    return all(_is_beside(text, each, told) for each in told)


def of_kind(text: str, told: list[Told], kind: str | None) -> list[Told]:
    """Those of `told` that are told of a parent, partner or friend; all where none is, or a child's is."""
    if kind != "friend" and any(each.age.from_ < _ADULT for each in told):
        return told
    pattern = _patterns().get(kind or "") if kind in {"parent", "partner", "friend"} else None
    return [each for each in told if pattern and pattern.fullmatch(_person(text, each)[0])] or told


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return dict(load_rules("pointing"))


def _before(text: str, each: Told) -> str:
    """The words of its sentence up to an age."""
    return _SENTENCE.split(text[max(0, each.start - _NEAR) : each.start])[-1]


def _number_end(text: str, each: Told) -> int:
    number = _NUMBER.match(text, each.start)
    return number.end() if number else each.end


def _person(text: str, each: Told) -> tuple[str, int]:
    """The word for the person of an age, nearest to it, and where it stands; nothing where there is none."""
    unit = _UNIT.match(text, _number_end(text, each))
    noun = _patterns()["person"].match(text, unit.end()) if unit else None
    if noun:
        return noun[0], noun.start()
    before = _before(text, each)
    nouns = list(_patterns()["person"].finditer(before))
    return (nouns[-1][0], each.start - len(before) + nouns[-1].start()) if nouns else ("", -1)


def _gender(word: str) -> str:
    return next((each for each in ("he", "she") if _patterns()[each].fullmatch(word)), "")


def _named_by_age(text: str, told: list[Told]) -> list[Told]:
    """Those whose age, told before, is told again as a name: "its the 12 yr old"."""
    again = {match.start("again") for match in _patterns()["named by age"].finditer(text)}
    pointed = {match.start("again") for match in _patterns()["pointed age"].finditer(text)}
    found = {
        each.age: each
        for each in told
        if each.start in pointed
        or (each.start in again and any(other.age == each.age and other.start < each.start for other in told))
    }
    fine = {age for age, each in found.items() if _is_fine(text, each, told)}
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
    fine = {means for means, end in spoken if _patterns()["fine"].match(text[end : end + _NEAR])}
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


def _is_beside(text: str, each: Told, told: Iterable[Told]) -> bool:
    before, patterns = _before(text, each), _patterns()
    if patterns["beside before"].search(before) or _is_class(text, each):
        return True
    after = text[_number_end(text, each) :]
    return bool(patterns["beside whose"].search(before) and patterns["beside after"].match(after))


def _is_class(text: str, each: Told) -> bool:
    """Whether it is a school year told of many: "the year 6s"."""
    return each.age.to - each.age.from_ == 1 and text[each.start : each.end].endswith("s")


def _is_baby_by_the_way(text: str, each: Told, told: Iterable[Told]) -> bool:
    if not _patterns()["with a baby"].search(_before(text, each)):
        return False
    return any(other.start < each.start and other.age.from_ >= _MAY_HAVE_A_BABY for other in told)


def _is_fine(text: str, each: Told, told: Iterable[Told]) -> bool:
    """Whether the words after say that they are fine, or those before that it is not about them."""
    fine, whole = _patterns()["fine"], text[each.end : each.end + _NEAR]
    if _SEVERAL.search(text[each.start : each.end]):
        return bool(_ALL_FINE.match(whole) and fine.match(whole))
    if _patterns()["not meant"].search(_before(text, each)):
        return True
    return bool(fine.match(whole) or fine.match(text[_number_end(text, each) :][:_NEAR]))
