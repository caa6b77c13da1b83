"""Districts, their towns and postcode areas, as professionals in Somerset still say them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from core.errors import OpenDoorError
from directory.people.synonyms import plain

FILE = "areas.yml"
BOTH_WESTERN = "Somerset West and Taunton"
"""The district that took the place of two, which people of its time still write."""
_WESTERN = ("Taunton Deane", "West Somerset")


class AreasError(OpenDoorError):
    """data/people/areas.yml cannot be read."""


@dataclass(frozen=True)
class Areas:
    """What lies in and around each area, by its plain name; and each district's towns, as written."""

    around: Mapping[str, tuple[str, ...]]
    districts: Mapping[str, tuple[str, ...]]

    @property
    def towns(self) -> tuple[str, ...]:
        """Every town."""
        return tuple(dict.fromkeys(town for towns in self.districts.values() for town in towns))

    def near(self, area: str) -> tuple[str, ...]:
        """A town's district and postcode areas, a district's towns, a postcode area's towns."""
        return self.around.get(plain(area), ())


def load_areas(folder: Path) -> Areas:
    """The areas in this folder; raises AreasError."""
    around: dict[str, list[str]] = {}
    towns_of: dict[str, list[str]] = {}

    def lies(one: str, other: str) -> None:
        around.setdefault(plain(one), []).append(other)

    try:
        districts = yaml.safe_load((folder / FILE).read_text(encoding="utf-8"))
        for district, towns in districts.items():
            known_as = [district, BOTH_WESTERN] if district in _WESTERN else [district]
            for town, codes in towns.items():
                for name in known_as:
                    lies(town, name)
                    lies(name, town)
                    towns_of.setdefault(name, []).append(town)
                for code in codes:
                    lies(town, code)
                    lies(code, town)
                    for name in known_as:
                        lies(name, code)
    except (OSError, yaml.YAMLError, TypeError, AttributeError) as error:
        raise AreasError(f"{FILE} in data/people cannot be read: put it back as it was.") from error
    return Areas(
        {name: tuple(dict.fromkeys(others)) for name, others in around.items()},
        {name: tuple(towns) for name, towns in towns_of.items()},
    )
