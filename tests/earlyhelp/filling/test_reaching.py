"""Numbers and addresses as people write them."""

import pytest

from earlyhelp.filling import read_address


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("07700 900123", ("phone", "07700 900123")),
        ("its 07700900123 ta", ("phone", "07700 900123")),
        ("+44 7700 900 123", ("phone", "07700 900123")),
        ("ring mum's on 01632 960 101 after 4", ("phone", "01632 960101")),
        ("Gran.Smith+help@example.org please", ("email", "Gran.Smith+help@example.org")),
        ("07700 90", None),
        ("im 13", None),
        ("after 5 on monday", None),
        ("gran at example", None),
        ("", None),
    ],
)
def test_a_number_or_an_address_is_found_in_words(said: str, found: tuple[str, str] | None) -> None:
    assert read_address(said) == found
