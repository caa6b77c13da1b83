"""A phone number or an e-mail address within what somebody wrote."""

from __future__ import annotations

import re

import phonenumbers

_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_REGION = "GB"
_SHORTEST = 10
"""Digits of the shortest number that is taken without asking again."""


def read_address(text: str) -> tuple[str, str] | None:
    """`("phone", number)` in the national form, or `("email", address)`; None if there is neither.

    A number counts if its length is possible; whether it is in service only a call can tell.
    """
    found = _ADDRESS.search(text)
    if found:
        return "email", found[0]
    for match in phonenumbers.PhoneNumberMatcher(text, _REGION, leniency=phonenumbers.Leniency.POSSIBLE):
        number = match.number
        if len(str(number.national_number)) >= _SHORTEST and phonenumbers.is_possible_number(number):
            return "phone", _plain(number)
    return None


def _plain(number: phonenumbers.PhoneNumber) -> str:
    home = number.country_code == phonenumbers.country_code_for_region(_REGION)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, form))
