"""Which modules hold tables: what migrations compare, and what a change of key goes through."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from core.database import Base
from core.keys import REGISTER

MODULES = (
    "core.audit",
    "core.outbox.models",
    "core.mail.mailbox",
    "directory.models",
    "directory.people.model",
    "directory.gaps",
    "earlyhelp.consent",
    "earlyhelp.requests.model",
    "earlyhelp.tries",
    "earlyhelp.plans.model",
    "staff.models",
    "bot.conversations.models",
    "web.models",
)
"""Every module whose tables the database holds. They are named, not imported, for most lie above core."""


def load_tables() -> None:
    """Imports every module of MODULES, so that `Base.metadata` and the register of seals are complete."""
    for name in MODULES:
        import_module(name)


def sealed_tables() -> Sequence[type[Base]]:
    """Every table that holds something sealed."""
    load_tables()
    return [each.model for each in REGISTER.values()]
