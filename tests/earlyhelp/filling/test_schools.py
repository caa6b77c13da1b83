"""A school is known by its whole name, and by what people call it."""

import pytest

from earlyhelp.filling import known_school
from earlyhelp.office import Office


@pytest.mark.parametrize(
    ("said", "asked", "found"),
    [
        ("he goes to Hillside Primary in Bridgwater", False, "Hillside Primary"),
        ("my son is 8 and at hillside and he hates it", False, "Hillside Primary"),
        ("she goes to riverside", False, "Riverside Community"),
        ("moorland juniors wont help", False, "Moorland First"),
        ("hillside", True, "Hillside Primary"),
        ("Kyle is at Hillside Primary sorry no Riverside Community", False, "Riverside Community"),
        ("hillside, no wait i mean riverside", True, "Riverside Community"),
        ("we live on hillside road", False, ""),
        ("the riverside is flooded", False, ""),
        ("Redstart", True, ""),
        ("a primary school in town", True, ""),
    ],
)
def test_a_school_is_found(office: Office, said: str, asked: bool, found: str) -> None:
    assert known_school(said, office.contacts, asked=asked) == found
