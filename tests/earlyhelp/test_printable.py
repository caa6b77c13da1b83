"""Words as a document can hold them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.printable import is_right_to_left, on_one_line, without_unprintable


def test_what_no_document_can_hold_is_left_out_and_lines_stay_lines() -> None:
    assert without_unprintable("Mo\x00\x0b\ufffe & <Jo>\r\nand\rNan") == "Mo & <Jo>\nand\nNan"


def test_words_on_one_line_have_single_spaces() -> None:
    assert on_one_line(" Mo \n\t and\r\nJo ") == "Mo and Jo"


@given(st.text())
def test_whatever_is_left_stands_in_xml(words: str) -> None:
    element = ElementTree.Element("words")
    element.text = without_unprintable(words)
    assert (ElementTree.fromstring(ElementTree.tostring(element)).text or "") == element.text


@pytest.mark.parametrize("words", ["مرحبا", "(3) שלום Mo", "…آپ"])
def test_arabic_and_hebrew_run_from_right_to_left(words: str) -> None:
    assert is_right_to_left(words)


@pytest.mark.parametrize("words", ["Mo שלום", "3", "", "中文"])
def test_other_words_run_from_left_to_right(words: str) -> None:
    assert not is_right_to_left(words)
