"""Where Rasa keeps conversations: our database, sealed, compacted, with an end."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from bot.conversations.compaction import compact
from bot.conversations.identity import row_id, sealed_id_under
from bot.conversations.models import Conversation
from bot.conversations.said_before import forget_said_before, note_said_before
from core.clock import Clock, utc_now
from core.database import forget_after_commit, open_database
from core.keys import keys_of
from core.settings import Settings, load_settings


class ConversationStore(TrackerStore):
    """An async tracker store. Every error is raised: what cannot be read is never begun afresh."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: Any = None,
        event_broker: EventBroker | None = None,
        *,
        settings: Settings | None = None,
        sessions: sessionmaker[Session] | None = None,
        clock: Clock = utc_now,
        **kwargs: Any,
    ) -> None:
        """As Rasa makes it from endpoints.yml; settings and database are this process's unless given."""
        super().__init__(domain, event_broker)
        chosen = settings or load_settings()
        self._sessions = sessions or open_database(chosen.database)
        keys = keys_of(chosen)
        self._vault, self._secrets = keys.vault, keys.secrets
        self._kept_for = timedelta(days=chosen.retention_days)
        self._clock = clock

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Seals and writes the conversation, compacted; its time to be forgotten starts again."""
        await self.stream_events(tracker)
        events = [event.as_dict() for event in compact(list(tracker.events), self.domain)]
        await asyncio.to_thread(self._write, tracker.sender_id, events)
        forget_said_before()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, or None if there is none; raises SealError or the database's error."""
        found = await asyncio.to_thread(self._read, sender_id)
        events = _known(deserialise_events(found or []), self.domain)
        note_said_before(events)
        if found is None:
            return None
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots)

    async def keys(self) -> Iterable[str]:
        """Nothing: ids of conversations are kept only as hashes."""
        return ()

    async def check(self) -> None:
        """Raises the database's error if it cannot be reached."""
        await asyncio.to_thread(self._touch)

    async def forget(self) -> int:
        """Deletes every conversation whose time is over; gives how many."""
        return await asyncio.to_thread(self._forget)

    async def erase(self, conversation_id: str) -> bool:
        """Forgets one conversation at once; True if there was one."""
        return await asyncio.to_thread(self._delete, conversation_id)

    def _touch(self) -> None:
        with self._sessions() as session:
            session.execute(select(Conversation.id).limit(1))

    def _forget(self) -> int:
        with self._sessions.begin() as session:
            return forget_expired(session, self._clock())

    def _rows(self, conversation_id: str) -> list[str]:
        """The ids of the row: under today's secret first, then under the one before."""
        return [row_id(secret, conversation_id) for secret in self._secrets]

    def _write(self, conversation_id: str, events: list[dict[str, Any]]) -> None:
        now = self._clock()
        row, *old = self._rows(conversation_id)
        plain = zlib.compress(json.dumps(events, separators=(",", ":")).encode(), 1)
        kept = Conversation(
            id=row,
            sealed=self._vault.seal(plain, conversation_id),
            sealed_id=self._vault.seal(conversation_id.encode(), sealed_id_under(row)),
            updated_at=now,
            expires_at=now + self._kept_for,
        )
        with self._sessions.begin() as session:
            session.merge(kept)
            if old:
                session.execute(delete(Conversation).where(Conversation.id.in_(old)))

    def _read(self, conversation_id: str) -> list[dict[str, Any]] | None:
        with self._sessions() as session:
            for row in self._rows(conversation_id):
                kept = session.get(Conversation, row)
                if kept is not None and kept.expires_at > self._clock():
                    plain = zlib.decompress(self._vault.open(kept.sealed, conversation_id))
                    events: list[dict[str, Any]] = json.loads(plain)
                    return events
        return None

    def _delete(self, conversation_id: str) -> bool:
        with self._sessions.begin() as session:
            rows = self._rows(conversation_id)
            gone = session.scalars(
                delete(Conversation).where(Conversation.id.in_(rows)).returning(Conversation.id)
            ).all()
            if gone:
                forget_after_commit(session)
            return len(gone) > 0


def _known(events: Iterable[Event], domain: Domain) -> list[Event]:
    """Leaves out slots that a newer model no longer has."""
    slots = {slot.name for slot in domain.slots}
    return [event for event in events if event.type_name != "slot" or event.key in slots]


def forget_expired(session: Session, now: datetime) -> int:
    """Deletes every conversation whose time is over; gives how many. The caller commits."""
    gone = session.scalars(
        delete(Conversation).where(Conversation.expires_at <= now).returning(Conversation.id)
    ).all()
    if gone:
        forget_after_commit(session)
    return len(gone)
