"""What the front door sends, checked, and what it gets back, gathered."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from rasa.core.channels.channel import OutputChannel

from bot.errors import RefusedMessageError

_PAYLOAD = re.compile(r"/(?P<intent>[a-z][a-z0-9_]*)(?P<entities>\{.*\})?", re.DOTALL)
_LEADING_SLASHES = re.compile(r"^[\s/]+")
_NOT_FOR_BUTTONS = frozenset({"session_start", "disclosure", "nlu_fallback"})


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One turn: typed `text`, or the `payload` behind a button that the front door handed out.

    `staff` is the account of whoever is signed in on that browser, as the front door knows from the session.
    """

    conversation_id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.:-]{8,128}$")]
    message_id: Annotated[str, Meta(min_length=1, max_length=128)]
    channel: Annotated[str, Meta(pattern=r"^[a-z_]{1,32}$")] = "web"
    staff: Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{0,36}$")] = ""
    text: str | None = None
    payload: Annotated[str, Meta(max_length=4000)] | None = None

    @property
    def words(self) -> str:
        """What Rasa is given. Typed text never begins with a slash, which would make it a payload."""
        return self.payload or as_words(self.text or "")


def as_words(text: str) -> str:
    """Typed text as Rasa may read it: without slashes at its beginning, and never empty."""
    return _LEADING_SLASHES.sub("", text) or "?"


def read_sent(body: bytes, longest: int) -> Sent:
    """Reads the body of a request; raises RefusedMessageError. `longest` counts the characters of a text."""
    try:
        sent = msgspec.json.decode(body, type=Sent)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise RefusedMessageError(422, "The message is not in the form that was agreed.") from None
    if (sent.text is None) == (sent.payload is None):
        raise RefusedMessageError(422, "A message has a text or a payload, and not both.")
    if sent.text is not None and not sent.text.strip():
        raise RefusedMessageError(422, "The message is empty.")
    if sent.text is not None and len(sent.text) > longest:
        raise RefusedMessageError(422, "The message is too long.")
    return sent


def check_payload(payload: str, intents: Collection[str]) -> None:
    """Raises RefusedMessageError unless `payload` is a known intent and, if anything, plain JSON values."""
    match = _PAYLOAD.fullmatch(payload)
    if match is None or match["intent"] not in intents or match["intent"] in _NOT_FOR_BUTTONS:
        raise RefusedMessageError(422, "The button is not one of ours.")
    try:
        entities = json.loads(match["entities"] or "{}")
    except (ValueError, RecursionError):
        raise RefusedMessageError(422, "The button's values cannot be read.") from None
    if not all(isinstance(each, str | int | float | bool) for each in entities.values()):
        raise RefusedMessageError(422, "The button's values cannot be read.")


class AnswerInParts(OutputChannel):
    """Gathers what is said in one turn: texts, buttons, cards and kind, in order."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.messages: list[dict[str, Any]] = []

    @property
    def safety_first(self) -> list[dict[str, Any]]:
        """What was said; where safety speaks, nothing is said before it, not even a welcome."""
        kinds = [message.get("kind") for message in self.messages]
        return self.messages[kinds.index("safety") :] if "safety" in kinds else self.messages

    def name(self) -> str:
        """The channel that the person uses, for wording that differs by channel."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps one message whole: its text, its buttons and what stands in its custom part."""
        custom = message.get("custom") or {}
        buttons = [
            {"label": each["title"], "payload": each["payload"]}
            | ({"beside": each["beside"]} if each.get("beside") else {})
            for each in [*(message.get("buttons") or []), *(message.get("quick_replies") or [])]
            if each.get("title") and each.get("payload")
        ]
        said = {
            "text": message.get("text") or custom.get("text") or "",
            "buttons": buttons,
            "cards": custom.get("cards") or [],
        }
        if custom.get("kind"):
            said["kind"] = custom["kind"]
        if said["text"] or said["buttons"] or said["cards"]:
            self.messages.append(said)
