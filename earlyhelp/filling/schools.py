"""Finding a school that some contact works with in what a person wrote, also by its usual short forms."""

from __future__ import annotations

import re

from earlyhelp.contacts import Contacts
from earlyhelp.contacts.contact import plain_school
from language import corrections

_SORTS = frozenset(
    {"primary", "junior", "infant", "first", "middle", "secondary", "high", "upper", "lower", "academy",
     "community", "college", "nursery", "preschool", "vc", "va", "ce", "cofe", "church", "of", "england"}
)  # fmt: skip
"""Words of a school's name that say what sort of school it is."""

_SORT = rf"(?:{'|'.join(sorted(_SORTS))}|school)"
_GOES_THERE = (
    r"(?:goes to|go to|going to|went to|go into|going into|get to|into|at|attends?|starts?|started|is called)"
)


def known_school(told: str, contacts: Contacts, *, asked: bool = False) -> str:
    """A school of some contact that is named in these words, the longest name of it; empty if none is.

    The name without its sort (`hillside`) counts where the school was `asked` for, where the words say that
    somebody goes there, or with any sort behind it (`hamp juniors`), unless two schools share it. What stands
    after `sorry no` counts.
    """
    told = corrections.after_retraction(told)
    schools = sorted({name for contact in contacts.by_key.values() for name in contact.schools})
    whole = f" {_alike(plain_school(told))} "
    named = [name for name in schools if f" {_alike(name)} " in whole]
    if named:
        return max(named, key=len).title()
    words = _alike(" ".join(re.findall(r"[a-z0-9]+", told.lower().replace("'", "").replace("’", ""))))
    found = [name for name in schools if _in_short(_short(name), words, asked=asked)]
    return max(found, key=len).title() if len({_short(name) for name in found}) == 1 else ""


def _in_short(short: str, words: str, *, asked: bool) -> bool:
    name = re.escape(short)
    pattern = rf"\b{name}\b" if asked else rf"\b{_GOES_THERE} (?:the )?{name}\b|\b{name} {_SORT}\b"
    return bool(short) and bool(re.search(pattern, words))


def _short(name: str) -> str:
    """The name without its sort; empty where nothing else is in it."""
    return " ".join(word for word in _alike(name).split() if word not in _SORTS)


def _alike(words: str) -> str:
    """The same with one form for each sort: `juniors` is `junior`."""
    return " ".join(word[:-1] if word[:-1] in _SORTS else word for word in words.split())
