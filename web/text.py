"""What a visitor wrote, made safe to keep and pass on without changing what it says."""

from __future__ import annotations

import re

from web.errors import EmptyMessageError, TooLongError, UnreadableError

LONGEST_WORDS = 200
"""Characters of a search field."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb]")
_BLANK_LINES = re.compile(r"\n{3,}")
_NOTHING_TO_SEE = re.compile(r"^[\s\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069]*$")


def read_message(raw: str, limit: int) -> str:
    """A message without control characters; raises EmptyMessageError, TooLongError or UnreadableError."""
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:
        raise UnreadableError from None
    text = _UNSEEN.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))
    text = _BLANK_LINES.sub("\n\n", text).strip()
    if _NOTHING_TO_SEE.match(text):
        raise EmptyMessageError
    if len(text) > limit:
        raise TooLongError(len(text), limit)
    return text


def read_words(raw: str, limit: int = LONGEST_WORDS) -> str:
    """A search field: one line, without control characters, cut at `limit`."""
    text = _UNSEEN.sub("", raw.encode("utf-8", "ignore").decode())
    return " ".join(text.split())[:limit]


def read_text(raw: str) -> str:
    """What staff wrote, without control characters; how long it may be is asked where it is kept."""
    text = _UNSEEN.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()
