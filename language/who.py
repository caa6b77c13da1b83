"""Who the help is for: the writer, a child, a partner, a parent, a friend, a client or another."""

from __future__ import annotations

import re

from language.ages import find_age
from language.normalising import tidy
from language.numbers import with_digits
from language.rules import load_rules

_I = r"(?:i'?m|i am|im|iam)"
_AGE_OF_SELF = re.compile(
    rf"\b(?:{_I}|i'?ve (?:just )?turned|i just turned|i turn)\s+"
    r"(?:(?:only|just|nearly|almost|turning|a|now|about)\s+)*(?:\d|in year|in yr|a young carer)"
)
_NOT_AN_AGE_OF_SELF = re.compile(rf"{_I}\s+\d+\s*(?:weeks|months|miles|minutes|mins|days|st\b|stone|%)")


def _own_age(text: str) -> bool:
    return bool(_AGE_OF_SELF.search(text)) and not _NOT_AN_AGE_OF_SELF.search(text)


def find_who(text: str) -> str | None:
    """`self`, `child`, `partner`, `parent`, `friend`, `client` or `other`, or None where nothing says."""
    small = tidy(text[:4000]).lower()
    own_age = _own_age(with_digits(small))
    age = find_age(small)
    young = age is not None and age.from_ < 18
    for who, pattern in load_rules("who"):
        if not pattern.search(small):
            continue
        if who == "young self":
            if own_age and young:
                return "self"
        elif who == "child by age":
            if young and not own_age:
                return "child"
        else:
            return who
    return "self" if own_age else None
