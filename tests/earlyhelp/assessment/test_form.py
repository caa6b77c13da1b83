"""The layout of the assessment: checked when it is loaded, and room in it for everything that can be shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from earlyhelp.assessment.form import load_form
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.office import Office

WHOLE = "version: 1\ntitle: A\nintro: [B]\nsections:\n  - {title: C, items: [name], columns: [D], rows: 2}\n"


def test_everything_that_can_be_shared_has_its_place_once(office: Office) -> None:
    placed = [item for section in office.assessment.sections for item in section.items]
    assert sorted(placed) == sorted(office.agreement.items)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[name]", "[shoe_size]", "shoe_size"),
        ("[name]", "name", "Mend assessment.yml"),
        ("title: C", "title: 7", "Mend assessment.yml"),
        ("rows: 2", "rows: many", "Mend assessment.yml"),
        ("rows: 2", "rows: 999", "Mend assessment.yml"),
        ("title: A\n", "", "Mend assessment.yml"),
        ("sections:", "parts:", "Mend assessment.yml"),
    ],
)
def test_a_layout_that_would_break_later_is_refused_when_it_is_loaded(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    (tmp_path / "assessment.yml").write_text(WHOLE)
    assert load_form(tmp_path, {"name"}).sections[0].rows == 2
    (tmp_path / "assessment.yml").write_text(WHOLE.replace(old, new))
    with pytest.raises(EarlyHelpDataError, match=said):
        load_form(tmp_path, {"name"})
