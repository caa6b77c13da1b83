"""A mail as we write it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Mail:
    """Plain text to one address."""

    to: str
    subject: str
    text: str

    def payload(self) -> dict[str, Any]:
        """What the outbox keeps of it under the kind `mail`; `Mail(**payload)` is the mail again."""
        return asdict(self)
