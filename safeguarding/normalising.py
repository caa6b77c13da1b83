"""Messages as families type them, brought to plain lower-case words that the signs can be matched against.

The result is one line: words separated by single spaces, with `.` standing alone where a sentence ends, and
one space at each end. Signs are normalised by the same function, so both sides always agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from safeguarding.files import DATA, read

_LOOKALIKES = str.maketrans(
    dict(zip("авеіїјкмнорсѕтухһьԁɡɩαβεικνορτυχłøđı", "abeiijkmhopcstyxhbdgiabeikvoptuxlodi", strict=True))
    | dict.fromkeys("’‘ʼ`´′＇", "'")
)
_PICTURES = {"🔪": " knife ", "🔫": " gun ", "💊": " pills ", "🩸": " blood "}
_LEET = str.maketrans("013457!@$|", "oieastiasl")
_CONTRACTIONS = (
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bshan't\b"), "shall not"),
    (re.compile(r"\bain't\b"), "is not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'d\b"), " would"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"\blet's\b"), "let us"),
    (re.compile(r"\b(he|she|it|that|there|what|who|where|how|here)'s\b"), r"\1 is"),
    (re.compile(r"'s\b"), ""),
    (re.compile(r"'"), ""),
)
_SPACED = re.compile(r"(?<![a-z0-9'])(?:[a-z][ .\-_*]{1,2}){3,}[a-z](?![a-z0-9'])")
_BROKEN = re.compile(r"(?<![a-z0-9])[a-z](?:[.\-_*][a-z]){2,}(?![a-z0-9])")
_LEET_WORD = re.compile(r"(?<![a-z0-9@.])(?:[$@](?=[a-z]))?[a-z]+(?:[013457!@$|]+[a-z]+)+(?![a-z0-9@])")
_STARRED = re.compile(r"(?<![a-z*])[a-z]+\*+[a-z*]*")
_WORD_OR_END = re.compile(r"[a-z0-9£]+|[.!?;\n\r…]+")
_RUN = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True)
class Spellings:
    """How families write: replacements, pairs that are one word, and words that tolerate a typing slip."""

    replaced: dict[str, str]
    joined: dict[tuple[str, str], str]
    key_words: frozenset[str]
    right: frozenset[str]
    small_words: frozenset[str]
    deletes: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def load_spellings(path: Path = DATA / "spellings.yml") -> Spellings:
    """Read the spellings once; raises SafeguardingDataError when the file cannot be read."""
    data = read(path)
    replaced: dict[str, str] = {}
    for part in ("text_speak", "spellings", "families_words"):
        for plain, typed in data[part].items():
            replaced.update(dict.fromkeys(str(typed).split(), str(plain)))
    joined: dict[tuple[str, str], str] = {}
    for pair, one in data["joined"].items():
        first, second = pair.split()
        joined[first, second] = str(one)
    key_words = frozenset(data["key_words"].split())
    deletes: dict[str, set[str]] = {}
    for word in key_words:
        for shorter in _deletes(word):
            deletes.setdefault(shorter, set()).add(word)
    return Spellings(
        replaced,
        joined,
        key_words,
        right=key_words | frozenset(data["not_slips"].split()),
        small_words=frozenset(data["small_words"].split()),
        deletes={shorter: tuple(sorted(words)) for shorter, words in deletes.items()},
    )


def normalise(text: str, known: frozenset[str] | None = None) -> str:
    """Plain lower-case words with one space between and around them, `.` where a sentence ends.

    Typing slips in key words are mended, except in words of `known`; without `known` nothing is mended.
    """
    spellings = load_spellings()
    text = _plain_letters(text)
    if "'" in text:
        for pattern, plain in _CONTRACTIONS:
            text = pattern.sub(plain, text)
    text = _SPACED.sub(lambda found: _unspaced(found.group(), spellings), text)
    text = _BROKEN.sub(lambda found: _unspaced(found.group(), spellings), text)
    text = _LEET_WORD.sub(lambda found: found.group().translate(_LEET), text)
    if "*" in text:
        text = _STARRED.sub(lambda found: _unstarred(found.group(), spellings), text)
    words = [word for token in _WORD_OR_END.findall(text) for word in _spelled(token, spellings, known)]
    return f" {' '.join(_joined(words, spellings))} "


def _plain_letters(text: str) -> str:
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text).casefold()
    for picture, word in _PICTURES.items():
        text = text.replace(picture, word)
    text = text.translate(_LOOKALIKES)
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Mn", "Cf", "Me"))


def _spelled(token: str, spellings: Spellings, known: frozenset[str] | None) -> Iterator[str]:
    if not token[0].isalnum() and token[0] != "£":
        yield "."
        return
    if _RUN.search(token) and not token.isdigit():
        twice, once = _RUN.sub(r"\1\1", token), _RUN.sub(r"\1", token)
        token = twice if twice in spellings.key_words or twice in spellings.replaced else once
    plain = spellings.replaced.get(token)
    if plain is None and known is not None and len(token) >= 5 and token not in known:
        plain = None if token in spellings.right else _mended(token, spellings)
    yield from (plain or token).split()


def _mended(token: str, spellings: Spellings) -> str | None:
    """The key word that a word of five letters or more is one typing slip away from, if there is one."""
    for shorter in (token, *_deletes(token)):
        for word in spellings.deletes.get(shorter, ()):
            if word[0] == token[0] and len(word) >= 5 and _one_slip(token, word):
                return word
    return None


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter added, lost, changed, or swapped with its neighbour makes one of the other."""
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    rest, other = typed[start:], meant[start:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])
    )


def _deletes(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _unspaced(found: str, spellings: Spellings) -> str:
    """`k i l l m e` as `kill me`, when the letters can be read whole as known words; otherwise unchanged."""
    letters = re.sub(r"[^a-z]", "", found)
    words = _known_words(letters, spellings)
    return f" {' '.join(words)} " if words else found


def _known_words(letters: str, spellings: Spellings) -> list[str] | None:
    """The fewest known words that spell all the letters, or None; twelve letters a word at most."""
    known = spellings.key_words | spellings.small_words
    fewest: dict[int, tuple[int, int]] = {0: (0, 0)}
    for start in range(len(letters)):
        if start in fewest:
            for end in range(start + 1, min(start + 12, len(letters)) + 1):
                count = fewest[start][0] + 1
                if letters[start:end] in known and count < fewest.get(end, (count + 1, 0))[0]:
                    fewest[end] = (count, start)
    if len(letters) not in fewest:
        return None
    words, end = [], len(letters)
    while end:
        start = fewest[end][1]
        words.append(letters[start:end])
        end = start
    return words[::-1]


def _unstarred(found: str, spellings: Spellings) -> str:
    pattern = re.compile(found.replace("*", "."))
    fits = [word for word in spellings.key_words if pattern.fullmatch(word)]
    return fits[0] if len(fits) == 1 else found


def _joined(words: list[str], spellings: Spellings) -> Iterator[str]:
    place = 0
    while place < len(words):
        pair = tuple(words[place : place + 2])
        one = spellings.joined.get(pair) if len(pair) == 2 else None
        yield one or words[place]
        place += 2 if one else 1
