"""A phone number or an e-mail address within what somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Collection

import phonenumbers

_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_LEAD = re.compile(
    r"^(?:\W|(?:please|pls|you|they|can|could|ring|call|phone|text|message|e-?mail|me|my|mobile|number|is|its|"
    r"it'?s|on|at|to|but|and|so|yes|yeah|just)\b)+",
    re.IGNORECASE,
)
"""Words that tell nothing at the beginning of what stands before or after a number."""
_UP_TO = re.compile(
    r"[\s,.;:]*(?:(?:please|pls|and|but|so|you can|they can) )?"
    r"(?:(?:ring|call|text|phone|email)(?: me)?(?: on| at)?|"
    r"(?:(?:on )?my |the )?(?:number|mobile|phone|e-?mail)(?: is|'?s)?|"
    r"(?:use )?mine(?: is|'?s)?|its|it'?s|it is|on|at)\s*$",
    re.IGNORECASE,
)
"""Words before a number that lead up to it."""
_WHEN = re.compile(
    r"\b(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)?|after|before|between|till?|until|when|while|"
    r"(?:not|never|only|except) (?:at|on|in|if|during)|any ?time|mornings?|afternoons?|evenings?|nights?|"
    r"days?|week\w*|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tea|lunch\w*)\b",
    re.IGNORECASE,
)
"""Words that say when it is safe to get in touch."""
_LONG_WORD = 6
_NOTE_WORDS = 4
"""Words of the shortest note that is kept beside a number."""
_CONTACT = re.compile(
    r"\b(?:ring\w*|calls?|calling|phones?|text\w*|messages?|voice ?mail|answer\w*|picks?|safe|hears?|"
    r"hearing|deaf|slow|let|wait|ask|only|never|if|careful|speaks?|shared?|checks?|looks?|reads?|dont|don't|please)\b",
    re.IGNORECASE,
)
"""Words of a note on how somebody is rung; what else leads up to a number is none."""
_THANKS = re.compile(r"(?:no |oh |ok )?(?:thank|thanks|ta|cheers|sorry)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\d(?:[\s-]?\d){4,}")
_MARKS = " ,.;:!-\n"
_REGION = "GB"
_SHORTEST = 10
"""Digits of the shortest number that is taken without asking again."""


def read_address(text: str) -> tuple[str, str] | None:
    """`("phone", number)` in the national form, or `("email", address)`; None if there is neither.

    A number counts if its length is possible; whether it is in service only a call can tell.
    """
    found = _found(text)
    return found[:2] if found else None


def without_addresses(text: str, gone: Collection[str]) -> str:
    """The first stretch of the text that holds an address, where it is cut at each that is `gone`.

    The whole text where no other address is in it: `its not 07700 900123 its 07700 900999`.
    """
    stretches, rest = [""], text
    while found := _found(rest):
        _, value, start, end = found
        if value in gone:
            stretches[-1] += rest[:start]
            stretches.append("")
        else:
            stretches[-1] += rest[:end]
        rest = rest[end:]
    stretches[-1] += rest
    return next((each for each in stretches if _found(each) is not None), text)


def beside_address(text: str) -> str:
    """What is said beside a number or an address, if it tells when: `not before 9`; else nothing."""
    found = _found(text)
    if found is None:
        return ""
    _, _, start, end = found
    sides = (_LEAD.sub("", each).strip(_MARKS) for each in (_UP_TO.sub("", text[:start]), text[end:]))
    return " ".join(side for side in sides if _tells_when(side))


def note_beside(text: str) -> str:
    """What is said beside a number, whole or not, that is no time: `let it ring, i am slow`; else nothing."""
    number = _NUMBER.search(text)
    if number is None:
        return ""
    before, after = _UP_TO.sub("", text[: number.start()]), text[number.end() :]
    before = before if _CONTACT.search(before) else ""
    longest = max((_LEAD.sub("", each).strip(_MARKS) for each in (before, after)), key=len)
    return longest if len(longest.split()) >= _NOTE_WORDS and not _THANKS.match(longest) else ""


def _tells_when(side: str) -> bool:
    """Whether words tell a time; of one word alone only a long one, such as `evenings`."""
    return bool(_WHEN.search(side)) and (" " in side or len(side) >= _LONG_WORD)


def _found(text: str) -> tuple[str, str, int, int] | None:
    """Kind, value, start and end of the first address, else of the first number."""
    found = _ADDRESS.search(text)
    if found:
        return "email", found[0], *found.span()
    for match in phonenumbers.PhoneNumberMatcher(text, _REGION, leniency=phonenumbers.Leniency.POSSIBLE):
        number = match.number
        if len(str(number.national_number)) >= _SHORTEST and phonenumbers.is_possible_number(number):
            return "phone", _plain(number), match.start, match.end
    return None


def _plain(number: phonenumbers.PhoneNumber) -> str:
    home = number.country_code == phonenumbers.country_code_for_region(_REGION)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, form))
