"""Sets one file with Typst and ends, so that nothing of a plan stays in the memory of the site.

Typst keeps what it set for the next time. `typesetting` runs this file in a process of its own: the work
comes as JSON on standard input, the file goes to standard output.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import typst

_DOTS_AN_INCH = 200


def press(work: dict[str, Any]) -> bytes:
    """The file: PDF/UA-1 where that can be, else the same without the name of it; or PNG."""
    if work["format"] == "png":
        return _set(work, [])
    try:
        return _set(work, ["ua-1"])
    except typst.TypstError:
        return _set(work, [])


def _set(work: dict[str, Any], standards: list[typst.PDFStandard]) -> bytes:
    return typst.compile(
        work["template"].encode(),
        root=work["fonts"],
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[work["fonts"]]),
        ignore_system_fonts=True,
        format=work["format"],
        ppi=_DOTS_AN_INCH,
        sys_inputs=work["told"],
        pdf_standards=standards,
        timestamp=work["made_at"],
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(press(json.load(sys.stdin)))
