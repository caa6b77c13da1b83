"""Reading data/guidance: a Markdown file a topic, a YAML file a source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import yaml

from core.errors import OpenDoorError
from directory.guidance.model import Audience, Block, Citation, Guidance, Passage, Source, Topic

FEWEST_ASKED = 4
"""Ways of asking that a passage has at least."""
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_CITED = re.compile(r"\s*\[\[([a-z0-9-]+) § ([^\]]+)\]\]")
_AUDIENCES = {"professionals", "families"}


class GuidanceError(OpenDoorError):
    """A file of data/guidance is not in the form that its README describes; the message says where."""


def load_guidance(folder: Path) -> Guidance:
    """Every topic and source in this folder; raises GuidanceError."""
    sources = {path.stem: _source(path) for path in sorted((folder / "sources").glob("*.yml"))}
    paths = [path for path in sorted(folder.glob("*.md")) if path.stem != "README"]
    topics = {path.stem: _topic(path, sources, _asked(folder, path.stem)) for path in paths}
    for topic in topics.values():
        if unknown := [each for each in topic.next if each not in topics]:
            raise GuidanceError(f"{topic.key}.md in data/guidance leads to {unknown[0]}, which is not there.")
    return Guidance(topics, sources, tuple(_yaml(folder / "unanswered.yml")))


def slug(heading: str) -> str:
    """A heading as it stands in an address."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def read_citation(words: str, sources: Mapping[str, Source]) -> Citation:
    """A citation such as `care-act-2014 § section 42`; raises ValueError."""
    key, mark, section = words.partition(" § ")
    if not mark or key not in sources:
        raise ValueError(f"{words!r} cites no known source")
    return Citation(sources[key], section.strip())


def _source(path: Path) -> Source:
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
        fields = ("title", "by", "year", "kind", "read", "link", "note")
        told = {name: str(given.get(name, "")) for name in fields}
    except (OSError, yaml.YAMLError, AttributeError):
        raise GuidanceError(f"{path.name} in data/guidance/sources cannot be read.") from None
    if not all(told[name] for name in fields[:5]) or told["read"] not in {"whole", "known"}:
        raise GuidanceError(f"{path.name} in data/guidance/sources says too little: see its README.")
    return Source(path.stem, **cast(Any, told))


def _yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError):
        raise GuidanceError(f"{path.name} in data/guidance cannot be read.") from None


def _asked(folder: Path, topic: str) -> Mapping[str, Sequence[str]]:
    """More ways of asking for the passages of a topic, by the slug of the heading."""
    path = folder / "asked" / f"{topic}.yml"
    return cast("Mapping[str, Sequence[str]]", _yaml(path)) if path.is_file() else {}


def _topic(path: Path, sources: Mapping[str, Source], also: Mapping[str, Sequence[str]]) -> Topic:
    text = path.read_text(encoding="utf-8")
    front = _FRONT.match(text)
    try:
        given = yaml.safe_load(front[1]) if front else None
        title, checked = str(given["title"]), given["checked"]  # type: ignore[index]
        audiences = frozenset(cast("list[Audience]", given["for"]))  # type: ignore[index]
        follows = tuple(given["next"])  # type: ignore[index]
    except (yaml.YAMLError, KeyError, TypeError):
        raise GuidanceError(f"{path.name} needs title, for, checked and next in its front matter.") from None
    if not isinstance(checked, date) or not audiences or audiences - _AUDIENCES:
        raise GuidanceError(f"{path.name} says `checked` as a day, and is for professionals or families.")
    assert front is not None
    passages: list[Passage] = []
    for part in re.split(r"^## ", text[front.end() :], flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        asked = tuple(line[2:].strip() for line in body.splitlines() if line.startswith("? "))
        told = "\n".join(line for line in body.splitlines() if not line.startswith("? "))
        try:
            blocks = _blocks(told, sources)
        except ValueError as problem:
            raise GuidanceError(f"{path.name}, {heading.strip()!r}: {problem}.") from None
        if len(asked) < FEWEST_ASKED:
            raise GuidanceError(
                f"{path.name}, {heading.strip()!r}: give {FEWEST_ASKED} ways of asking for it."
            )
        key, more = f"{path.stem}#{slug(heading)}", tuple(also.get(slug(heading), ()))
        passages.append(
            Passage(key, heading.strip(), path.stem, title, asked, more, blocks, audiences, checked)
        )
    known = {each.key.partition("#")[2] for each in passages}
    if strange := sorted(set(also) - known):
        raise GuidanceError(f"{path.stem}.yml in data/guidance/asked has no heading for {strange[0]}.")
    if not passages or len({each.key for each in passages}) < len(passages):
        raise GuidanceError(f"{path.name} needs passages, each under a heading of its own.")
    return Topic(path.stem, title, audiences, checked, follows, tuple(passages))


def _blocks(body: str, sources: Mapping[str, Source]) -> tuple[Block, ...]:
    """The paragraphs and lists; each must cite something. Raises ValueError."""
    blocks = []
    for part in filter(None, (each.strip() for each in re.split(r"\n\s*\n", body))):
        cited = tuple(read_citation(f"{key} § {section}", sources) for key, section in _CITED.findall(part))
        if not cited:
            raise ValueError(f"{part[:40]!r} cites nothing")
        blocks.append(Block(_CITED.sub("", part).strip(), cited))
    return tuple(blocks)
