"""From the bytes of a feed to its list of service records, whichever envelope they came in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from directory.importing.errors import FeedError
from directory.importing.flattened import fold, is_flattened

MAX_BYTES = 50_000_000
_LISTS = ("contents", "content", "services", "items", "results", "data", "value")
_TELLING = ("id", "name", "description", "service")


@dataclass(frozen=True)
class Page:
    """The records of one page, how many pages there are, and which this is (0 or 1 being the first)."""

    rows: list[Any]
    pages: int = 1
    number: int = 1


def _decode(document: bytes) -> str:
    if document[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return document.decode("utf-16")
    try:
        return document.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in document[:2000]:
            raise FeedError("The feed is not text: Open Referral UK feeds are JSON files.") from None
        return document.decode("cp1252", "replace")


def parse_document(document: bytes) -> Any:
    """The JSON of a feed; raises FeedError with the likeliest reason."""
    if len(document) > MAX_BYTES:
        raise FeedError(f"The feed is larger than {MAX_BYTES // 1_000_000} MB: split it and try again.")
    if not document.strip():
        raise FeedError("The feed is empty.")
    try:
        text = _decode(document)
    except UnicodeDecodeError:
        raise FeedError("The feed is not text: Open Referral UK feeds are JSON files.") from None
    if text.lstrip()[:1] == "<":
        raise FeedError("The feed is a web page or XML, not JSON: check its address.")
    try:
        return json.loads(text)
    except RecursionError:
        raise FeedError("The feed is nested too deeply to be an Open Referral feed.") from None
    except ValueError:
        whole = text.rstrip()[-1:] in {"}", "]"}
        reason = "not valid JSON" if whole or text.lstrip()[:1] not in {"{", "["} else "cut short"
        raise FeedError(f"The feed is {reason}: nothing was imported.") from None


def _count(document: dict[str, Any], *names: str) -> int:
    found = (document.get(name) for name in names)
    return next(
        (each for each in found if isinstance(each, int) and not isinstance(each, bool) and each >= 0), 1
    )


def _is_service(row: Any) -> bool:
    return isinstance(row, dict) and any(name in row for name in _TELLING)


def read_page(document: Any) -> Page:
    """The rows of a parsed document: an envelope, a list, flat lists or one service. Raises FeedError."""
    if isinstance(document, list):
        return Page(document)
    if not isinstance(document, dict):
        raise FeedError("The feed holds no list of services.")
    if is_flattened(document):
        return Page(list(fold(document)))
    for name in _LISTS:
        if isinstance(document.get(name), list):
            pages = max(1, _count(document, "total_pages", "totalPages"))
            return Page(document[name], pages, min(1, _count(document, "page_number", "number", "page")))
    for name in ("organizations", "organization"):
        listed = document.get(name)
        if isinstance(listed, list):
            return Page(_of_organizations(listed))
    if _is_service(document) and "name" in document:
        return Page([document])
    raise FeedError("The feed holds no list of services.")


def _of_organizations(listed: list[Any]) -> list[Any]:
    rows: list[Any] = []
    for each in listed:
        services = each.get("services") if isinstance(each, dict) else None
        about = {key: value for key, value in each.items() if key != "services"} if services else {}
        for row in services if isinstance(services, list) else []:
            rows.append({"organization": about, **row} if isinstance(row, dict) else row)
    return rows


def read_rows(document: Any) -> list[Any]:
    """Every row of a whole document, at least one of which looks like a service; raises FeedError."""
    rows = read_page(document).rows
    if not rows:
        raise FeedError("The feed holds no services.")
    if not any(_is_service(row) for row in rows):
        raise FeedError("The feed's records do not look like services.")
    return rows
