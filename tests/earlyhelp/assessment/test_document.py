"""The assessment as a Word document: what was shared, headings to move by, and nobody in its properties."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.document import Document as Written

from earlyhelp.assessment.document import as_docx
from earlyhelp.assessment.starter import start_assessment
from earlyhelp.requests import shared_with
from tests.earlyhelp.conftest import ANSWERS, MONDAY, REFUSED, Desk


def made(desk: Desk, **changes: object) -> bytes:
    """The document for Pat Ashdown."""
    request = desk.request(desk.send(**changes))
    shown = desk.do(shared_with, request, "pat_ashdown", MONDAY, desk.office)
    return as_docx(start_assessment(shown, "pat_ashdown", MONDAY, desk.office), MONDAY)


def opened(file: bytes) -> Written:
    return Document(BytesIO(file))


def test_it_holds_what_was_shared_and_names_what_was_not(desk: Desk) -> None:
    document = opened(made(desk))
    words = [each.text for each in document.paragraphs]
    assert set(ANSWERS.values()) <= set(words)
    assert not any(answer in "\n".join(words) for answer in REFUSED.values())
    assert "Not shared: Age, Where they live" in words and "Name of who asked" in words
    assert words.count("What is going well") == 1
    assert any("Do not leave a message" in each for each in words)


def test_its_parts_are_headings_and_its_tables_have_header_rows(desk: Desk) -> None:
    document = opened(made(desk))
    parts = [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"]
    assert parts == [section.title for section in desk.office.assessment.sections]
    tables = [section for section in desk.office.assessment.sections if section.columns]
    assert [len(table.rows) for table in document.tables] == [1 + section.rows for section in tables]
    assert [tuple(cell.text for cell in table.rows[0].cells) for table in document.tables] == [
        section.columns for section in tables
    ]
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)


def test_it_is_a4_in_english_and_its_properties_name_nobody(desk: Desk) -> None:
    file = made(desk)
    document = opened(file)
    page = document.sections[0]
    assert page.page_width is not None and page.page_height is not None
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert document.core_properties.language == "en-GB"
    with ZipFile(BytesIO(file)) as parts:
        properties = b"".join(parts.read(name) for name in parts.namelist() if "docProps" in name)
        assert b'w:val="en-GB"' in parts.read("word/styles.xml")
    assert not any(answer.encode() in properties for answer in ANSWERS.values())


def test_words_that_no_document_can_hold_are_left_out(desk: Desk) -> None:
    document = opened(made(desk, answers={"name": "Mo\x00\x0b\ufffe & <Jo>"}, agreed={"name": True}))
    assert "Mo & <Jo>" in [each.text for each in document.paragraphs]
