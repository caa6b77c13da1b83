"""How professionals write roles and things, and the words that stand in the who's-who."""

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
class Synonyms:
    """What is typed, longest first, and what it means; both in plain words."""

    means: Mapping[str, str]
    typed: re.Pattern[str]

    def in_words_of_roles(self, plain_words: str) -> str:
        """The same with what is typed for short put into the words that stand in the who's-who."""
        return self.typed.sub(lambda found: self.means[found[0]], plain_words)


def load_synonyms(folder: Path) -> Synonyms:
    """The synonyms in this folder; raises PeopleSynonymsError."""
    try:
        rows = yaml.safe_load((folder / FILE).read_text(encoding="utf-8"))
        means = {plain(str(typed)): plain(row["means"]) for row in rows for typed in row["short"]}
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise PeopleSynonymsError(f"{FILE} in data/people cannot be read: put it back as it was.") from error
    longest_first = sorted(means, key=len, reverse=True)
    typed = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\b")
    return Synonyms(means, typed)


def plain(text: str) -> str:
    """Small letters and numbers, one space apart; what belongs together by an apostrophe stays together."""
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("'", "").replace("’", "")))
