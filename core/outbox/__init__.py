"""The outbox: what must go outside is a row in the same transaction as its cause, and is sent until it is.

`put` and `block` belong in the caller's transaction; a `Worker` in any process sends what is due.
"""

from __future__ import annotations

from core.outbox.entries import (
    Blocked,
    DeadLetter,
    block,
    count_dead,
    dead_letters,
    forget_settled,
    put,
    send_again,
    send_all_again,
)
from core.outbox.leases import FEWEST_ATTEMPTS, GIVE_UP_AFTER, LEASE
from core.outbox.sending import Sender
from core.outbox.worker import Round, Worker

__all__ = [
    "FEWEST_ATTEMPTS",
    "GIVE_UP_AFTER",
    "LEASE",
    "Blocked",
    "DeadLetter",
    "Round",
    "Sender",
    "Worker",
    "block",
    "count_dead",
    "dead_letters",
    "forget_settled",
    "put",
    "send_again",
    "send_all_again",
]
