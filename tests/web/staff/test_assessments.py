"""An assessment is started by the contact it was shared with, while it is, and that is written down."""

from __future__ import annotations

from io import BytesIO

from docx import Document

from earlyhelp.requests import withdraw
from tests.earlyhelp.conftest import ANSWERS, REFUSED
from tests.web.staff.conftest import Desk, Member, audited
from web.staff.assessments import DOCX


async def test_a_contact_starts_an_assessment_with_what_was_shared(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}"
    assert f'href="{here}/assessment"' in await (await pat.get(here)).text()
    page = await pat.look(f"{here}/assessment")
    assert all(answer in page for answer in ANSWERS.values())
    assert not any(answer in page for answer in REFUSED.values())
    assert "Not shared: Age, Where they live" in page and "Do not leave a message" in page
    assert "Name of who asked Morwenna" in page and "What is going well Our allotment" in page
    assert page.count("What is going well") == 1 and page.count("How and when to get in touch") == 1
    assert "Who does it" in page and "Pat Ashdown" in page
    assert audited(desk)[-1] == "request/exported holder, assessment"
    answer = await pat.get(f"{here}/assessment.docx")
    assert answer.content_type == DOCX
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{sent.reference}.docx"'
    document = Document(BytesIO(await answer.read()))
    assert "Morwenna" in [each.text for each in document.paragraphs]
    assert audited(desk)[-1] == "request/exported holder, assessment.docx"


async def test_nobody_else_gets_one_nor_anybody_after_it_was_taken_back(
    desk: Desk, pat: Member, jo: Member, casey: Member
) -> None:
    sent = desk.send()
    paths = [f"/desk/{sent.reference}/assessment", f"/desk/{sent.reference}/assessment.docx"]
    for path in paths:
        assert (await jo.get(path)).status == 404
        assert (await casey.get(path)).status == 404
    desk.do(withdraw, sent.request_id, desk.hands(), desk.parts.office)
    for path in paths:
        assert (await pat.get(path)).status == 404
    assert "request/exported" not in " ".join(audited(desk))
