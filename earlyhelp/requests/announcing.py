"""Telling the council's case management of a request: which request and why, and nothing of its content."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from core.encryption import Vault
from core.outbox import put
from earlyhelp.office import Office
from earlyhelp.requests.delivery_keys import notice_key
from earlyhelp.requests.model import HelpRequest

KIND = "webhook"
"""The kind of these entries in the outbox."""


def announce(
    session: Session, vault: Vault, request: HelpRequest, event: str, now: datetime, office: Office
) -> None:
    """Puts one event of a request into the outbox, once, if there is a case management to tell.

    `event` is what happened, and after a slash what tells it from another of its sort.
    """
    if office.announces:
        payload = {"request": request.id, "event": event.partition("/")[0]}
        put(session, vault, notice_key(request, event), KIND, payload, now)
