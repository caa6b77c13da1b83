"""The signed webhook against a real HTTP server on loopback."""

from __future__ import annotations

import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core.errors import DeliveryError, RefusedError, SettingsError
from core.settings import load_settings
from core.webhook import DELIVERY, SIGNATURE, Webhook

from .conftest import NOW
from .dribbling import dribbling

SECRET = "w" * 32


@dataclass
class Receiver:
    """What the other side got; `status` is what it answers, `location` where it sends whoever asks."""

    port: int = 0
    status: int = 204
    location: str = ""
    taken: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/requests"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A case management that listens."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.taken.append((self.path, dict(self.headers), body))
            self.send_response(receiver.status)
            if receiver.location:
                self.send_header("Location", receiver.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST  # noqa: N815 - the name that the server calls

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield receiver
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_other_side_can_tell_that_it_is_ours(receiver: Receiver) -> None:
    Webhook(receiver.url, SECRET).post("d" * 32, {"event": "sent", "word": "é"}, NOW)
    path, headers, body = receiver.taken[0]
    assert path == "/requests" and json.loads(body) == {"event": "sent", "word": "é"}
    assert headers["Content-Type"] == "application/json" and headers[DELIVERY] == "d" * 32
    parts = dict(part.split("=") for part in headers[SIGNATURE].split(","))
    assert int(parts["t"]) == int(NOW.timestamp())
    expected = hmac.new(SECRET.encode(), f"{parts['t']}.".encode() + body, "sha256").hexdigest()
    assert hmac.compare_digest(parts["v1"], expected)


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, RefusedError), (410, RefusedError), (429, DeliveryError), (500, DeliveryError)],
)
def test_an_answer_that_may_change_is_worth_another_try(
    receiver: Receiver, status: int, error: type[Exception]
) -> None:
    receiver.status = status
    with pytest.raises(error) as raised:
        Webhook(receiver.url, SECRET).post("d" * 32, {}, NOW)
    assert raised.type is error


def test_no_redirect_is_followed(receiver: Receiver) -> None:
    receiver.status, receiver.location = 302, f"{receiver.url}/elsewhere"
    with pytest.raises(DeliveryError):
        Webhook(receiver.url, SECRET).post("d" * 32, {}, NOW)
    assert len(receiver.taken) == 1


def test_a_server_that_is_not_there_is_worth_another_try() -> None:
    with pytest.raises(OSError, match="refused"):
        Webhook("http://127.0.0.1:9/", SECRET).post("d" * 32, {}, NOW)


@pytest.mark.parametrize(
    ("url", "secret", "named"),
    [
        ("http://cases.example.org/", SECRET, "WEBHOOK_URL"),
        ("ftp://localhost/", SECRET, "WEBHOOK_URL"),
        ("https://", SECRET, "WEBHOOK_URL"),
        ("https://[x/", SECRET, "WEBHOOK_URL"),
        ("https://cases.example.org/", "short", "WEBHOOK_SECRET"),
    ],
)
def test_an_address_or_a_secret_that_is_not_safe_is_refused(url: str, secret: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        load_settings({"OPENDOOR_WEBHOOK_URL": url, "OPENDOOR_WEBHOOK_SECRET": secret})


def test_an_answer_that_never_ends_is_cut_off() -> None:
    with dribbling() as port, pytest.raises((DeliveryError, OSError)):
        Webhook(f"http://127.0.0.1:{port}/", SECRET, longest=0.2).post("d" * 32, {"event": "sent"}, NOW)
