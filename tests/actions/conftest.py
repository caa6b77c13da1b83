"""Actions on a database of their own, with the slots that they set carried from turn to turn."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.parts import HelpDesk, help_desk, parts, plan_desk
from language.ages import find_age
from tests.core.conftest import SECRET, migrated

__all__ = ["migrated"]


class Chat:
    """One conversation with the action server, without Rasa."""

    def __init__(self, person: str = "conversation-1") -> None:
        self.person = person
        self.slots: dict[str, Any] = {}
        self.messages: list[dict[str, Any]] = []
        self.turns: list[dict[str, Any]] = []

    async def run(self, action: Action, text: str = "", **heard: Any) -> Chat:
        """Runs an action on a message and keeps slots and turn; `heard` in it as in `run_and_lose`."""
        for event in await self.run_and_lose(action, text, **heard):
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        said = [{"event": "bot", "text": each.get("text"), "data": each} for each in self.messages]
        self.turns += [self.latest, *said]
        return self

    async def run_and_lose(
        self,
        action: Action,
        text: str = "",
        intent: str = "",
        risk: dict[str, Any] | None = None,
        who: str = "",
        needs: tuple[str, ...] = (),
        place: dict[str, Any] | None = None,
        staff: str = "",
        **entities: str,
    ) -> list[dict[str, Any]]:
        """Runs an action on a message in which this was heard, and dies before the conversation is kept."""
        held = [{"entity": name, "value": value} for name, value in entities.items()]
        meant = {"name": intent, "confidence": 0.9}
        understood = {"intent": meant, "intent_ranking": [meant], "risk": risk or {}, "who": who or None}
        latest = {**understood, "text": text or "/x", "entities": held}
        latest["needs"] = [{"need": need, "confidence": 0.9} for need in needs]
        age = find_age(text)
        latest |= {"age": age.as_json() if age else None, "place": place, "metadata": {"staff": staff}}
        self.latest = {"event": "user", "text": latest["text"], "parse_data": latest}
        events = [*self.turns, self.latest]
        tracker = Tracker(self.person, dict(self.slots), latest, events, False, None, {}, None)
        dispatcher = CollectingDispatcher()
        kept: list[dict[str, Any]] = await action.run(dispatcher, tracker, {})
        self.messages = dispatcher.messages
        return kept

    @property
    def said(self) -> str:
        return "\n".join(each.get("text") or each.get("response") or "" for each in self.messages)

    @property
    def buttons(self) -> dict[str, str]:
        return {
            each["title"]: each["payload"] for said in self.messages for each in said.get("buttons") or ()
        }


@pytest.fixture
def desk(migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HelpDesk]:
    """The parts of an action server on a fresh database."""
    shutil.copy(migrated, tmp_path / "opendoor.db")
    monkeypatch.setenv("OPENDOOR_HOME", str(tmp_path))
    monkeypatch.setenv("OPENDOOR_SECRET_KEY", SECRET)
    parts.cache_clear()
    help_desk.cache_clear()
    plan_desk.cache_clear()
    opened = help_desk()
    assert opened is not None
    yield opened
    opened.sessions.kw["bind"].dispose()
    parts.cache_clear()
    help_desk.cache_clear()
    plan_desk.cache_clear()
