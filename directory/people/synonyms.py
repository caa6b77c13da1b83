"""How professionals write roles and things: what is typed for short, and other ways of saying the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from core.errors import OpenDoorError

FILE = "synonyms.yml"


class PeopleSynonymsError(OpenDoorError):
    """data/people/synonyms.yml cannot be read."""


@dataclass(frozen=True)
class Asked:
    """One thing that was asked for: `typed` as it stood, and other `ways` of saying it, all plain words."""

    typed: tuple[str, ...]
    ways: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Synonyms:
    """For each phrase the other ways of saying it; `phrases` finds them in plain words, longest first."""

    ways: Mapping[str, tuple[tuple[str, ...], ...]]
    phrases: re.Pattern[str]

    def things_in(self, text: str) -> list[Asked]:
        """What a text asks for, one after the other: a known phrase with its other ways, or a word."""
        words, found, at = plain(text), [], 0
        for phrase in self.phrases.finditer(words):
            found += [Asked((word,)) for word in words[at : phrase.start()].split()]
            found.append(Asked(tuple(phrase[0].split()), self.ways[phrase[0]]))
            at = phrase.end()
        return found + [Asked((word,)) for word in words[at:].split()]


def load_synonyms(folder: Path) -> Synonyms:
    """The synonyms in this folder; raises PeopleSynonymsError."""
    ways: dict[str, list[str]] = {}
    try:
        for row in yaml.safe_load((folder / FILE).read_text(encoding="utf-8")):
            said = [plain(str(each)) for each in (*row["short"], row["means"])]
            for each in said:
                ways.setdefault(each, []).extend(other for other in said if other != each)
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise PeopleSynonymsError(f"{FILE} in data/people cannot be read: put it back as it was.") from error
    longest_first = sorted(ways, key=len, reverse=True)
    phrases = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\b")
    as_words = {
        phrase: tuple(tuple(other.split()) for other in dict.fromkeys(others))
        for phrase, others in ways.items()
    }
    return Synonyms(as_words, phrases)


def plain(text: str) -> str:
    """Small letters and numbers, one space apart; what belongs together by an apostrophe stays together."""
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("'", "").replace("’", "")))
