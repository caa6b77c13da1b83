"""Fetching a feed from a file or an address, page by page where it is paged."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import requests

from directory.importing.errors import FeedError
from directory.importing.shapes import MAX_BYTES, Page, parse_document, read_page

TIMEOUT = 20.0
"""Seconds to wait for a connection, and for each piece of an answer."""
WHOLE_TIMEOUT = 120.0
"""Seconds that one answer may take altogether."""
MAX_PAGES = 2_000
_PARTS = (
    "service_at_locations", "contacts", "phones", "schedules", "regular_schedules", "eligibilitys",
    "cost_options", "languages", "service_areas", "service_taxonomys", "attributes", "pc_targetAudience",
)  # fmt: skip


def read_feed(where: str | Path) -> bytes | list[Any]:
    """The feed's bytes, or the rows of all pages of a paged address; raises FeedError.

    Version 3 pages are asked for with `page`, as version 1's are. Where a list of services leaves out their
    parts, as the standard allows, each service is asked for at its own address.
    """
    text = str(where)
    scheme = urlsplit(text).scheme.lower() if "://" in text else ""
    if scheme in {"http", "https"}:
        with requests.Session() as client:
            client.headers.update({"Accept": "application/json", "User-Agent": "open-door-directory"})
            return _read_address(client, text)
    if scheme:
        raise FeedError("A feed is read from a file or from an http or https address.")
    path = Path(where)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FeedError(f"The feed is larger than {MAX_BYTES // 1_000_000} MB: split it and try again.")
        return path.read_bytes()
    except FileNotFoundError:
        raise FeedError("The file does not exist: check its name.") from None
    except (OSError, ValueError):
        raise FeedError("The file cannot be read: check its name and its permissions.") from None


def _chunks(answer: requests.Response) -> Iterator[bytes]:
    begun, size = time.monotonic(), 0
    for chunk in answer.iter_content(65_536):
        size += len(chunk)
        if size > MAX_BYTES:
            raise FeedError(f"The feed is larger than {MAX_BYTES // 1_000_000} MB: split it and try again.")
        if time.monotonic() - begun > WHOLE_TIMEOUT:
            raise FeedError("The feed's server is too slow: try again later.")
        yield chunk


def _fetch(client: requests.Session, address: str) -> bytes:
    try:
        with client.get(address, timeout=TIMEOUT, stream=True) as answer:
            if answer.status_code != 200:
                raise FeedError(f"The feed's server answered {answer.status_code}: check the address.")
            return b"".join(_chunks(answer))
    except requests.Timeout:
        raise FeedError("The feed's server did not answer in time: try again later.") from None
    except (requests.RequestException, ValueError):
        raise FeedError("The feed's server cannot be reached: check the address.") from None


def _on_page(address: str, number: int) -> str:
    parts = urlsplit(address)
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != "page"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("page", str(number))])))


def _read_address(client: requests.Session, address: str) -> bytes | list[Any]:
    document = _fetch(client, address)
    page = read_page(parse_document(document))
    rows = list(page.rows)
    if page.pages > 1:
        if page.pages > MAX_PAGES:
            raise FeedError(f"The feed has {page.pages} pages: at most {MAX_PAGES} are read.")
        rows = _all_pages(client, address, page)
    if _are_short(address, rows):
        return [_whole(client, address, row) for row in rows]
    return rows if page.pages > 1 else document


def _all_pages(client: requests.Session, address: str, first: Page) -> list[Any]:
    """Rows of every page, whether the server counts them from 1 (the standard) or from 0."""
    rows: list[Any] = list(first.rows)
    seen = {_key(row) for row in rows}
    for number in range(first.number + 1, first.number + first.pages):
        page = read_page(parse_document(_fetch(client, _on_page(address, number))))
        fresh = [row for row in page.rows if (key := _key(row)) is None or key not in seen]
        if page.rows and not fresh:
            raise FeedError("The feed's pages repeat one another: download it and import the file.")
        seen.update(_key(row) for row in fresh)
        rows += fresh
    return rows


def _key(row: Any) -> str | None:
    found = row.get("id") if isinstance(row, dict) else None
    return str(found) if isinstance(found, str | int) else None


def _are_short(address: str, rows: list[Any]) -> bool:
    if not urlsplit(address).path.rstrip("/").endswith("/services"):
        return False
    listed = [row for row in rows if isinstance(row, dict) and row.get("id")]
    return bool(listed) and not any(name in row for row in listed for name in _PARTS)


def _whole(client: requests.Session, address: str, row: Any) -> Any:
    """The service at its own address; what the list said, if there is nothing there."""
    if not isinstance(row, dict) or not isinstance(row.get("id"), str | int):
        return row
    parts = urlsplit(address)
    own = urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{row['id']}", query=""))
    try:
        whole = parse_document(_fetch(client, own))
    except FeedError:
        return row
    return {**row, **whole} if isinstance(whole, dict) and whole.get("id") == row["id"] else row
