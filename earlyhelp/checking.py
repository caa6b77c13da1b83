"""What a council writes in YAML, checked as it is read: YAML takes `no` for false and 01632 for a number.

Each function gives its value back, or raises ValueError with what is wanted in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from earlyhelp.errors import EarlyHelpDataError


def words(value: object) -> str:
    """Words that are not empty, without spaces around them."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"write words in place of {value!r}, in quotes if YAML misreads them")
    return value.strip()


def one_line(value: object) -> str:
    """Words on one line, as for the subject of a mail."""
    line = words(value)
    if not line.isprintable():
        raise ValueError(f"write {line[:20]!r} on one line")
    return line


def several(value: object, *, least: int = 0) -> tuple[str, ...]:
    """A list of words."""
    if not isinstance(value, list) or len(value) < least:
        raise ValueError(f"write a list in place of {value!r}, as in [one, two]")
    return tuple(words(each) for each in value)


def whole(value: object, lowest: int, highest: int) -> int:
    """A whole number from `lowest` to `highest`."""
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise ValueError(f"write a whole number from {lowest} to {highest} in place of {value!r}")
    return value


def yes_or_no(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"write true or false in place of {value!r}")
    return value


def day(value: object) -> date:
    """A day, such as 2026-11-23."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"write a day such as 2026-11-23 in place of {value!r}, without quotes")
    return value


def parts(value: object, known: frozenset[str] | None = None) -> Mapping[str, object]:
    """A mapping, with no other keys than those known."""
    if not isinstance(value, dict):
        raise ValueError(f"write names and values in place of {value!r}")
    if known is not None and (unknown := sorted(map(str, value.keys() - known))):
        raise ValueError(f"{', '.join(unknown)} is not known here")
    return value


def mend(file: str, error: Exception, folder: str = "earlyhelp") -> EarlyHelpDataError:
    """One sentence on what is wrong with a file of this folder of data."""
    reason = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
    return EarlyHelpDataError(f"Mend {file} in data/{folder}: {reason}.")
