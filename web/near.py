"""Reading the place that somebody typed into a form, as every search of ours does."""

from __future__ import annotations

from directory.places import Place, Places

LONGEST_PLACE = 80
UNKNOWN = "We don't know that place. Try a town, a village or a postcode."


def find_near(places: Places, typed: str) -> tuple[Place | None, str]:
    """The place and no problem; or none, with what is wrong where something was typed."""
    place = (places.find_name(typed) or places.find_in(typed)) if typed else None
    return place, UNKNOWN if typed and place is None else ""
