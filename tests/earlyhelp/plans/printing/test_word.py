"""The plan as a Word document: the same sections and words as the PDF, and nobody in its properties."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.document import Document as Written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earlyhelp.plans import PlanOffice
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.printing.charts import outcome_chart, scale_chart
from earlyhelp.plans.printing.filling import lay_out
from earlyhelp.plans.printing.sheet import Heading, Table, Words
from earlyhelp.plans.printing.word import as_docx
from tests.earlyhelp.conftest import MONDAY
from tests.earlyhelp.plans.printing.conftest import EMPTY, full


def made(plan: PlanDocument, office: PlanOffice) -> Written:
    return Document(BytesIO(as_docx(plan, office, MONDAY)))


def test_it_has_every_heading_word_and_table_of_the_sheet(plan_office: PlanOffice) -> None:
    document, blocks = made(full(), plan_office), lay_out(full(), plan_office, MONDAY).blocks
    headings = [
        (int(each.style.name[-1]), each.text)
        for each in document.paragraphs
        if each.style is not None and (each.style.name or "").startswith("Heading")
    ]
    assert headings == [(each.level, each.words) for each in blocks if isinstance(each, Heading)]
    paragraphs = [each.text for each in document.paragraphs]
    assert {each.words for each in blocks if isinstance(each, Words)} <= set(paragraphs)
    for written, table in zip(
        document.tables, [each for each in blocks if isinstance(each, Table)], strict=True
    ):
        rows = [tuple(cell.text for cell in row.cells) for row in written.rows]
        empty = [("",) * len(table.columns)] * table.blank
        assert rows == [tuple(table.columns), *map(tuple, table.rows), *empty]
        assert "w:tblHeader" in written.rows[0]._tr.xml


def test_its_charts_are_pictures_that_are_said_in_words(plan_office: PlanOffice) -> None:
    drawn = [each._inline.docPr.get("descr") for each in made(full(), plan_office).inline_shapes]
    charts = [scale_chart(full().goals, plan_office), outcome_chart(full().outcomes, plan_office)]
    assert drawn == [chart.description for chart in charts if chart is not None]


def test_an_empty_plan_has_room_to_write(plan_office: PlanOffice) -> None:
    document = made(EMPTY, plan_office)
    assert len(document.inline_shapes) == 0
    assert sum(not each.text for each in document.paragraphs) > 20
    assert any(each.text.split() == [str(number) for number in range(11)] for each in document.paragraphs)


def test_it_is_in_english_and_its_properties_name_nobody(plan_office: PlanOffice) -> None:
    file = as_docx(full(), plan_office, MONDAY)
    known = Document(BytesIO(file)).core_properties
    assert (known.language, known.title) == ("en-GB", "Our family plan ROSE-4821")
    with ZipFile(BytesIO(file)) as parts:
        properties = b"".join(parts.read(name) for name in parts.namelist() if "docProps" in name)
    assert not any(name in properties for name in (b"Morwenna", b"Jory", b"Nan", b"Ashdown"))


def test_arabic_and_hebrew_run_from_right_to_left(plan_office: PlanOffice) -> None:
    said = [each for each in made(full("مرحبا بكم (3)"), plan_office).paragraphs if "مرحبا" in each.text]
    assert said and all("w:bidi" in each._p.xml and "w:rtl" in each._p.xml for each in said)
    assert not any("w:bidi" in each._p.xml for each in made(full(), plan_office).paragraphs)


def test_words_in_any_letters_stay_as_they_are(plan_office: PlanOffice) -> None:
    paragraphs = [each.text for each in made(full("中文 বাংলা 🎉 مرحبا"), plan_office).paragraphs]
    assert "中文 বাংলা 🎉 مرحبا" in paragraphs


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_whatever_is_typed_it_can_be_written(plan_office: PlanOffice, words: str) -> None:
    assert made(full(words), plan_office).tables
