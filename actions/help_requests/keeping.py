"""The slots of a request: the filling, the search for a request by its name, and the open question."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from actions.answering import Events
from actions.hearing import ASKED
from earlyhelp.contacts.contact import HARM_LEVEL, USUAL_LEVEL
from earlyhelp.filling import Filling, filling_from

REQUEST = "request"
"""The slot of the filling, and what `asked` holds while something of a request is asked."""
LOOKING = "looking"
HIDES = "hides"
"""The slot of whoever said that it is not safe to show the name of a request."""
DISCLOSED = "disclosed"
"""The slot of the danger that was told."""

_LEVELS = {"harm": HARM_LEVEL, "immediate": HARM_LEVEL}
"""From what a message discloses to the level of need: either is significant harm."""


def kept_request(tracker: Tracker) -> Filling | None:
    """The request as it stood before this message, open or sent."""
    return filling_from(tracker.get_slot(REQUEST))


def open_request(tracker: Tracker) -> Filling | None:
    """The request that was begun, not sent and not put away."""
    filling = kept_request(tracker)
    is_open = filling is not None and filling.is_open and filling.begun and not filling.put_away
    return filling if is_open else None


def begun_request(tracker: Tracker) -> Filling | None:
    """The request that was begun and not sent, put away or not."""
    filling = kept_request(tracker)
    return filling if filling is not None and filling.is_open and filling.begun else None


def keep_request(
    filling: Filling | None, *, waits: bool = True, looking: dict[str, str] | None = None
) -> Events:
    """Events that keep the filling, and whether something is asked now."""
    slots: dict[str, Any] = {
        ASKED: REQUEST if waits else None,
        REQUEST: filling.as_json() if filling else None,
        LOOKING: looking,
    }
    return [
        {"event": "slot", "name": name, "value": value, "timestamp": None} for name, value in slots.items()
    ]


def level_told(tracker: Tracker) -> int:
    """The level of need that this conversation told: danger counts until its end, safe by now or not, unless
    the person says that it was misheard."""
    disclosed = tracker.get_slot(DISCLOSED)
    if not disclosed:
        return USUAL_LEVEL
    return _LEVELS.get(disclosed.get("level", "harm"), USUAL_LEVEL)


def misheard(tracker: Tracker) -> Events:
    """Notes for this turn and later ones that no danger was told after all; a new disclosure counts again."""
    tracker.slots[DISCLOSED] = (tracker.get_slot(DISCLOSED) or {}) | {"level": "none"}
    return [{"event": "slot", "name": DISCLOSED, "value": tracker.slots[DISCLOSED], "timestamp": None}]


def hides(tracker: Tracker) -> bool:
    """Whether the person said, when asked last, that it is not safe to show the name of a request."""
    return bool(tracker.get_slot(HIDES))


def is_safe_now(tracker: Tracker) -> bool:
    """Whether the person said that they are safe after the last danger they told."""
    return bool((tracker.get_slot(DISCLOSED) or {}).get("safe_now") == "yes")
