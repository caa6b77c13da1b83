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


@pytest.mark.parametrize(
    "number",
    [
        "0800 1111",
        "0808 2000 247",
        "0800 555 111",
        "0800 69 49 999",
        "116 123",
        "999",
        "111",
        "01632 960123",
        "01632-960123",
        "07700 900123",
        "(01632) 960123",
        "+44 1632 960123",
    ],
)
@pytest.mark.parametrize("after", [", day or night.", ".", " 24 hours a day", " 9am to 5pm", " for free"])
def test_numbers_to_call_become_links(number: str, after: str) -> None:
    digits = "".join(each for each in number if each in "+0123456789")
    assert links_in(blocks_of(f"Call {number}{after}")) == {number: f"tel:{digits}"}


def test_a_number_from_abroad_loses_the_nought_in_brackets() -> None:
    assert links_in(blocks_of("Call +44 (0)1632 960123.")) == {"+44 (0)1632 960123": "tel:+441632960123"}


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Shout: text 85258. Day and night.", {"text 85258": "sms:85258"}),
        ("Samaritans: 116 123 or text 116 000.", {"116 123": "tel:116123", "text 116 000": "sms:116000"}),
        ("Or text Shout on 85258.", {"text Shout on 85258": "sms:85258"}),
        ('Text "YM" to 85258', {'Text "YM" to 85258': "sms:85258"}),
        ("Text us on 07700 900123", {"Text us on 07700 900123": "sms:07700900123"}),
        ("Call NHS 111, option 2, or 999.", {"111": "tel:111", "999": "tel:999"}),
        ("The police: 101. Any time.", {"101": "tel:101"}),
        ("Tell the police on 101.", {"101": "tel:101"}),
    ],
)
def test_numbers_to_text_and_short_numbers_become_links(text: str, links: dict[str, str]) -> None:
    assert links_in(blocks_of(text)) == links
    (block,) = blocks_of(text)
    assert "".join(part.text for part in block.lines[0]) == text


@pytest.mark.parametrize(
    "text",
    [
        "It costs £999.",
        "It costs £85258, or £111.",
        "Born 02/03/2015 or 02 03 2015 or 02-03-2015",
        "About 0.999 of it",
        "9999",
        "Ages 0 to 19, 11 to 18, 5-11 and 16 to 25",
        "Open 09:00-17:00, 0900 1700, 09 30 to 12 45",
        "Call in 10 minutes, or 111 people may be first",
        "111 High Street, 999 miles away, 101 ideas",
        "She texted 85258 times",
        "Reference 123456789012",
        "TA1 1AA, 5 miles, 20% off, £1,999",
    ],
)
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
    assert phone_link("85258") == "sms:85258"


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
