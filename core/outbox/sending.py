"""What a worker needs of whatever speaks to the outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Sender(Protocol):
    """Delivers one kind of entry. Calls block."""

    def send(self, message_id: str, payload: Mapping[str, Any]) -> None:
        """Returns once the other side has accepted it; a repeat has the same `message_id`, 32 hex digits.

        Raises RefusedError where trying again is of no use, and anything else where it is.
        """
