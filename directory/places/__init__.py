"""Places in Britain, offline: postcodes, towns and villages, and how people name them."""

from __future__ import annotations

from directory.places.choosing import Mention
from directory.places.gazetteer import PlacesError
from directory.places.place import Place, distance_km
from directory.places.places import Places, load_places
from directory.places.postcodes import Postcodes, PostcodesError, written_postcodes

__all__ = [
    "Mention",
    "Place",
    "Places",
    "PlacesError",
    "Postcodes",
    "PostcodesError",
    "distance_km",
    "load_places",
    "written_postcodes",
]
