"""Single values of a feed, read forgivingly: web addresses, dates, times, numbers. None means unusable."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from directory.importing.text import as_text, plain

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_BARE_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?::\d+)?(?:[/?#]\S*)?", re.I)
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?m?\.?", re.I)
OLDEST = 120


def web_address(value: Any) -> str | None:
    """An http or https address with a host; a missing scheme is added, anything that could run is refused."""
    text = re.sub(r"[\s\x00-\x1f]+", "", plain(value, 2000) or "")
    text = re.sub(
        r"^(https?)(?::|;)?[/\\]+(?:https?:?[/\\]+)?", lambda got: f"{got[1].lower()}://", text, flags=re.I
    )
    if not text or text.endswith("…"):
        return None
    if not text.startswith(("http://", "https://")):
        if not _BARE_HOST.fullmatch(text):
            return None
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return None
    host = parts.hostname or ""
    fine = "." in host and " " not in host and not parts.username and port_is_fine
    return text if fine and not re.search(r"[<>\"'`{}|\\^]", text.split("?")[0]) else None


def email_address(value: Any) -> str | None:
    """The first e-mail address in the value."""
    found = _EMAIL.search(re.sub(r"\s*@\s*", "@", plain(value, 400) or ""))
    return found.group().strip("'.") if found and ".." not in found.group() else None


def number(value: Any) -> float | None:
    """A finite number, also when written as text such as "£3.50" or "18+"."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        small = -1e9 < value < 1e9  # also False for NaN, and safe for integers of any size
        return float(value) if small else None
    found = _NUMBER.search(as_text(value)[:100].replace(",", ""))
    return float(found.group()) if found else None


def degrees(value: Any, limit: float) -> float | None:
    """A latitude or longitude within `limit`; 0 is what empty fields export as, and is refused."""
    found = number(value)
    if found is None or found == 0 or not math.isfinite(found) or abs(found) > limit:
        return None
    return round(found, 6)


def age(value: Any) -> float | None:
    """An age in years from 0 to 120; "6 months" is 0.5."""
    found = number(value)
    if found is None or not 0 <= found <= OLDEST:
        return None
    said = as_text(value).lower()
    if isinstance(value, str) and "month" in said:
        found /= 12
    elif isinstance(value, str) and "week" in said:
        found /= 52
    return round(found, 2)


def day(value: Any) -> date | None:
    """A date between 1990 and 2100, written the international or the British way."""
    text = as_text(value).strip()[:40]
    found = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    if found:
        year, month, number_ = (int(part) for part in found.groups())
    else:
        found = re.match(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
        if not found:
            return None
        number_, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, number_) if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def moment(value: Any) -> datetime | None:
    """A moment, taken as UTC when no zone is given."""
    try:
        found = datetime.fromisoformat(as_text(value).strip()[:40])
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC) if 1990 <= found.year <= 2100 else None
    except (ValueError, OverflowError):
        return None


def clock_time(value: Any) -> time | None:
    """A time of day such as "09:30:00", "9.30am" or the time part of a timestamp."""
    text = as_text(value).strip()[:40]
    text = re.sub(r"^\d{4}-\d{2}-\d{2}[T ]", "", text)
    text = re.sub(r"(?:Z|[+-]\d{2}:?\d{2})$", "", text)
    found = _CLOCK.fullmatch(text)
    if not found or (":" not in text and "." not in text and not found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    if hour == 24 and minute == 0:
        hour, minute = 23, 59
    return time(hour, minute) if hour < 24 and minute < 60 else None
