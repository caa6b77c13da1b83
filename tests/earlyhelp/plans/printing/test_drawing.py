"""Drawings can be read: by contrast, on a phone, and by those who hear them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.plans.printing.drawing import COLOURS, INK, PAPER, clipped, in_lines, picture, text
from tests.earlyhelp.plans.printing.drawn import all_of, is_named, words_of


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 reckons it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [*COLOURS, INK])
def test_every_colour_stands_out_from_the_paper(colour: str) -> None:
    assert (brightness(PAPER) + 0.05) / (brightness(colour) + 0.05) >= 4.5


@given(st.text(), st.text(), st.text())
def test_words_are_text_whatever_is_typed(title: str, description: str, words: str) -> None:
    svg = picture("plan", title, description, 100, [text(0, 0, f"a{words}")])
    assert len(is_named(svg)) == 2 and len(words_of(svg)) == 1


def test_a_name_is_never_markup() -> None:
    svg = picture("plan", "<b>&", "</desc><script>", 100, [text(0, 0, "</text><script>alert(1)</script>")])
    assert is_named(svg) == ("<b>&", "</desc><script>")
    assert words_of(svg) == ["</text><script>alert(1)</script>"] and not all_of(svg, "script")


@given(st.text(), st.integers(2, 40))
def test_long_words_are_clipped_to_their_room(words: str, room: int) -> None:
    assert len(clipped(words, room)) <= room


def test_a_long_label_takes_two_lines_and_says_that_it_goes_on() -> None:
    lines = in_lines("Nan can visit us again by bus on Sundays and stay for a week in spring", 20, 2)
    assert lines[0] == "Nan can visit us" and lines[1].endswith("…") and len(lines) == 2
