from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.blocks import Block, blocks_of, phone_link, safe_link


def links_in(blocks: list[Block]) -> dict[str, str]:
    return {part.text: part.href for block in blocks for line in block.lines for part in line if part.href}


def test_paragraphs_and_lists_are_told_apart() -> None:
    blocks = blocks_of("Hello.\nI heard two things:\n- money\n- home\n\nWhich first?")
    assert [block.kind for block in blocks] == ["paragraph", "list", "paragraph"]
    assert [len(block.lines) for block in blocks] == [2, 2, 1]


def test_links_are_named_or_bare() -> None:
    found = links_in(
        blocks_of("Read [this page](/advice/money) or https://example.org/help. Write to a@example.org.")
    )
    assert found == {
        "this page": "/advice/money",
        "https://example.org/help": "https://example.org/help",
        "a@example.org": "mailto:a@example.org",
    }


@pytest.mark.parametrize("number", ["0800 1111", "0808 2000 247", "116 123", "999", "01632 960123"])
def test_numbers_to_call_become_links(number: str) -> None:
    assert links_in(blocks_of(f"Call {number}, day or night.")) == {number: f"tel:{number.replace(' ', '')}"}


@pytest.mark.parametrize("text", ["It costs £999.", "Born 02/03/2015", "About 0.999 of it", "9999"])
def test_other_numbers_stay_text(text: str) -> None:
    assert links_in(blocks_of(text)) == {}


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "//evil.example", "data:text/html,x", "/\\evil", "JaVaScRiPt:x", "http://["],
)
def test_a_link_that_could_do_harm_stays_text(target: str) -> None:
    assert safe_link(target) == ""
    assert links_in(blocks_of(f"[click]({target})")) == {}


def test_a_number_with_too_few_digits_is_not_called() -> None:
    assert phone_link("") == phone_link("ask") == phone_link("12") == ""
    assert phone_link("01632 960123 (weekdays 9-5)") == "tel:01632960123"


@given(st.text(max_size=400))
def test_no_word_is_lost_and_no_link_is_unsafe(text: str) -> None:
    blocks = blocks_of(text)
    assert all(
        href.startswith(("/", "http://", "https://", "tel:", "mailto:", "sms:")) and not href.startswith("//")
        for href in links_in(blocks).values()
    )
    shown = "".join(part.text for block in blocks for line in block.lines for part in line)
    letters = [letter for letter in text if letter.isalpha()]
    if "](" not in text:
        assert [letter for letter in shown if letter.isalpha()] == letters
