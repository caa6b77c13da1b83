"""The pieces of a drawing in SVG, every word of which is text and escaped."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from earlyhelp.printable import on_one_line

WIDTH = 300
"""Of a drawing, in its own units: hardly scaled on a phone that is 320 pixels wide."""
TEXT_SIZE = 15
INK, PAPER, GRID = "#0b0c0c", "#ffffff", "#b1b4b6"
COLOURS = ("#1d70b8", "#b10e1e", "#00703c", "#5a1f9e", "#8a4b00", "#0b0c0c", "#a3127a")
"""Each has a contrast of 4.5 or more on white paper."""
_FONTS = "system-ui, 'DejaVu Sans', Arial, sans-serif"


def piece(tag: str, *inside: Element, words: str = "", **attributes: str | float) -> Element:
    """One element; `stroke_width=2` is written as stroke-width, numbers to a tenth."""
    written = {
        name.replace("_", "-"): value if isinstance(value, str) else f"{round(value, 1):g}"
        for name, value in attributes.items()
    }
    element = Element(tag, written)
    element.text = on_one_line(words) or None
    element.extend(inside)
    return element


def line(x1: float, y1: float, x2: float, y2: float, colour: str = GRID, dashes: str = "none") -> Element:
    """A straight line."""
    return piece("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_dasharray=dashes)


def text(x: float, y: float, words: str, anchor: str = "start", weight: str = "normal") -> Element:
    """Words on one line, of which `x` is the start, middle or end."""
    return piece("text", words=words, x=x, y=y, text_anchor=anchor, font_weight=weight)


def picture(key: str, title: str, description: str, height: float, pieces: Sequence[Element]) -> str:
    """The whole drawing. `key` tells it from others on the same page."""
    svg = piece(
        "svg",
        piece("title", words=title, id=f"{key}-title"),
        piece("desc", words=description, id=f"{key}-words"),
        piece("rect", width=WIDTH, height=height, fill=PAPER),
        *pieces,
        viewBox=f"0 0 {WIDTH} {height:g}",
        role="img",
        fill=INK,
        font_family=_FONTS,
        font_size=TEXT_SIZE,
    )
    named = {"xmlns": "http://www.w3.org/2000/svg", "aria-labelledby": f"{key}-title {key}-words"}
    svg.attrib |= named | {"class": "plan-chart"}
    return ElementTree.tostring(svg, encoding="unicode")


def clipped(words: str, room: int) -> str:
    """Words on one line that take the room of so many letters; `…` stands for the rest."""
    whole = on_one_line(words)
    kept, taken = "", 0
    for letter in whole:
        taken += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if taken >= room:
            return f"{kept.rstrip()}…"
        kept += letter
    return whole


def in_lines(words: str, room: int, most: int) -> list[str]:
    """Words in at most so many lines, each with the room of so many letters."""
    lines = [""]
    for word in on_one_line(words).split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) > room and len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = longer
    return [clipped(each, room + 1) for each in lines]
