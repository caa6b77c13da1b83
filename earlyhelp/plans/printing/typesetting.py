"""Setting type with Typst, from our own font alone, without the network, in a process that ends with it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from earlyhelp.errors import PlanError
from earlyhelp.plans.printing.lettering import FONTS, in_known_letters

_PRESS = Path(__file__).parent / "press.py"
_DRAWING = """
#set page(width: 120mm, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""
_SECONDS = 30
"""A plan takes a tenth of a second; one of twenty pages not a whole one."""


def set_pdf(template: Path, told: Mapping[str, Any], now: datetime) -> bytes:
    """A tagged PDF/UA-1 of the template, which reads `told` as data: no word of it is ever markup.

    A few rows of letters, such as a Hebrew point on an Arabic letter, cannot be set as PDF/UA-1 asks. With
    one of them it is a tagged PDF that does not call itself PDF/UA-1. Raises PlanError.
    """
    inputs = {"told": json.dumps(told)}
    return _press("pdf", template.read_text(encoding="utf-8"), inputs, int(now.timestamp()))


def draw_png(svg: str) -> bytes:
    """A drawing as a picture, for programs that know no SVG. Raises PlanError."""
    return _press("png", _DRAWING, {"svg": in_known_letters(svg)}, 0)


def _press(kind: str, template: str, inputs: Mapping[str, str], made_at: int) -> bytes:
    """What the press makes. What it complains of is not passed on: it could quote the plan."""
    work = {"format": kind, "template": template, "told": inputs, "made_at": made_at, "fonts": str(FONTS)}
    try:
        done = subprocess.run(
            [sys.executable, "-I", _PRESS],
            input=json.dumps(work).encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        raise PlanError("The plan could not be put on paper. It is safe. Try again in a minute.") from None
    return done.stdout
