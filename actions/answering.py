"""What every action shares: it never leaves a person in silence."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

log = structlog.get_logger()

Events = list[dict[str, Any]]


class Answer(Action, ABC):
    """An action whose failure is told to the person, with the lines that are always there."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Runs `answer`, and adds a line about safety where the message may hold danger.

        An unexpected error is logged by its class only.
        """
        try:
            events = await self.answer(dispatcher, tracker)
        except Exception as error:
            log.error("action failed", action=self.name(), error=type(error).__name__)
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_trouble")
            return []
        said = {message.get("response") for message in dispatcher.messages}
        if is_concern(tracker) and "utter_if_not_safe" not in said:
            dispatcher.utter_message(response="utter_if_not_safe")
        return events

    @abstractmethod
    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Says what is to be said and gives the events to keep."""


def is_concern(tracker: Tracker) -> bool:
    """True where the latest message discloses nothing for sure and yet may hold danger."""
    return bool((tracker.latest_message.get("risk") or {}).get("concern"))
