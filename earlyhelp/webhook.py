"""Delivering a request to the council's case management, by a signed webhook.

The bundle is made at the last moment, so that it never holds what was taken back, has expired or was erased
since the request was announced.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from core.clock import Clock, utc_now
from core.encryption import Vault
from core.errors import RefusedError
from core.webhook import Webhook
from earlyhelp.fhir import request_bundle
from earlyhelp.office import Office
from earlyhelp.requests import HelpRequest


@dataclass(frozen=True)
class BundleSender:
    """Delivers entries of the kind `webhook`. Calls block."""

    sessions: sessionmaker[Session]
    vault: Vault
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
            bundle = request_bundle(session, self.vault, request, now, self.office)
        self.webhook.post(message_id, {"event": payload["event"], "bundle": bundle}, now)
