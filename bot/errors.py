"""What can go wrong when the assistant is started or spoken to."""

from __future__ import annotations

from core.errors import OpenDoorError


class BotError(OpenDoorError):
    """The assistant cannot be started: its model is missing or broken, or its port is taken."""


class RefusedMessageError(OpenDoorError):
    """A message that the front door may not send. `status` is the HTTP status that says why."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
