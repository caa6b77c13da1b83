"""Long texts in pieces, so that what is said in passing is not drowned by the rest."""

from __future__ import annotations

import re

from language.normalising import tidy

PIECE_WORDS = 45
"""A longer text is heard whole and in pieces of about this many words."""


def in_pieces(text: str) -> list[str]:
    """Sentences put together to about PIECE_WORDS words; a short text is one piece, an endless one is cut."""
    plain = tidy(text)
    pieces: list[list[str]] = [[]]
    for sentence in re.split(r"(?<=[.!?;])\s+", plain):
        words = sentence.split()
        for start in range(0, len(words), PIECE_WORDS):
            part = words[start : start + PIECE_WORDS]
            if pieces[-1] and len(pieces[-1]) + len(part) > PIECE_WORDS:
                pieces.append([])
            pieces[-1].extend(part)
    return [" ".join(each) for each in pieces if each] or [plain]
