"""Where, how old, for whom, and what should be different: the details that a message tells."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.reading import MessageReader
from core.settings import Settings
from directory.places import Place, load_places
from language.ages import find_age
from language.filters import find_filters
from language.who import find_who

PLACE, AGE, WHO, FILTERS = "place", "age", "who", "filters"
ABOUT_RESULTS = frozenset({"refine_results", "more_results", "service_details", "correct_earlier"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceFinder(MessageReader):
    """Sets `place`: its name and postcode; `anywhere` where a person says that it does not matter."""

    def __init__(self, config: dict[str, Any], settings: Settings) -> None:
        super().__init__(config, settings)
        self._places = load_places(settings)

    def read(self, message: Message, text: str) -> None:
        """Finds a place that the message names, or that the whole message is."""
        found = self._places.find_in(text) or self._places.find_name(text)
        if found:
            message.set(PLACE, place_as_json(found), add_to_output=True)


def place_as_json(place: Place) -> dict[str, Any]:
    """As `/model/parse` gives it."""
    plain: dict[str, Any] = {"name": place.name, "postcode": place.postcode or None}
    return plain if place.is_point else plain | {"anywhere": True}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class AgeFinder(MessageReader):
    """Sets `age`: from and to, in decimal years."""

    def read(self, message: Message, text: str) -> None:
        """Finds the age of the person that the message is about."""
        found = find_age(text)
        if found:
            message.set(AGE, found.as_json(), add_to_output=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class WhoFinder(MessageReader):
    """Sets `who`: the person that help is for."""

    def read(self, message: Message, text: str) -> None:
        """Finds whom the message is about."""
        found = find_who(text)
        if found:
            message.set(WHO, found, add_to_output=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FilterFinder(MessageReader):
    """Sets `filters`: what should be different about the services."""

    def read(self, message: Message, text: str) -> None:
        """Reads freely where the message is about results, and only plain conditions elsewhere."""
        intent = (message.get(INTENT) or {}).get("name")
        found = find_filters(text, sure=intent in ABOUT_RESULTS)
        message.set(FILTERS, list(found), add_to_output=True)
