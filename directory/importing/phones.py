"""Telephone numbers: kept as given for showing, and in the form a `tel:` link needs."""

from __future__ import annotations

import re
from typing import Any

import phonenumbers
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher

from directory.importing.records import PhoneRecord
from directory.importing.text import plain

_SHORT = re.compile(r"(?<!\d)\d{3}(?:[ -]?\d{2,3})?(?!\d)")
_IN_TEXT = re.compile(r"(?<![\d/=.#-])(?:\+44\s?(?:\(0\)\s?)?\d|\(?0\d)[\d\s()–-]{7,14}\d(?![\d/])")


def dialled(text: str) -> str | None:
    """What follows `tel:` for one British number, or None. Numbers reserved for drama count too."""
    try:
        parsed = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    national = str(parsed.national_number)
    if len(national) <= 6:
        return national if phonenumbers.is_possible_short_number_for_region(parsed, "GB") else None
    possible = phonenumbers.is_possible_number(parsed)
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164) if possible else None


def read_numbers(value: Any) -> list[PhoneRecord]:
    """Every number in one field of a feed. A field with no number that can be dialled gives none."""
    given = plain(value, 200)
    if not given:
        return []
    matches = list(PhoneNumberMatcher(given, "GB", leniency=Leniency.POSSIBLE))
    if len(matches) == 1:
        tel = dialled(matches[0].raw_string)
        return [PhoneRecord(number=given[:60], tel=tel, extension=matches[0].number.extension)]
    if matches:
        found = [(each.raw_string, dialled(each.raw_string)) for each in matches]
        return [PhoneRecord(number=raw[:60], tel=tel) for raw, tel in found if tel]
    short = _SHORT.search(given)
    tel = dialled(short.group()) if short else dialled(given)
    return [PhoneRecord(number=given[:60], tel=tel)] if tel else []


def find_number(text: str) -> PhoneRecord | None:
    """The first telephone number in a description, fax numbers aside."""
    for found in _IN_TEXT.finditer(text):
        raw = " ".join(found.group().split())
        tel = dialled(raw)
        digits = re.sub(r"\D", "", raw)
        if (
            tel
            and 10 <= len(digits) <= 13
            and "fax" not in text[max(0, found.start() - 12) : found.start()].lower()
        ):
            return PhoneRecord(number=raw, tel=tel, origin="description")
    return None
