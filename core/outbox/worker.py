"""The worker: takes what is due, sends it, and writes down what became of it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random, SystemRandom

import structlog
from sqlalchemy.orm import Session, sessionmaker

from core.encryption import Vault
from core.errors import DeliveryError, RefusedError
from core.outbox.leases import (
    LEASE,
    Leased,
    block_expired,
    lease_next,
    record_failure,
    record_sent,
    renew,
)
from core.outbox.models import sealed_under
from core.outbox.sending import Sender

log = structlog.get_logger()

ROUND = 100


@dataclass(frozen=True)
class Round:
    """What one round did: entries sent, failed for now, given up, and stopped at the last moment."""

    sent: int = 0
    failed: int = 0
    dead: int = 0
    stopped: int = 0

    @property
    def total(self) -> int:
        """How many entries were taken in hand."""
        return self.sent + self.failed + self.dead + self.stopped


@dataclass(frozen=True)
class Worker:
    """Sends the outbox, or only what is of `kinds`; several may run at once, in any process. Calls block.

    A worker that dies between sending and writing it down leaves a lease that ends; the entry is then sent
    again under the same message id, for a repeat can be told and a loss cannot.
    """

    sessions: sessionmaker[Session]
    vault: Vault
    senders: Mapping[str, Sender]
    random: Random = field(default_factory=SystemRandom)
    lease: timedelta = LEASE
    kinds: frozenset[str] = frozenset()

    def run_once(self, now: datetime, stopping: Callable[[], bool] = lambda: False) -> Round:
        """Sends what is due at `now`, up to 100 entries; a full round means that more may wait.

        Between two entries it asks whether the process is `stopping`, and then leaves the rest for later.
        """
        began = time.monotonic()

        def moment() -> datetime:
            return now + timedelta(seconds=time.monotonic() - began)

        with self.sessions.begin() as session:
            block_expired(session, now)
        done = Round()
        while done.total < ROUND and not stopping():
            with self.sessions.begin() as session:
                leased = lease_next(session, moment(), self.lease, self.kinds)
            if leased is None:
                break
            outcome = self._deliver(leased, moment)
            done = replace(done, **{outcome: getattr(done, outcome) + 1})
        return done

    def _deliver(self, leased: Leased, moment: Callable[[], datetime]) -> str:
        with self.sessions.begin() as session:
            if not renew(session, leased, moment(), self.lease):
                return "stopped"
        try:
            self._send(leased)
        except Exception as error:
            return self._fail(leased, error, moment())
        with self.sessions.begin() as session:
            record_sent(session, leased, moment())
        return "sent"

    def _send(self, leased: Leased) -> None:
        sender = self.senders.get(leased.kind)
        if sender is None:
            raise DeliveryError("No sender of this kind is set up.")
        payload = json.loads(self.vault.open(leased.sealed, sealed_under(leased.key)))
        sender.send(leased.message_id, payload)

    def _fail(self, leased: Leased, error: Exception, now: datetime) -> str:
        name = type(error).__name__
        final = isinstance(error, RefusedError)
        with self.sessions.begin() as session:
            dead = record_failure(session, leased, name, now, self.random, final=final)
        log.warning(
            "delivery given up" if dead else "delivery failed",
            task=leased.kind,
            error=name,
            attempts=leased.attempts + 1,
        )
        return "dead" if dead else "failed"
