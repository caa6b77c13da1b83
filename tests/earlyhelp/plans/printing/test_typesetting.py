"""Type is set in a process of its own, which reads no file of the site and quotes no plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from earlyhelp.errors import PlanError
from earlyhelp.plans.printing.typesetting import draw_png, set_pdf
from tests.earlyhelp.conftest import MONDAY


def test_what_goes_wrong_is_said_plainly_and_quotes_no_plan(tmp_path: Path) -> None:
    template = tmp_path / "broken.typ"
    template.write_text("#panic(sys.inputs.told)")
    with pytest.raises(PlanError) as raised:
        set_pdf(template, {"name": "Morwenna"}, MONDAY)
    assert "It is safe" in str(raised.value)
    assert "Morwenna" not in str(raised.value) and raised.value.__cause__ is None


def test_a_template_reads_no_file_of_the_site(tmp_path: Path) -> None:
    template = tmp_path / "curious.typ"
    template.write_text('#set document(title: "x")\n#read("/etc/hostname")')
    with pytest.raises(PlanError):
        set_pdf(template, {}, MONDAY)


def test_the_same_plan_makes_the_same_file(tmp_path: Path) -> None:
    template = tmp_path / "plain.typ"
    template.write_text('#set document(title: "x")\n#json(bytes(sys.inputs.told)).words')
    once, again = (set_pdf(template, {"words": "Tea at five"}, MONDAY) for _ in range(2))
    assert once == again and once.startswith(b"%PDF")


def test_a_drawing_becomes_a_picture() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><text y="9">中</text></svg>'
    assert draw_png(svg).startswith(b"\x89PNG")
