"""A store of conversations in a database of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain

from bot.conversations.models import Conversation
from bot.conversations.store import ConversationStore
from core.database import open_database
from core.settings import Settings

DOMAIN = Domain.from_dict(
    {
        "intents": ["greet"],
        "slots": {
            "place": {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}
        },
        "forms": {"place_form": {"required_slots": ["place"]}},
        "actions": ["action_look"],
    }
)


class Hands:
    """A clock whose hands can be moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, days: int) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, secret_key="s" * 40, retention_days=30)


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def store(settings: Settings, clock: Hands) -> ConversationStore:
    sessions = open_database(settings.database)
    with sessions() as session:
        Conversation.metadata.create_all(
            session.get_bind(), tables=[Conversation.metadata.tables["conversation"]]
        )
    return ConversationStore(DOMAIN, settings=settings, sessions=sessions, clock=clock)
