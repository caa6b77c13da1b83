"""What every component that reads a message has in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import structlog
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.quiet import where
from core.settings import Settings, load_settings


class MessageReader(GraphComponent):
    """Reads one message at a time. A button's payload is passed over, and a failure never stops the turn."""

    def __init__(self, config: dict[str, Any], settings: Settings) -> None:
        self.config = config
        self.settings = settings

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageReader:
        """As Rasa makes it, with the settings of this process."""
        return cls(config, load_settings())

    def process(self, messages: list[Message]) -> list[Message]:
        """Reads each message; what it says is set on the message."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text.lstrip().startswith("/"):
                continue
            try:
                self.read(message, text)
            except Exception as error:
                structlog.get_logger().error(
                    "message not read",
                    component=type(self).__name__,
                    error=type(error).__name__,
                    line=where(error),
                )
                self.give_up(message)
        return messages

    @abstractmethod
    def read(self, message: Message, text: str) -> None:
        """Sets on `message` what `text` says."""

    def give_up(self, message: Message) -> None:
        """What is set when reading failed: nothing, unless silence could do harm."""
