"""From what Rasa understood to what the domain works with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker

from actions.answering import Events
from actions.parts import parts
from directory.enquiry import Enquiry, Heard, Spot, enquiry_from
from language.ages import own_age

ASKED = "asked"
ENQUIRY = "enquiry"
CLEAR, FAINT = 0.5, 0.3
"""A need fainter than FAINT is passed over where another is CLEAR: nobody is told what they did not say."""


def heard(tracker: Tracker) -> Heard:
    """What the latest message told; a button tells only what it stands for."""
    return heard_in(tracker.latest_message)


def heard_in(message: Mapping[str, Any]) -> Heard:
    """The same of a message as it was understood."""
    age = message.get("age")
    text = typed(message.get("text"))
    return Heard(
        text=text,
        needs=_worth_naming(message.get("needs") or ()),
        spot=_spot(message.get("place")),
        age=(age["from"], age["to"]) if age else None,
        own_age=own_age_in(text),
        who=message.get("who"),
        filters=tuple(message.get("filters") or ()),
    )


def typed(text: str | None) -> str:
    """The words of a message; none of a button."""
    return "" if (text or "").startswith("/") else text or ""


def own_age_in(text: str) -> tuple[float | None, float | None] | None:
    """The writer's own age in years, from and to; None if these words do not tell it."""
    found = own_age(text)
    if found is None:
        return None
    plain = found.as_json()
    return plain["from"], plain["to"]


def pressed(tracker: Tracker, entity: str) -> str | None:
    """The value that a pressed button carries."""
    return next(tracker.get_latest_entity_values(entity), None)


def kept_enquiry(tracker: Tracker) -> Enquiry:
    """The person's search as it stood before this message."""
    return enquiry_from(tracker.get_slot(ENQUIRY))


def keep(enquiry: Enquiry | None = None, asked: str | None = None) -> Events:
    """Events that keep the search and note the question that was asked."""
    slots: dict[str, Any] = {ASKED: asked}
    if enquiry is not None:
        slots[ENQUIRY] = enquiry.as_json()
    return [
        {"event": "slot", "name": name, "value": value, "timestamp": None} for name, value in slots.items()
    ]


def anywhere() -> Spot:
    """No one place: help by phone, online and across the county."""
    return Spot(anywhere=True)


def _worth_naming(needs: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The needs that were heard; faint ones only if nothing was heard clearly."""
    clear = any(each["confidence"] >= CLEAR for each in needs)
    return tuple(each["need"] for each in needs if not clear or each["confidence"] >= FAINT)


def _spot(place: dict[str, Any] | None) -> Spot | None:
    if not place:
        return None
    if place.get("anywhere"):
        return anywhere()
    found = parts().places.find_name(place.get("postcode") or place["name"])
    if found is None:
        return None
    return Spot(
        name=place.get("name") or found.name,
        postcode=found.postcode,
        latitude=found.latitude,
        longitude=found.longitude,
        district=found.district,
    )


def staff_of(tracker: Tracker) -> str:
    """The account of whoever is signed in on the browser that sent this message, or empty."""
    return str((tracker.latest_message.get("metadata") or {}).get("staff") or "")
