"""What stands on the paper, in its order, whether it becomes a PDF or a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A title; `level` is 1 for a section, 2 and 3 within it."""

    level: int
    words: str


@dataclass(frozen=True)
class Hint:
    """What to do with the part that comes next, or what it means."""

    words: str


@dataclass(frozen=True)
class Words:
    """What somebody said, as they said it."""

    words: str


@dataclass(frozen=True)
class Room:
    """Empty space to write on, so many lines high."""

    lines: int


@dataclass(frozen=True)
class Circle:
    """Numbers in a row, one of which is circled by hand."""

    numbers: Sequence[str]


@dataclass(frozen=True)
class Table:
    """Rows under their column heads. `blank` rows more are empty, `widths` are how wide each column is
    beside the others; empty for all alike."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    blank: int = 0
    widths: Sequence[int] = ()


@dataclass(frozen=True)
class Chart:
    """A drawing as SVG, the same in words, and the same again as the rows of a table.

    `svg` stands in a page as it is: every word in it is escaped. It is as wide as its place lets it be.
    """

    title: str
    description: str
    svg: str
    table: Table


Block = Heading | Hint | Words | Room | Circle | Table | Chart


@dataclass(frozen=True)
class Sheet:
    """The whole paper. `footer` stands on every page, before the number of the page."""

    title: str
    footer: str
    blocks: Sequence[Block]
