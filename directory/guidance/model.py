"""What guidance is made of: topics, their passages, and the sources that each passage stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Audience = Literal["professionals", "families"]


@dataclass(frozen=True)
class Source:
    """A document. `year` is in words where it has none; `read` says whether the whole of it was read for this
    guidance, or it is cited as `known`; `note` is what a reader should bear in mind.
    """

    key: str
    title: str
    by: str
    year: str
    kind: str
    read: Literal["whole", "known"]
    link: str = ""
    note: str = ""


@dataclass(frozen=True)
class Citation:
    """Where a statement stands: a source, and the section of it."""

    source: Source
    section: str

    @property
    def words(self) -> str:
        """Such as `Care Act 2014, section 42`."""
        return f"{self.source.title}, {self.section}"


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list, in Markdown, with the citations that it stands on."""

    text: str
    citations: Sequence[Citation]


@dataclass(frozen=True)
class Passage:
    """One answer. `key` is `topic#heading`; `asked` are ways in which people ask for it, and
    `also_asked` many more, from which the search learns.
    """

    key: str
    heading: str
    topic: str
    topic_title: str
    asked: Sequence[str]
    also_asked: Sequence[str]
    blocks: Sequence[Block]
    audiences: frozenset[Audience]
    checked: date

    @property
    def text(self) -> str:
        """The passage in Markdown, without its citations."""
        return "\n\n".join(block.text for block in self.blocks)

    @property
    def citations(self) -> Sequence[Citation]:
        """Every citation, once, in the order of the text."""
        return tuple(dict.fromkeys(each for block in self.blocks for each in block.citations))

    @property
    def from_knowledge(self) -> bool:
        """That one of its sources was not read for it, but is cited from knowledge of it."""
        return any(each.source.read == "known" for each in self.citations)


@dataclass(frozen=True)
class Topic:
    """One subject: its passages in reading order, and the topics that a reader would want next."""

    key: str
    title: str
    audiences: frozenset[Audience]
    checked: date
    next: Sequence[str]
    passages: Sequence[Passage]


@dataclass(frozen=True)
class Guidance:
    """All topics and sources by key, all passages by theirs, and questions that none of them answers."""

    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    unanswered: Sequence[str]

    @property
    def passages(self) -> Mapping[str, Passage]:
        """Every passage by its key, topic by topic."""
        return {each.key: each for topic in self.topics.values() for each in topic.passages}
