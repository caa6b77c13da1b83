"""A small driver, so that conversations read like conversations."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.conftest import Site


class Conversation:
    """One person's browser, talking to the real front door."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = requests.Session()
        self.messages: list[dict[str, Any]] = []
        self.status = 0

    def say(self, text: str) -> Conversation:
        """Types a message."""
        return self._post({"message": text})

    def press(self, label: str) -> Conversation:
        """Presses the button of the last answer whose label begins so."""
        token = next((b["token"] for b in self.buttons if b["label"].lower().startswith(label.lower())), None)
        assert token, f"no button {label!r} among {[b['label'] for b in self.buttons]}"
        return self._post({"button": token})

    def expect(self, *parts: str) -> Conversation:
        """Every part stands in the last answer, in any letter case."""
        for part in parts:
            assert part.lower() in self.said.lower(), f"expected {part!r} in:\n{self.said}"
        return self

    def expect_none(self, *parts: str) -> Conversation:
        """No part stands in the last answer."""
        for part in parts:
            assert part.lower() not in self.said.lower(), f"did not expect {part!r} in:\n{self.said}"
        return self

    def expect_cards(self, least: int = 1, most: int = 3) -> Conversation:
        """The last answer shows services."""
        assert least <= len(self.cards) <= most, f"{len(self.cards)} cards in:\n{self.said}"
        return self

    def expect_safety(self) -> Conversation:
        """The last answer is a safety answer with the one question."""
        assert any(message.get("kind") == "safety" for message in self.messages), self.said
        return self.expect("are you safe right now")

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [card for message in self.messages for card in message.get("cards") or []]

    @property
    def buttons(self) -> list[dict[str, Any]]:
        return [button for message in self.messages for button in message.get("buttons") or []]

    @property
    def said(self) -> str:
        """The last answer as text: messages, cards and button labels."""
        lines = [message.get("text") or "" for message in self.messages]
        lines += [" | ".join(str(value) for value in card.values()) for card in self.cards]
        return "\n".join([*lines, *(f"[{button['label']}]" for button in self.buttons)])

    def _post(self, body: dict[str, str]) -> Conversation:
        answer = self.http.post(f"{self.url}/api/chat", json=body, timeout=30)
        self.status = answer.status_code
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text}"
        self.messages = answer.json()["messages"]
        return self


@pytest.fixture
def chat(site: Site) -> Conversation:
    """A new person."""
    return Conversation(site.url)
