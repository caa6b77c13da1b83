"""Word documents (.docx) that are easy to read: A4, British English, tables with header rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Written
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from earlyhelp.printable import is_right_to_left, without_unprintable

_GRID = "Table Grid"


def new_document(title: str, now: datetime) -> Written:
    """An empty one, in a font and size that are easy to read. Nobody but Open Door is in its properties."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(12)
    for default in document.styles.element.iter(qn("w:lang")):
        default.set(qn("w:val"), "en-GB")
    known = document.core_properties
    known.title, known.author, known.comments = title, "Open Door", ""
    known.language, known.last_modified_by = "en-GB", "Open Door"
    known.created = known.modified = now.astimezone(UTC).replace(tzinfo=None)
    return document


def add_table(
    document: Written, columns: Sequence[str], rows: Sequence[Sequence[str]] = (), blank: int = 0
) -> Table:
    """A table with a header row, which is said again on every page, and `blank` rows to write in."""
    written = [columns, *rows, *[[""] * len(columns)] * blank]
    table: Table = document.add_table(rows=len(written), cols=len(columns))
    table.style = _GRID
    for row, told in zip(table.rows, written, strict=True):
        for cell, words in zip(row.cells, told, strict=True):
            write(cell.paragraphs[0], words)
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    set_value(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", "true")
    return table


def write(paragraph: Paragraph, words: str) -> None:
    """Puts words into an empty paragraph, in the direction of their first letter."""
    run = paragraph.add_run(without_unprintable(words))
    if is_right_to_left(words):
        set_value(paragraph._p.get_or_add_pPr(), "w:bidi", "true")
        set_value(run._r.get_or_add_rPr(), "w:rtl", "true")


def as_file(document: Written) -> bytes:
    """The bytes of the file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def set_value(parent: object, name: str, value: str) -> None:
    """Adds an element with a value, where the library has no word for it."""
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    parent.append(element)  # type: ignore[attr-defined]
