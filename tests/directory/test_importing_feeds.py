from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from directory.importing import FeedError, feeds, read_feed

Answer = Callable[[str, dict[str, list[str]]], tuple[int, bytes]]


@contextmanager
def _served(answer: Answer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            status, body = answer(parts.path, parse_qs(parts.query))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _row(at: int) -> dict[str, Any]:
    return {"id": f"s{at}", "name": f"Service {at}", "contacts": [{"name": "Sample"}]}


def _paged(first: int, envelope: dict[str, str]) -> Answer:
    def answer(path: str, query: dict[str, list[str]]) -> tuple[int, bytes]:
        number = int(query.get("page", [str(first)])[0])
        rows = [_row(at) for at in range((number - first) * 2, (number - first) * 2 + 2)]
        body = {envelope["pages"]: 3, envelope["number"]: number, envelope["rows"]: rows}
        return (200, json.dumps(body).encode()) if first <= number < first + 3 else (404, b"")

    return answer


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    "envelope",
    [
        {"pages": "total_pages", "number": "page_number", "rows": "contents"},
        {"pages": "totalPages", "number": "number", "rows": "content"},
    ],
)
def test_every_page_of_a_paged_feed_is_read_once(first: int, envelope: dict[str, str]) -> None:
    with _served(_paged(first, envelope)) as site:
        rows = read_feed(f"{site}/services?per_page=2")
    assert [row["id"] for row in rows if isinstance(row, dict)] == [f"s{at}" for at in range(6)]


def test_services_listed_without_their_parts_are_read_one_by_one() -> None:
    def answer(path: str, query: dict[str, list[str]]) -> tuple[int, bytes]:
        if path == "/v3/services":
            return 200, json.dumps(
                {"contents": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]}
            ).encode()
        whole = {"id": "a", "name": "A", "phones": [{"number": "01632 960000"}]}
        return (200, json.dumps(whole).encode()) if path == "/v3/services/a" else (500, b"")

    with _served(answer) as site:
        rows = read_feed(f"{site}/v3/services")
    assert rows == [
        {"id": "a", "name": "A", "phones": [{"number": "01632 960000"}]}, {"id": "b", "name": "B"},
    ]  # fmt: skip


def test_pages_that_repeat_one_another_are_refused() -> None:
    body = json.dumps({"totalPages": 3, "number": 1, "content": [_row(1)]}).encode()
    with (
        _served(lambda *_: (200, body)) as site,
        pytest.raises(FeedError, match="repeat one another"),
    ):
        read_feed(f"{site}/services")


@pytest.mark.parametrize(("status", "body"), [(404, b"[]"), (503, b"<html>")])
def test_a_server_that_refuses_is_one_sentence(status: int, body: bytes) -> None:
    with (
        _served(lambda *_: (status, body)) as site,
        pytest.raises(FeedError, match=f"answered {status}"),
    ):
        read_feed(f"{site}/feed.json")


def test_a_missing_page_refuses_the_whole_feed() -> None:
    def answer(path: str, query: dict[str, list[str]]) -> tuple[int, bytes]:
        body = json.dumps({"total_pages": 2, "page_number": 1, "contents": [_row(1)]}).encode()
        return (500, b"") if "page" in query else (200, body)

    with _served(answer) as site, pytest.raises(FeedError, match="answered 500"):
        read_feed(f"{site}/services")


def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MAX_BYTES", 100_000)
    with _served(lambda *_: (200, b"x" * 300_000)) as site, pytest.raises(FeedError, match="larger"):
        read_feed(f"{site}/feed.json")


@pytest.mark.parametrize("where", ["ftp://example.org/feed", "file:///etc/passwd", "gopher://x"])
def test_only_files_and_web_addresses_are_read(where: str) -> None:
    with pytest.raises(FeedError, match="http or https"):
        read_feed(where)


def test_nobody_answering_is_one_sentence() -> None:
    with _served(lambda *_: (200, b"")) as site:
        pass
    with pytest.raises(FeedError, match="cannot be reached"):
        read_feed(site)


def test_a_missing_file_or_a_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="does not exist"):
        read_feed(tmp_path / "none.json")
    with pytest.raises(FeedError, match="cannot be read"):
        read_feed(tmp_path)
    with pytest.raises(FeedError, match=r"cannot be read|does not exist"):
        read_feed("a\x00b")
