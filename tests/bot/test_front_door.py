"""The assistant itself, served with its trained model, spoken to as the front door does. Most of it runs without
the action server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from bot.front_door import UNAVAILABLE
from core.encryption import derive_token
from core.migrating import migrate
from core.settings import load_settings
from tests.conftest import free_port

pytestmark = pytest.mark.model

SECRET = "a secret for tests that is long enough"
SERVE = (
    "from core.settings import load_settings; from bot.serving import serve_bot; serve_bot(load_settings())"
)
SERVE_ACTIONS = (
    "from core.settings import load_settings; "
    "from actions.serving import serve_actions; serve_actions(load_settings())"
)


@dataclass
class Bot:
    """A running assistant and its log."""

    address: str
    log: Path
    environ: dict[str, str]

    def send(self, token: str = derive_token(SECRET, "front-door"), **fields: object) -> requests.Response:
        sent = {
            "conversation_id": uuid.uuid4().hex,
            "channel": "web",
            "message_id": uuid.uuid4().hex,
            **fields,
        }
        return requests.post(
            f"{self.address}/message", json=sent, headers={"Authorization": f"Bearer {token}"}, timeout=30
        )

    def erase(self, conversation: str) -> requests.Response:
        headers = {"Authorization": f"Bearer {derive_token(SECRET, 'front-door')}"}
        return requests.delete(f"{self.address}/conversations/{conversation}", headers=headers, timeout=10)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    home = tmp_path_factory.mktemp("bot")
    port = free_port()
    environ = {
        **os.environ,
        "OPENDOOR_HOME": str(home),
        "OPENDOOR_BOT_PORT": str(port),
        "OPENDOOR_ACTIONS_PORT": str(free_port()),
        "OPENDOOR_SECRET_KEY": SECRET,
    }
    migrate(load_settings(environ).database)
    with (home / "bot.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", SERVE], env=environ, stdout=log, stderr=log
        )
    running = Bot(f"http://127.0.0.1:{port}/webhooks/front_door", home / "bot.log", environ)
    for _ in range(240):
        assert process.poll() is None, running.log.read_text()
        try:
            if requests.get(f"{running.address}/health", timeout=2).status_code == 200:
                break
        except requests.RequestException:
            time.sleep(0.25)
    yield running
    process.terminate()
    process.wait(timeout=20)


def test_it_says_that_it_is_well(bot: Bot) -> None:
    assert requests.get(f"{bot.address}/health", timeout=5).json() == {"status": "ok"}


@pytest.fixture
def actions(bot: Bot) -> Iterator[None]:
    """The action server, for one test."""
    process = subprocess.Popen([sys.executable, "-W", "ignore", "-c", SERVE_ACTIONS], env=bot.environ)
    for _ in range(240):
        assert process.poll() is None
        with suppress(requests.RequestException):
            if requests.get(f"http://127.0.0.1:{bot.environ['OPENDOOR_ACTIONS_PORT']}/health", timeout=2).ok:
                break
        time.sleep(0.25)
    yield
    process.terminate()
    process.wait(timeout=20)


@pytest.mark.usefixtures("actions")
def test_it_answers(bot: Bot) -> None:
    bot.send(text="hello", conversation_id="conversation-thanks")
    answer = bot.send(text="goodbye then", conversation_id="conversation-thanks")
    assert answer.status_code == 200
    assert answer.json()["messages"][0]["text"]


@pytest.mark.parametrize("token", ["", "wrong", derive_token(SECRET, "rasa-api")])
def test_nobody_else_may_speak_to_it(bot: Bot, token: str) -> None:
    refused = bot.send(token, text="hello")
    assert refused.status_code == 401
    assert refused.json()["error"].endswith(".")
    assert requests.delete(f"{bot.address}/conversations/conversation-1", timeout=5).status_code == 401


@pytest.mark.parametrize(
    "path", ["/model/parse", "/conversations/conversation-1/tracker", "/domain", "/status"]
)
def test_rasas_own_api_is_closed(bot: Bot, path: str) -> None:
    address = bot.address.removesuffix("/webhooks/front_door") + path
    method = requests.post if path == "/model/parse" else requests.get
    assert method(address, json={"text": "hi"}, timeout=5).status_code == 401


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/webhooks/socketio"])
def test_no_other_channel_is_open(bot: Bot, path: str) -> None:
    address = bot.address.removesuffix("/webhooks/front_door") + path
    assert requests.post(address, json={"message": "hi"}, timeout=5).status_code == 404


@pytest.mark.parametrize(
    "fields", [{"payload": "/unknown_thing"}, {"payload": "hello"}, {"text": "a" * 2001}, {}, {"text": 5}]
)
def test_what_was_not_agreed_is_refused(bot: Bot, fields: dict[str, object]) -> None:
    assert bot.send(**fields).status_code == 422


def test_a_huge_or_binary_body_is_refused(bot: Bot) -> None:
    headers = {"Authorization": f"Bearer {derive_token(SECRET, 'front-door')}"}
    for body, status in ((b"x" * 70_000, 413), (b"\xff\xfe\x00", 422), (b"[" * 60_000, 422)):
        assert (
            requests.post(f"{bot.address}/message", data=body, headers=headers, timeout=10).status_code
            == status
        )


@pytest.mark.parametrize(
    "text", ["🙂🙂🙂", "\x00\x01\x02", "a" * 2000, "?", "‮اختبار", "/thank", "thanks\n" * 200]
)
def test_strange_words_are_answered_or_said_to_be_unanswered(bot: Bot, text: str) -> None:
    assert bot.send(text=text).status_code in {200, 503}


@pytest.mark.usefixtures("actions")
def test_a_message_delivered_twice_is_answered_once(bot: Bot) -> None:
    bot.send(text="hello", conversation_id="conversation-twice")
    same = {"text": "goodbye", "conversation_id": "conversation-twice", "message_id": "one"}
    assert bot.send(**same).json() == bot.send(**same).json() != {"error": UNAVAILABLE}


def test_silence_of_the_action_server_is_told_in_a_plain_sentence(bot: Bot) -> None:
    silent = bot.send(text="my son will not go to school and I live in Taunton")
    assert silent.status_code == 503
    assert "try again" in silent.json()["error"]


def test_an_erased_conversation_is_gone(bot: Bot) -> None:
    bot.send(text="goodbye", conversation_id="conversation-gone")
    assert bot.erase("conversation-gone").json() == {"erased": True}
    assert bot.erase("conversation-gone").json() == {"erased": False}


def test_the_log_holds_nothing_that_was_said(bot: Bot) -> None:
    bot.send(text="zanzibar my husband hits me at 3 Acacia Avenue")
    bot.send(payload="/unknown_zanzibar")
    log = bot.log.read_text()
    assert '"event": "ready"' in log
    for words in ("zanzibar", "Acacia", "husband", "thank you", "conversation-"):
        assert words not in log


def test_a_second_one_on_the_same_port_says_so(bot: Bot) -> None:
    second = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "cli.main", "serve", "bot"],
        env=bot.environ,
        capture_output=True,
        text=True,
    )
    assert second.returncode != 0
    assert "is in use" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize("content", [None, b"not a model"])
def test_a_missing_or_broken_model_is_one_sentence(bot: Bot, tmp_path: Path, content: bytes | None) -> None:
    if content:
        (tmp_path / "open-door.tar.gz").write_bytes(content)
    environ = {**bot.environ, "OPENDOOR_MODELS": str(tmp_path), "OPENDOOR_BOT_PORT": str(free_port())}
    failed = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "cli.main", "serve", "bot"],
        env=environ,
        capture_output=True,
        text=True,
    )
    assert failed.returncode != 0
    assert "opendoor train" in failed.stderr
    assert "Traceback" not in failed.stderr
