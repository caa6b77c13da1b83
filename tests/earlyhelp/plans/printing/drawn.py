"""Reading a chart back from its SVG."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_SVG = "{http://www.w3.org/2000/svg}"


def opened(svg: str) -> Element:
    """The drawing, whose SVG is well formed."""
    return ElementTree.fromstring(svg)


def all_of(svg: str, tag: str) -> list[Element]:
    """Every element of this name."""
    return list(opened(svg).iter(f"{_SVG}{tag}"))


def words_of(svg: str) -> list[str]:
    """Every word that is seen in it."""
    return [each.text or "" for each in all_of(svg, "text")]


def is_named(svg: str) -> tuple[str, str]:
    """Its title and description, as a screen reader says them."""
    picture = opened(svg)
    assert picture.get("role") == "img"
    by_id = {each.get("id"): each.text or "" for each in picture}
    title, description = (by_id[each] for each in picture.attrib["aria-labelledby"].split())
    return title, description
