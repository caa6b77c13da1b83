"""A plan as a Word document (.docx), to be changed and written on."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from docx.document import Document as Written
from docx.shared import Mm, Pt

from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.office import PlanOffice
from earlyhelp.plans.printing.filling import lay_out
from earlyhelp.plans.printing.sheet import Block, Chart, Circle, Heading, Room, Table
from earlyhelp.plans.printing.typesetting import draw_png
from earlyhelp.printable import without_unprintable
from earlyhelp.word_documents import add_table, as_file, new_document, write

_LINE = Pt(26)
_CHART_WIDTH = Mm(110)


def as_docx(plan: PlanDocument, office: PlanOffice, now: datetime) -> bytes:
    """The file. It names no person but in its text: nothing of them is in its properties."""
    sheet = lay_out(plan, office, now)
    document = new_document(sheet.title, now)
    document.add_heading(sheet.title, level=0)
    for block in sheet.blocks:
        _add(document, block)
    return as_file(document)


def _add(document: Written, block: Block) -> None:
    if isinstance(block, Heading):
        write(document.add_heading(level=block.level), block.words)
    elif isinstance(block, Table):
        for row in add_table(document, block.columns, block.rows, block.blank).rows[1:]:
            row.height = _LINE
    elif isinstance(block, Chart):
        _add_chart(document, block)
    elif isinstance(block, Room):
        for _ in range(block.lines):
            document.add_paragraph()
    elif isinstance(block, Circle):
        document.add_paragraph("   ".join(block.numbers))
    else:
        write(document.add_paragraph(), block.words)


def _add_chart(document: Written, chart: Chart) -> None:
    """The drawing, whose words are what a screen reader says of it."""
    drawn = document.add_picture(BytesIO(draw_png(chart.svg)), width=_CHART_WIDTH)
    drawn._inline.docPr.set("name", chart.title)
    drawn._inline.docPr.set("descr", without_unprintable(chart.description))
