"""Telling the council's case management of a request and each of its moves, by a signed webhook.

A person agrees to contacts by name, never to this system: it learns the reference, who holds the request and
where it stands. Whoever was agreed to takes the answers from the desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from core.clock import Clock, utc_now
from core.errors import RefusedError
from core.webhook import Webhook
from earlyhelp.fhir import status_bundle
from earlyhelp.office import Office
from earlyhelp.requests import HelpRequest


@dataclass(frozen=True)
class BundleSender:
    """Delivers entries of the kind `webhook`. Calls block."""

    sessions: sessionmaker[Session]
    office: Office
    webhook: Webhook
    clock: Clock = utc_now

    def send(self, message_id: str, payload: Mapping[str, Any]) -> None:
        """Posts `{"event": ..., "bundle": ...}`; raises RefusedError also for a request that is gone."""
        now = self.clock()
        with self.sessions() as session:
            request = session.get(HelpRequest, payload["request"])
            if request is None:
                raise RefusedError("This request is no longer kept.")
            bundle = status_bundle(request, now, self.office)
        self.webhook.post(message_id, {"event": payload["event"], "bundle": bundle}, now)
