"""An assessment as a Word document (.docx), to be written on."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Written
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table

from earlyhelp.assessment.starter import Part, Starter

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_GRID = "Table Grid"


def as_docx(starter: Starter, now: datetime) -> bytes:
    """The file. It names no person but in its text: nothing of them is in its properties."""
    document = Document()
    _lay_out(document, starter, now)
    document.add_heading(starter.title, level=0)
    document.add_paragraph(f"{starter.reference}, {starter.made_on}, {starter.made_for}")
    for sentence in starter.intro:
        document.add_paragraph(sentence)
    for caution in starter.cautions:
        document.add_paragraph().add_run(caution).bold = True
    if starter.not_shared:
        document.add_paragraph(f"Not shared: {', '.join(starter.not_shared)}")
    for part in starter.parts:
        _add_part(document, part)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add_part(document: Written, part: Part) -> None:
    document.add_heading(part.section.title, level=1)
    if part.section.hint:
        document.add_paragraph(part.section.hint)
    for label, words in part.told:
        if label:
            document.add_heading(label, level=2)
        document.add_paragraph(_UNPRINTABLE.sub("", words))
    for prompt in part.section.prompts:
        document.add_heading(prompt, level=2)
        document.add_paragraph()
    if part.section.columns:
        _add_table(document, part)


def _add_table(document: Written, part: Part) -> None:
    columns = part.section.columns
    table: Table = document.add_table(rows=1 + part.section.rows, cols=len(columns))
    table.style = _GRID
    for cell, words in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    _say(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", "true")


def _lay_out(document: Written, starter: Starter, now: datetime) -> None:
    """A4 in British English, in a font and size that are easy to read."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(12)
    for default in document.styles.element.iter(qn("w:lang")):
        default.set(qn("w:val"), "en-GB")
    known = document.core_properties
    known.title, known.author, known.comments = f"{starter.title} {starter.reference}", "Open Door", ""
    known.language, known.last_modified_by = "en-GB", "Open Door"
    known.created = known.modified = now.astimezone(UTC).replace(tzinfo=None)


def _say(parent: object, name: str, value: str) -> None:
    """Adds an element with a value, where the library has no word for it."""
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    parent.append(element)  # type: ignore[attr-defined]
