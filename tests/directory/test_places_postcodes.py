"""Postcodes: reading them as people write them, and finding them offline."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places import Postcodes, distance_km, written_postcodes


@pytest.fixture(scope="module")
def postcodes(tmp_path_factory: pytest.TempPathFactory) -> Postcodes:
    return Postcodes(tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize(
    ("text", "outward", "inward"),
    [
        ("im at ta1 1aa ok", "TA1", "1AA"),
        ("ta11aa", "TA1", "1AA"),
        ("TA1  1AA", "TA1", "1AA"),
        ("ta1 oaa", "TA1", "0AA"),
        ("TAI 1AA", "TA1", "1AA"),
        ("sw1a 1aa", "SW1A", "1AA"),
        ("ta6", "TA6", ""),
        ("BA11 1", "BA11", "1"),
    ],
)
def test_a_postcode_is_read_as_people_write_it(text: str, outward: str, inward: str) -> None:
    assert (outward, inward) in [(each[2], each[3]) for each in written_postcodes(text)]


@pytest.mark.parametrize(
    "text", ["bills", "selling", "called", "solids", "polish", "tall", "hello", "1aa", ""]
)
def test_a_word_without_figures_is_no_postcode(text: str) -> None:
    assert not list(written_postcodes(text))


@pytest.mark.parametrize(
    ("outward", "inward", "latitude", "longitude", "within"),
    [
        ("SW1A", "1AA", 51.501, -0.142, 0.2),
        ("TA1", "", 51.015, -3.105, 2),
        ("TA6", "4", 51.13, -2.99, 3),
        ("BA", "", 51.25, -2.4, 25),
        ("TA1", "9ZZ", 51.015, -3.105, 4),
        ("BA10", "0AA", 51.11, -2.45, 5),
    ],
)
def test_a_postcode_is_found_where_it_is(
    postcodes: Postcodes, outward: str, inward: str, latitude: float, longitude: float, within: float
) -> None:
    found = postcodes.resolve(outward, inward)
    assert found is not None
    assert distance_km(found[0].latitude, found[0].longitude, latitude, longitude) < within


def test_a_postcode_that_cannot_be_is_not_found(postcodes: Postcodes) -> None:
    assert postcodes.resolve("ZZ1", "1AA") is None
    assert postcodes.resolve("GR8", "") is None


def test_an_unpacked_letter_is_kept_for_other_processes(tmp_path: Path) -> None:
    assert Postcodes(tmp_path).resolve("TA1", "1AA") == Postcodes(tmp_path).resolve("TA1", "1AA")
    assert [file.suffix for file in (tmp_path / "places").iterdir()] == [".npy"]


@given(st.text(max_size=200))
def test_what_is_read_as_a_postcode_stands_in_the_text(text: str) -> None:
    for start, end, outward, inward in written_postcodes(text):
        assert 0 <= start < end <= len(text)
        assert 2 <= len(outward) <= 4
        assert len(inward) in {0, 1, 3}


@given(
    st.sampled_from(["TA1", "TA24", "BA5", "SW1A", "M1"]), st.integers(0, 9),
    st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2), st.sampled_from(["", " ", "  "]), st.booleans(),
)  # fmt: skip
def test_every_proper_postcode_is_read_whole(
    outward: str, figure: int, letters: str, gap: str, small: bool
) -> None:
    written = f"{outward}{gap}{figure}{letters}"
    read = [(each[2], each[3]) for each in written_postcodes(written.lower() if small else written)]
    assert (outward, f"{figure}{letters}") in read or not gap
