"""Conversations at rest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore, check_if_tracker_store_async
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import select, text

from bot.conversations.guard import StoreError, guarded_store
from bot.conversations.models import Conversation
from bot.conversations.store import ConversationStore
from core.errors import SealError
from core.settings import Settings

from .conftest import DOMAIN, Hands

WORDS = "my husband hits me"


async def begin(store: ConversationStore, name: str = "conversation-1") -> DialogueStateTracker:
    tracker = await store.get_or_create_tracker(name)
    tracker.update(UserUttered(WORDS))
    tracker.update(SlotSet("place", "Taunton"))
    await store.save(tracker)
    return tracker


def rows(store: ConversationStore) -> list[Conversation]:
    with store._sessions() as session:
        return list(session.scalars(select(Conversation)))


async def test_a_conversation_comes_back_as_it_was(store: ConversationStore) -> None:
    before = await begin(store)
    after = await store.retrieve("conversation-1")
    assert after is not None
    assert list(after.events) == list(before.events)
    assert after.get_slot("place") == "Taunton"
    assert check_if_tracker_store_async(store)


async def test_an_unknown_conversation_is_none(store: ConversationStore) -> None:
    assert await store.retrieve("nobody-knows") is None


async def test_the_table_alone_tells_nothing(store: ConversationStore) -> None:
    await begin(store)
    (row,) = rows(store)
    assert "conversation-1" not in row.id
    assert b"husband" not in row.sealed and b"Taunton" not in row.sealed


async def test_a_row_cannot_be_read_under_another_conversation(store: ConversationStore) -> None:
    await begin(store, "conversation-1")
    await begin(store, "conversation-2")
    first, second = rows(store)
    with store._sessions.begin() as session:
        session.get_one(Conversation, first.id).sealed = second.sealed
    with pytest.raises(SealError):
        await store.retrieve(
            "conversation-1" if store._rows("conversation-1")[0] == first.id else "conversation-2"
        )


async def test_the_secret_can_be_changed_without_losing_conversations(
    store: ConversationStore, settings: Settings, clock: Hands
) -> None:
    await begin(store)
    changed = replace(settings, secret_key="n" * 40, previous_secret_key=settings.secret_key)
    renewed = ConversationStore(DOMAIN, settings=changed, sessions=store._sessions, clock=clock)
    tracker = await renewed.retrieve("conversation-1")
    assert tracker is not None
    await renewed.save(tracker)
    assert len(rows(renewed)) == 1
    assert await store.retrieve("conversation-1") is None


async def test_a_conversation_is_forgotten_in_time(store: ConversationStore, clock: Hands) -> None:
    await begin(store, "conversation-1")
    clock.move(days=20)
    await begin(store, "conversation-2")
    clock.move(days=15)
    assert await store.retrieve("conversation-1") is None
    assert await store.forget() == 1
    assert len(rows(store)) == 1


async def test_erasing_leaves_nothing(store: ConversationStore) -> None:
    await begin(store)
    assert await store.erase("conversation-1") is True
    assert await store.erase("conversation-1") is False
    assert rows(store) == []


async def test_a_broken_database_never_gives_a_blank_conversation(store: ConversationStore) -> None:
    agent = Agent(domain=DOMAIN, tracker_store=store)
    tracker = await begin(store)
    guarded_store(agent)
    with store._sessions.begin() as session:
        session.execute(text("ALTER TABLE conversation RENAME TO elsewhere"))
    with pytest.raises(Exception, match="conversation"):
        await agent.tracker_store.get_or_create_tracker("conversation-1")
    with pytest.raises(Exception, match="conversation"):
        await agent.tracker_store.save(tracker)


@pytest.mark.parametrize(
    "agent", [None, Agent(domain=DOMAIN), Agent(domain=DOMAIN, tracker_store=InMemoryTrackerStore(DOMAIN))]
)
def test_any_other_store_is_refused(agent: Agent | None) -> None:
    with pytest.raises(StoreError, match=r"endpoints\.yml"):
        guarded_store(agent)


async def test_slots_that_a_newer_model_no_longer_has_are_passed_over(store: ConversationStore) -> None:
    tracker = await store.get_or_create_tracker("conversation-1")
    tracker.slots["old"] = tracker.slots["place"]
    tracker.update(SlotSet("old", "x"))
    await store.save(tracker)
    again = await store.retrieve("conversation-1")
    assert again is not None and "old" not in again.slots
