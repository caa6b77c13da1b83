"""Copies of a text as a tired thumb would type it, so that classifiers meet such texts before people do."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {
    key: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in _ROWS for at, key in enumerate(row)
}
_SHORT = {
    "you": "u", "your": "ur", "are": "r", "to": "2", "for": "4", "because": "cos", "please": "plz",
    "what": "wot", "with": "wiv", "the": "da", "and": "n", "school": "skl", "dont": "dnt", "going": "goin",
    "have": "av", "my": "me", "thanks": "thx", "help": "hlp", "people": "ppl", "about": "bout", "him": "im",
    "something": "summat", "nothing": "nowt", "know": "no", "tomorrow": "tmrw", "tonight": "2nite",
}  # fmt: skip


def _slip(word: str, chance: random.Random) -> str:
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    near = _NEIGHBOURS.get(word[at].lower())
    return word[:at] + chance.choice(near) + word[at + 1 :] if near else word


def roughened(text: str, chance: random.Random) -> str:
    """`text` without some marks, with a slip in about one word of six and some words as text-speak."""
    plain = re.sub(r"['’.,!?]", "", text.lower()) if chance.random() < 0.7 else text
    words = []
    for word in plain.split():
        drawn = chance.random()
        if drawn < 0.17:
            words.append(_slip(word, chance))
        elif drawn < 0.4:
            words.append(_SHORT.get(word.lower(), word))
        else:
            words.append(word)
    return " ".join(words)


def roughened_copies(texts: Sequence[str]) -> list[str]:
    """One rough copy of each text; the same text always gives the same copy."""
    return [roughened(each, random.Random(each)) for each in texts]
