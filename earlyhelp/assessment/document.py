"""An assessment as a Word document (.docx), to be written on."""

from __future__ import annotations

from datetime import datetime

from docx.document import Document as Written

from earlyhelp.assessment.starter import Part, Starter
from earlyhelp.printable import without_unprintable
from earlyhelp.word_documents import add_table, as_file, new_document


def as_docx(starter: Starter, now: datetime) -> bytes:
    """The file. It names no person but in its text: nothing of them is in its properties."""
    document = new_document(f"{starter.title} {starter.reference}", now)
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
    return as_file(document)


def _add_part(document: Written, part: Part) -> None:
    document.add_heading(part.section.title, level=1)
    if part.section.hint:
        document.add_paragraph(part.section.hint)
    for label, words in part.told:
        if label:
            document.add_heading(label, level=2)
        document.add_paragraph(without_unprintable(words))
    for prompt in part.section.prompts:
        document.add_heading(prompt, level=2)
        document.add_paragraph()
    if part.section.columns:
        add_table(document, part.section.columns, blank=part.section.rows)
