"""Makes Rasa fail closed.

Rasa wraps every store so that an error becomes a blank conversation kept in memory. Here an error stays an
error, and any other store than ours is refused.
"""

from __future__ import annotations

from typing import Any, NoReturn

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore

from bot.conversations.store import ConversationStore
from core.errors import OpenDoorError


class StoreError(OpenDoorError):
    """Conversations would not be kept as they must be."""


def _raise(error: Exception) -> NoReturn:
    raise error


def guarded_store(agent: Agent | None) -> ConversationStore:
    """The store behind `agent`, with its errors raised; raises StoreError if it is not ours."""
    wrapped: Any = getattr(agent, "tracker_store", None)
    ours: Any = wrapped._tracker_store if type(wrapped) is FailSafeTrackerStore else wrapped
    if not isinstance(ours, ConversationStore):
        raise StoreError(
            "endpoints.yml must name bot.conversations.store.ConversationStore as tracker_store."
        )
    if wrapped is not ours:
        wrapped._on_tracker_store_error = _raise
    store: ConversationStore = ours
    return store
