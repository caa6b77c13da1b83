"""A plan as a PDF that can be printed, and read by a screen reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.office import PlanOffice
from earlyhelp.plans.printing.filling import lay_out
from earlyhelp.plans.printing.lettering import MISSING, in_known_letters
from earlyhelp.plans.printing.typesetting import set_pdf

_TEMPLATE = Path(__file__).parent / "plan.typ"


def as_pdf(plan: PlanDocument, office: PlanOffice, now: datetime) -> bytes:
    """The file. It names no person but in its text: nothing of them is in its properties."""
    sheet = lay_out(_in_known_letters(plan), office, now)
    blocks = [
        {"kind": type(block).__name__.lower(), **asdict(_in_known_letters(block))} for block in sheet.blocks
    ]
    missing = office.wording.say("paper_missing") if MISSING in str(blocks) else ""
    told = {"title": sheet.title, "footer": sheet.footer, "missing": missing, "blocks": blocks}
    return set_pdf(_TEMPLATE, told, now)


def _in_known_letters(value: Any) -> Any:
    """The same value, in which every word is in letters that the font has."""
    if isinstance(value, str):
        return in_known_letters(value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{name: _in_known_letters(each) for name, each in vars(value).items()})
    if isinstance(value, Mapping):
        return {name: _in_known_letters(each) for name, each in value.items()}
    return [_in_known_letters(each) for each in value] if isinstance(value, list | tuple) else value
