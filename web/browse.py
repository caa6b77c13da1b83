"""Needs grouped so that a person can scan them on a small screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from language.needs import Need

_GROUPS = {
    "Family life": (
        "parenting",
        "behaviour",
        "family_relationships",
        "pregnancy_and_baby",
        "early_years_childcare",
        "parent_in_prison",
        "private_fostering",
    ),
    "School and growing up": (
        "school_attendance",
        "school_exclusion",
        "bullying",
        "disability_and_send",
        "transition_to_adulthood",
    ),
    "Feelings and health": (
        "mental_health",
        "isolation",
        "bereavement",
        "alcohol_and_drugs",
        "health",
    ),
    "Caring for someone": ("young_carer", "caring_for_adult"),
    "Money, work and home": ("money", "housing", "work_and_training"),
    "Feeling safe": ("domestic_abuse", "exploitation", "missing_from_home", "crime_and_asb"),
    "Belonging": ("activities", "immigration_and_language", "identity_and_discrimination"),
}
_REST = "More"


@dataclass(frozen=True)
class Group:
    """A heading and the needs below it."""

    title: str
    needs: tuple[Need, ...]


def grouped(needs: Mapping[str, Need]) -> tuple[Group, ...]:
    """Every need once, under a heading; a need that no group names comes last."""
    named = {key for keys in _GROUPS.values() for key in keys}
    groups = {**_GROUPS, _REST: tuple(key for key in needs if key not in named)}
    filled = (
        Group(title, tuple(needs[key] for key in keys if key in needs)) for title, keys in groups.items()
    )
    return tuple(group for group in filled if group.needs)
