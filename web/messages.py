"""What is said in a chat, as the front door passes it between the assistant, the database and the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import msgspec

Speaker = Literal["visitor", "open_door"]
MessageKind = Literal["text", "button", "safety", "urgent", "notice"]


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value)
    return "" if value is None or isinstance(value, dict) else str(value)


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """One service in short. Every field is plain text; `url` is a path on this site."""

    service_id: str
    name: str
    organisation: str = ""
    summary: str = ""
    why: str = ""
    distance: str = ""
    cost: str = ""
    ages: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""


def read_card(raw: dict[str, Any]) -> Card:
    """A card from the assistant's JSON; lists become text, and an address off this site is replaced."""
    fields = {name: _plain(raw.get(name)) for name in Card.__struct_fields__}
    if not fields["url"].startswith("/services/"):
        fields["url"] = f"/services/{fields['service_id']}"
    return Card(**fields)


def facts_of(card: Card) -> str:
    """Distance, cost and ages on one line, without those that end a sentence of `why` already."""
    said = [f", {each.strip()}" for each in card.why.casefold().rstrip(".").split(". ")]
    facts = (each for each in (card.distance, card.cost, card.ages) if each)
    fresh = (
        each
        for each in facts
        if not any(one.endswith((f", {each.casefold()}", f", ages {each.casefold()}")) for one in said)
    )
    return " · ".join(fresh)


@dataclass(frozen=True)
class Choice:
    """A button as the assistant sends it: its payload never leaves the server.

    `beside` is the item of the text's lists, from 1, that it belongs to; 0 where it stands below the text.
    """

    label: str
    payload: str
    beside: int = 0


@dataclass(frozen=True)
class Reply:
    """One message to the visitor, not stored yet."""

    text: str
    kind: MessageKind = "text"
    choices: tuple[Choice, ...] = ()
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True)
class Button:
    """A button as the visitor gets it: a token that works once. `beside` is as in `Choice`."""

    label: str
    token: str
    beside: int = 0


@dataclass(frozen=True)
class Message:
    """One stored message, opened. `answered` is None for replies; `number` is its place, from 1."""

    number: int
    speaker: Speaker
    kind: MessageKind
    text: str
    created_at: datetime
    answered: bool | None = None
    buttons: tuple[Button, ...] = field(default=())
    cards: tuple[Card, ...] = field(default=())
