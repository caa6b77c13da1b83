"""Whose age is not that of the one in need: who only stands beside somebody, and who is fine."""

from __future__ import annotations

import re
from functools import lru_cache

from language.around import NEAR, number_end, words_before
from language.rules import load_rules
from language.years import Told

_MAY_HAVE_A_BABY = 14
_SEVERAL = re.compile(r"\d\D+\d")
_ALL_FINE = re.compile(r"\W*(?:and )?(?:they|both|all|are)\b")


def without_bystanders(text: str, told: list[Told]) -> list[Told]:
    """`told` without those who are named by the way and those who are fine; all where nobody else is left."""
    told = [each for each in told if not _is_beside(text, each)] or told
    told = [each for each in told if not _is_baby_by_the_way(text, each, told)] or told
    return [each for each in told if not is_fine(text, each)] or told


def only_bystanders(text: str, told: list[Told]) -> bool:
    """Whether all of `told` stand beside somebody else."""
    return all(_is_beside(text, each) for each in told)


def is_fine(text: str, each: Told) -> bool:
    """Whether the words after say that they are fine, or those before that it is not about them."""
    if _SEVERAL.search(text[each.start : each.end]):
        return bool(_ALL_FINE.match(text[each.end :][:NEAR])) and says_fine(text, each.end)
    if _patterns()["not meant"].search(words_before(text, each)):
        return True
    return says_fine(text, each.end) or says_fine(text, number_end(text, each))


def says_fine(text: str, at: int) -> bool:
    """Whether the words from `at` on say that somebody named before them is fine."""
    return bool(_patterns()["fine"].match(text[at : at + NEAR]))


def names_one_beside(text: str, at: int) -> bool:
    """Whether the next word after `at` is one for who stands beside, as in "the 12 year old brother"."""
    return bool(_patterns()["one beside"].match(text[at : at + NEAR]))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return dict(load_rules("bystanders"))


def _is_beside(text: str, each: Told) -> bool:
    before, patterns = words_before(text, each), _patterns()
    if patterns["beside before"].search(before) or _is_class(text, each):
        return True
    after = text[number_end(text, each) :]
    return bool(patterns["beside whose"].search(before) and patterns["beside after"].match(after))


def _is_class(text: str, each: Told) -> bool:
    """Whether it is a school year told of many: "the year 6s"."""
    return each.age.to - each.age.from_ == 1 and text[each.start : each.end].endswith("s")


def _is_baby_by_the_way(text: str, each: Told, told: list[Told]) -> bool:
    if not _patterns()["with a baby"].search(words_before(text, each)):
        return False
    return any(other.start < each.start and other.age.from_ >= _MAY_HAVE_A_BABY for other in told)
