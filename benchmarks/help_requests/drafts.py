"""An invented family's request, as the chat would send it."""

from __future__ import annotations

from earlyhelp.office import Office
from earlyhelp.requests import Draft

_ANSWERS = {
    "name": "Morwenna",
    "age": "41",
    "reach": "Text 07700 900123 after school",
    "place": "Bridgwater",
    "family": "Two boys, 6 and 9, and me",
    "school": "Hillside Primary",
    "needs": "Sleep, money",
    "story": "The nights are hard and the days are harder. " * 8,
    "change": "Calmer mornings please",
    "well": "Our allotment",
}
_REFUSED = ("place", "story")


def a_draft(person: str, office: Office) -> Draft:
    """Ten answers, two of them refused, and a second contact who may step in."""
    return Draft(
        person=person,
        contact="pat_ashdown",
        answers=_ANSWERS,
        agreed={item: item not in _REFUSED for item in _ANSWERS},
        wording_version=office.agreement.version,
        second="jo_lake",
        second_agreed=True,
    )
