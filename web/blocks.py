"""The shape of a reply's text: paragraphs, lists and links, read once for page, script and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import msgspec

_LINK = re.compile(
    r"\[(?P<label>[^\[\]\n]{1,200})\]\((?P<target>[^()\s]{1,500})\)"
    r"|(?P<address>https?://[^\s<>\"]{1,500}[^\s<>\".,;:!?)\]])"
    r"|(?P<mail>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
    r"|(?<![\d£.])(?P<phone>0\d[\d ]{6,12}\d|116 \d{3}|999)(?![\d%]|\.\d)"
)
_BULLET = re.compile(r"^\s{0,3}[-*•]\s+")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_SCHEMES = frozenset({"http", "https", "tel", "mailto", "sms"})


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """A run of text; a link if it has an `href`."""

    text: str
    href: str = ""


class Block(msgspec.Struct, frozen=True):
    """A paragraph (one line of parts) or a list (one line for each of its items)."""

    kind: Literal["paragraph", "list"]
    lines: list[list[Part]]


def blocks_of(text: str) -> list[Block]:
    """The paragraphs and lists of a reply; whatever is not understood stays as plain text."""
    blocks: list[Block] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        bullet = _BULLET.match(line)
        words = line[bullet.end() :].strip() if bullet else line.strip()
        if not words:
            if not bullet:
                blocks.append(Block("paragraph", []))
            continue
        kind: Literal["paragraph", "list"] = "list" if bullet else "paragraph"
        if not blocks or blocks[-1].kind != kind:
            blocks.append(Block(kind, []))
        blocks[-1].lines.append(list(_parts(words)))
    return [block for block in blocks if block.lines]


def phone_link(number: str) -> str:
    """The address that calls a number: digits and a leading plus only; empty if there are too few digits."""
    digits = re.sub(r"[^\d+]", "", number.split("(")[0] if number.strip()[:1] != "(" else number)
    return f"tel:{digits}" if len(digits) >= 3 else ""


def safe_link(target: str) -> str:
    """A target that a page may link to: a path of this site, the web, a phone or a mail; otherwise empty."""
    if target.startswith("/") and not target.startswith("//") and "\\" not in target:
        return target
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return ""
    return target if scheme in _SCHEMES else ""


def _parts(line: str) -> Iterator[Part]:
    line, end = _BOLD.sub(r"\1", line), 0
    for match in _LINK.finditer(line):
        href = _target(match)
        if not href:
            continue
        if match.start() > end:
            yield Part(line[end : match.start()])
        yield Part(match["label"] or match[0], href)
        end = match.end()
    if end < len(line):
        yield Part(line[end:])


def _target(match: re.Match[str]) -> str:
    if match["target"]:
        return safe_link(match["target"])
    if match["address"]:
        return safe_link(match["address"])
    return f"mailto:{match['mail']}" if match["mail"] else phone_link(match["phone"])
