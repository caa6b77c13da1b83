"""The reviewed signs of harm, one data file a kind, read and compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_args

from safeguarding.disclosures import KINDS, Kind, Level, Speaker
from safeguarding.files import DATA, SafeguardingDataError, read
from safeguarding.phrases import Groups, Index, Phrase, compile_phrase

_REQUIRED = frozenset(("name", "level", "says", "example", "source"))
_RULE_FIELDS = _REQUIRED | {"with", "not_with", "unless", "immediate_if", "also", "speaker", "doubted"}


@dataclass(frozen=True)
class Rule:
    """One sign: any phrase of `says`, with one of `with_` and none of `not_with` anywhere in the message,
    and no `unless` phrase over the same words. A `doubted` one stands in harmless messages too, so that the
    other hearing may contradict it."""

    name: str
    kinds: tuple[Kind, ...]
    level: Level
    says: tuple[Phrase, ...]
    with_: tuple[Phrase, ...]
    not_with: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    immediate_if: tuple[Phrase, ...]
    speaker: Speaker | None
    doubted: bool
    example: str


@dataclass(frozen=True)
class Context:
    """Words that only look like a sign; `reach` is words (hidden), or sentence or message (signs lowered)."""

    name: str
    says: tuple[Phrase, ...]
    but_not: tuple[Phrase, ...]
    reach: str


@dataclass(frozen=True)
class Signs:
    """All rules and contexts with the indexes that find those worth trying."""

    rules: tuple[Rule, ...]
    rule_index: Index
    contexts: tuple[Context, ...]
    context_index: Index
    speakers: Mapping[str, tuple[Phrase, ...]]
    words: frozenset[str]


@lru_cache(maxsize=1)
def load_signs(folder: Path = DATA) -> Signs:
    """Compile words.yml, contexts.yml, speakers.yml and signs/*.yml once; raises SafeguardingDataError."""
    groups: Groups = {name: _listed(words) for name, words in read(folder / "words.yml").items()}
    rules: list[Rule] = []
    for kind in KINDS:
        path = folder / "signs" / f"{kind}.yml"
        data = read(path)
        if data.get("kind") != kind:
            raise SafeguardingDataError(f"Write 'kind: {kind}' at the top of {path.name}.")
        shared = data.get("immediate_if", [])
        rules += [_rule(kind, written, shared, groups, path.name) for written in data["rules"]]
    contexts = [
        Context(
            str(written["name"]),
            _phrases(written["says"], groups),
            _phrases(written.get("but_not", []), groups),
            str(written.get("reach", "words")),
        )
        for written in read(folder / "contexts.yml")
    ]
    speakers = {name: _phrases(said, groups) for name, said in read(folder / "speakers.yml").items()}
    return Signs(
        tuple(rules),
        _indexed([rule.says for rule in rules]),
        tuple(contexts),
        _indexed([context.says for context in contexts]),
        speakers,
        frozenset(word for rule in rules for phrase in (*rule.says, *rule.unless) for word in phrase.words),
    )


def _rule(kind: Kind, written: Mapping[str, Any], shared: list[str], groups: Groups, file: str) -> Rule:
    unknown = set(written) - _RULE_FIELDS
    if unknown or _REQUIRED - set(written) or written["level"] not in ("immediate", "harm"):
        raise SafeguardingDataError(
            f"Mend the rule {written.get('name')!r} of {file}: it needs {', '.join(sorted(_REQUIRED))}"
            f"{', and these fields are not known: ' + ', '.join(sorted(unknown)) if unknown else ''}."
        )
    kinds = (kind, *written.get("also", []))
    speaker = written.get("speaker")
    if set(kinds) - set(KINDS) or (speaker is not None and speaker not in get_args(Speaker)):
        raise SafeguardingDataError(f"Mend the rule {written['name']!r} of {file}: unknown kind or speaker.")
    return Rule(
        name=str(written["name"]),
        kinds=cast("tuple[Kind, ...]", kinds),
        level=cast("Level", written["level"]),
        says=_phrases(written["says"], groups),
        with_=_phrases(written.get("with", []), groups),
        not_with=_phrases(written.get("not_with", []), groups),
        unless=_phrases(written.get("unless", []), groups),
        immediate_if=_phrases(written.get("immediate_if", shared), groups),
        speaker=cast("Speaker | None", speaker),
        doubted=bool(written.get("doubted", False)),
        example=str(written["example"]),
    )


def _phrases(written: list[str], groups: Groups) -> tuple[Phrase, ...]:
    return tuple(compile_phrase(str(phrase), groups) for phrase in written)


def _listed(words: Any) -> list[str]:
    """A group may be written as a list or as one line with commas."""
    return [str(word).strip() for word in (words if isinstance(words, list) else words.split(","))]


def _indexed(phrases: list[tuple[Phrase, ...]]) -> Index:
    index = Index()
    for number, said in enumerate(phrases):
        for phrase in said:
            index.add(number, phrase)
    return index
