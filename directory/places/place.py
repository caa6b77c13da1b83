"""What the directory means by a place."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0


@dataclass(frozen=True)
class Place:
    """Somewhere that help can be near, in WGS84 degrees; `district` is the council, `postcode` as told."""

    name: str
    postcode: str | None
    latitude: float
    longitude: float
    district: str | None
    kind: str = "village"

    @property
    def is_point(self) -> bool:
        """False for a whole county or "anywhere", where distance means nothing."""
        return self.kind != "county"

    def km_to(self, latitude: float, longitude: float) -> float:
        """Kilometres in a straight line."""
        return distance_km(self.latitude, self.longitude, latitude, longitude)


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle kilometres between two points in degrees (haversine)."""
    rise = sin(radians(other_latitude - latitude) / 2) ** 2
    run = sin(radians(other_longitude - longitude) / 2) ** 2
    across = rise + cos(radians(latitude)) * cos(radians(other_latitude)) * run
    return 2 * EARTH_KM * asin(sqrt(min(1.0, across)))
