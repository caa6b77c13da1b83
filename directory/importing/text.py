"""Words as councils publish them, made plain: entities, invisible characters and broken encodings mended."""

from __future__ import annotations

import html
import re
from typing import Any

import nh3

_BLANKS = re.compile(r"[ \t\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
)
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_BROKEN = re.compile(
    r"[ÃÂâð][\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+"
)
_NOTHING = frozenset({"null", "none", "n/a", "na", "nil", "undefined", "-", "--", ".", "tbc", "tba"})


def _mend(broken: re.Match[str]) -> str:
    """UTF-8 that was once read as Windows-1252, read again; left alone if it was not."""
    codes = bytearray()
    for letter in broken.group():
        codes += letter.encode("cp1252", "ignore") or letter.encode("latin-1", "ignore")
    try:
        return codes.decode("utf-8")
    except UnicodeDecodeError:
        return broken.group()


def clean(text: str) -> str:
    """The text without broken or invisible characters; line breaks are kept."""
    text = _SURROGATES.sub("", text)
    if _BROKEN.search(text):
        text = _BROKEN.sub(_mend, text)
    text = text.replace("\uf0b7", "•").replace("\r\n", "\n")
    return _INVISIBLE.sub("", text)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words, with an ellipsis if cut."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(None, 1)[0] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:-–") + "…"


def as_text(value: Any) -> str:
    """A string or a number as text; anything else is empty."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def plain(value: Any, limit: int = 2000) -> str | None:
    """One line of plain text without tags, or None if nothing is said. Numbers are taken as text."""
    text = clean(as_text(value)[: limit * 20])
    if "<" in text:
        text = nh3.clean(text, tags=set())
    if "&" in text:
        text = html.unescape(html.unescape(text))
    text = _BLANKS.sub(" ", clean(text).replace("\n", " ")).strip()
    text = re.sub(r" {2,}", " ", text)
    return None if not text or text.lower() in _NOTHING else shorten(text, limit)


def lines(text: str) -> str:
    """The text with blanks collapsed, every line trimmed, and never two empty lines together."""
    kept = "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", kept).strip()
