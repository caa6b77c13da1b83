"""Names that say nothing about anybody, for rows that are kept or shown without being sealed."""

from __future__ import annotations

import re

_OPAQUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]*")


def opaque(name: str, longest: int) -> str:
    """The same name; raises ValueError unless it is 1 to `longest` letters, digits and `._:/-`.

    Neither an e-mail address nor a person's full name passes.
    """
    if len(name) > longest or not _OPAQUE.fullmatch(name):
        raise ValueError(f"An opaque name has 1 to {longest} letters, digits and . _ : / - only.")
    return name
