"""A postman who fails as told, and an outbox to put things into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from core.outbox import Blocked, Worker, block, put
from core.outbox.models import OutboxEntry

from .conftest import NOW, Store

LATER = NOW + timedelta(hours=2)


@dataclass
class Postman:
    """Keeps what it is given; fails with the errors it was told, one a call."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)

    def send(self, message_id: str, payload: Mapping[str, Any]) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append((message_id, payload["text"]))

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.sent]


def worker(store: Store, postman: Postman) -> Worker:
    return Worker(store.sessions, store.vault, {"mail": postman}, Random(1))


def put_in(store: Store, key: str, text: str = "hello", now: datetime = NOW) -> bool:
    with store.sessions.begin() as session:
        return put(session, store.vault, key, "mail", {"text": text}, now)


def entry(store: Store, key: str) -> OutboxEntry:
    with store.sessions() as session:
        return session.scalars(select(OutboxEntry).where(OutboxEntry.key == key)).one()


def blocked(store: Store, subject: str) -> Blocked:
    with store.sessions.begin() as session:
        return block(session, subject, NOW)
