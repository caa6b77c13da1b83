"""What the conversation already told that a request can use, so that nobody tells it twice."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.hearing import heard, kept_enquiry
from directory.enquiry import Spot
from earlyhelp.filling import Facts

CLIENT = "client"
_WHO = {"self": "self", "child": "child"}
_OTHERS = frozenset({"partner", "parent", "friend", "other"})
_YOUNG_CARER = "young_carer"
_FEWEST_WORDS = 4
_OPEN_END = 120.0


def facts_told(tracker: Tracker) -> Facts:
    """Needs, story, place, ages and who, from the kept search and the message that asks for somebody."""
    enquiry = kept_enquiry(tracker).hear(heard(tracker))
    place, postcode, district = _spot(enquiry.spot)
    return Facts(
        needs=tuple(enquiry.needs),
        story=_story(tracker) or (enquiry.words if len(enquiry.words.split()) >= _FEWEST_WORDS else ""),
        place=place,
        postcode=postcode,
        district=district,
        ages=_ages(enquiry.age),
        who=_who(enquiry.who, tuple(enquiry.needs)),
    )


def facts_heard(tracker: Tracker) -> Facts:
    """The same from the latest message alone."""
    message = heard(tracker)
    place, postcode, district = _spot(message.spot)
    return Facts(
        needs=message.needs,
        place=place,
        postcode=postcode,
        district=district,
        ages=_ages(message.age),
        who=_who(message.who, message.needs),
    )


def _story(tracker: Tracker) -> str:
    """The longest message of the last turns in which the person said what is wrong."""
    said = [
        event.get("text") or ""
        for event in tracker.events
        if event.get("event") == "user"
        and ((event.get("parse_data") or {}).get("intent") or {}).get("name") == "find_support"
    ]
    told = [text for text in said if len(text.split()) >= _FEWEST_WORDS]
    return max(told, key=len, default="")


def _spot(spot: Spot | None) -> tuple[str, str, str]:
    if spot is None or spot.anywhere:
        return "", "", ""
    return spot.name, spot.postcode or "", spot.district or ""


def _ages(age: tuple[float | None, float | None] | None) -> tuple[float, ...]:
    if age is None or age[0] is None:
        return ()
    high = age[1] if age[1] is not None and age[1] < _OPEN_END else age[0]
    return (float(age[0]),) if high == age[0] else (float(age[0]), float(high))


def _who(who: str | None, needs: tuple[str, ...]) -> str:
    if who in _OTHERS:
        return "self" if _YOUNG_CARER in needs else "other"
    return _WHO.get(who or "", "")
