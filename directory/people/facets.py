"""What a list of people can be narrowed by: role, agency, area, language and need, with how many of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from directory.people.areas import Areas
from directory.people.found import Counts, Facet, Found

FACETS: tuple[Facet, ...] = get_args(Facet)
EVERYWHERE = "Somerset"
"""The area of whoever covers all of it."""

Chosen = Mapping[Facet, str]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Facets:
    """`columns` has a row a document and a column for each of `values`."""

    values: Sequence[tuple[Facet, str]]
    at: Mapping[tuple[Facet, str], int]
    columns: csr_matrix

    def fitting(self, chosen: Chosen) -> Flags:
        """Which documents fit all that was chosen; none does where a value is unknown."""
        fits = np.ones(self.columns.shape[0], bool)
        for facet, value in chosen.items():
            column = self.at.get((facet, value))
            if column is None:
                return np.zeros_like(fits)
            fits &= self.columns[:, column].toarray().ravel() > 0
        return fits

    def counts(self, shown: Flags) -> Counts:
        """How many of these documents each value has, the most first; values that nobody has are left out."""
        totals = self.columns.T @ shown.astype(np.float32)
        found: dict[Facet, list[tuple[str, int]]] = {facet: [] for facet in FACETS}
        for (facet, value), total in zip(self.values, totals, strict=True):
            if total:
                found[facet].append((value, int(total)))
        return {
            facet: sorted(each, key=lambda pair: (-pair[1], pair[0].lower())) for facet, each in found.items()
        }


def build_facets(docs: Sequence[Found], areas: Areas) -> Facets:
    """The facets of these people and teams. Whoever covers a district covers its towns."""
    told = [_values(each, areas) for each in docs]
    values = sorted({each for one in told for each in one})
    at = {each: column for column, each in enumerate(values)}
    rows = np.repeat(np.arange(len(told)), [len(one) for one in told])
    columns = np.array([at[each] for one in told for each in one], np.int32)
    data = np.ones(len(columns), np.float32)
    return Facets(values, at, csr_matrix((data, (rows, columns)), shape=(len(told), len(values))))


def _values(found: Found, areas: Areas) -> set[tuple[Facet, str]]:
    roles = (found.role,) if found.kind == "person" else found.covers.get("role", ())
    told: set[tuple[Facet, str]] = {("role", role) for role in roles if role}
    told |= {("agency", found.agency)} if found.agency else set()
    told |= {("language", each) for each in found.covers.get("language", ())}
    told |= {("need", each) for each in found.covers.get("need", ())}
    covered = found.covers.get("area", ())
    if EVERYWHERE in covered:
        covered = (*covered, *areas.towns)
    within = [town for area in covered if area in areas.districts for town in areas.districts[area]]
    return told | {("area", area) for area in (*covered, *within)}
