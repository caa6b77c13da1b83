"""People who ask for help over HTTP as the page's own script does, and press again what was not answered."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from random import Random
from typing import Any

import requests

from benchmarks.help_requests.journal import Journal
from earlyhelp.filling import Questions

NAME = "Morwenna"

REFERENCE = re.compile(r"\b[A-Z]{4}-\d{4}\b")
_CODE = re.compile(r"\*\*([A-Z]{6})\*\*")
_WAY = ("skip", "use", "fine", "share_all", "yes_second", "yes_manager", "go_on")
"""Buttons that lead on to the page that is checked, where several are there the first."""

_ANSWER_SECONDS = 30.0
"""As long as the page's script waits."""

_PATIENCE = 240.0
"""Seconds in which everybody must be answered: every process is started again within a minute or so."""


@dataclass
class Person:
    """One browser. `key` names whose request it is in the journal, and is the conversation's own id.

    `told` is true once they read that their request is on its way; `reference` and `code` are what they were
    shown; `turns` and `unanswered` count what they sent, and the last answer took `seconds`.
    """

    url: str
    questions: Questions
    journal: Journal
    random: Random
    key: str = ""
    told: bool = False
    reference: str = ""
    code: str = ""
    turns: int = 0
    unanswered: int = 0
    seconds: float = 0.0
    messages: list[dict[str, Any]] = field(default_factory=list)
    _http: requests.Session = field(default_factory=requests.Session)
    _unsure: tuple[str, str] = ("", "")

    @property
    def cookie(self) -> str:
        """What opens their chat."""
        return "".join(filter(None, self._http.cookies.values()))

    @property
    def may_send(self) -> bool:
        """Whether the button that sends is before them."""
        return bool(self._token(("send",)))

    def prepare(self) -> None:
        """Fills a request in, up to the page that is checked before sending."""
        self._until(lambda: bool(self.messages), (), "start a request")
        self._until(lambda: self.may_send, _WAY, NAME)

    def send(self) -> None:
        """Presses send until it is answered, then lets the name and the code word be shown."""
        self._until(lambda: self.told, ("send",), "hmm")
        self._until(lambda: bool(self.code), ("show_note", "show_code"), "whats happening with my request")

    def history(self) -> list[dict[str, Any]]:
        """The chat as it is kept."""
        answer = self._http.get(f"{self.url}/api/chat", timeout=_ANSWER_SECONDS)
        answer.raise_for_status()
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def says_sent(self, message: dict[str, Any]) -> bool:
        """Whether a message says that the request is on its way."""
        return self.questions.sentences["sent"].partition("{")[0] in message["text"]

    def asks_to_send(self, message: dict[str, Any]) -> bool:
        """Whether a message is the page that is checked before sending."""
        return self.questions.sentences["check_send"] in message["text"]

    def _until(self, is_so: Callable[[], bool], buttons: tuple[str, ...], words: str) -> None:
        """Presses the first of these buttons that is there, else types `words`, until it is so."""
        ends = time.monotonic() + _PATIENCE
        while not is_so():
            if time.monotonic() > ends:
                said = " / ".join(each["text"][:60] for each in self.messages)
                self.journal.write("failed", error=f"no way on for {self.key} after: {said}")
                return
            token = "" if self._asks_name() else self._token(buttons)
            self._turn({"button": token} if token else {"message": words})

    def _turn(self, body: dict[str, str]) -> None:
        """One turn; without an answer they wait a little, and perhaps open the page again."""
        if self.may_send and body.get("button") == self._token(("send",)):
            self.journal.write("press", key=self.key)
        began = time.monotonic()
        self.turns += 1
        if self._answered(body):
            self.seconds = time.monotonic() - began
            return
        self.unanswered += 1
        time.sleep(self.random.uniform(0.1, 2))
        if self.random.random() < 0.5:
            self._come_back()

    def _answered(self, body: dict[str, str]) -> bool:
        """Sends it once; the same again without an answer in between is the same submission."""
        key = json.dumps(body)
        if self._unsure[0] != key:
            self._unsure = (key, secrets.token_hex(16))
        try:
            sent = {**body, "once": self._unsure[1]}
            answer = self._http.post(f"{self.url}/api/chat", json=sent, timeout=_ANSWER_SECONDS)
            found = answer.json()
        except requests.RequestException:
            return False
        if answer.status_code == HTTPStatus.OK and found["messages"]:
            self._unsure = ("", "")
            self._read(found["messages"])
            return True
        if answer.status_code not in {HTTPStatus.OK, HTTPStatus.GONE, HTTPStatus.SERVICE_UNAVAILABLE}:
            self.journal.write("failed", error=f"{self.key} was answered {answer.status_code}")
        if answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
            self._come_back()
        return False

    def _come_back(self) -> None:
        """Opens the page again, and reads what is there since their last answered message."""
        try:
            kept = self.history()
        except requests.RequestException:
            return
        self._unsure = ("", "")
        last = max((place for place, each in enumerate(kept) if each["answered"]), default=-1)
        self._read([each for each in kept[last + 1 :] if each["from"] == "open_door"])

    def _read(self, messages: list[dict[str, Any]]) -> None:
        self.messages = messages
        said = "\n".join(each["text"] for each in messages)
        if any(map(self.says_sent, messages)):
            self.told = True
        reference, code = REFERENCE.search(said), _CODE.search(said)
        if reference and code:
            self.reference, self.code = reference[0], code[1]
            self.journal.write("told", key=self.key, reference=self.reference)

    def _asks_name(self) -> bool:
        asked = self.questions.questions["name"].ask("ask")
        return any(asked in each["text"] for each in self.messages)

    def _token(self, buttons: tuple[str, ...]) -> str:
        """The token of the first of these buttons that is before them."""
        shown = {each["label"]: each["token"] for message in self.messages for each in message["buttons"]}
        labels = (self.questions.buttons[each] for each in buttons)
        return next((str(shown[label]) for label in labels if label in shown), "")
