"""Numbers and addresses as people write them."""

import pytest

from earlyhelp.filling import read_address
from earlyhelp.filling.reaching import beside_address


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


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("ring me 07700 900123 but not when hes in from work, after 9 till 2 is best",
         "not when hes in from work, after 9 till 2 is best"),
        ("text 07700900123 evenings", "evenings"),
        ("after 6 please, my number is 07700 900123", "after 6 please"),
        ("gran@example.org", ""),
        ("its my mobile 07700 900123 thanks", ""),
        ("ring me", ""),
    ],
)  # fmt: skip
def test_when_it_is_safe_is_heard_beside_the_number(said: str, when: str) -> None:
    assert beside_address(said) == when
