"""The shape of a reply's text: paragraphs, lists and links, read once for page, script and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import msgspec

_TEXT = r"[Tt]ext (?:us |them )?(?:(?:the word )?[“\"']?[A-Z][A-Za-z]{1,11}[”\"']? (?:on|to) |on |to )?"
_TEXTED = r"[678]\d{4}|116 ?\d{3}|07\d{3} ?\d{3} ?\d{3}"
_PHONE = (
    r"\+44 ?(?:\(0\) ?)?[1-9](?:[ -]?\d){6}[ -]?\d{3}"
    r"|\(0\d{2,4}\)[ -]?(?:\d[ -]?){3,5}\d{3}"
    r"|0[1-9](?:[ -]?\d){7}[ -]?\d\d"
    r"|0(?:1\d|50|80)\d(?:[ -]?\d){3}[ -]?\d{3}"
    r"|0800 ?1111|0845 ?46 ?47|116 ?\d{3}"
)
_CUE = r"(?:\b(?:(?i:call|ring|dial|phone|NHS)|(?:the )?police on|or)|:) "
_NOT_COUNTED = (
    r"(?! (?:years?|months?|weeks?|days?|hours?|min\w*|miles?|people|famil\w+|pounds|pence|per|times)\b)"
)
_MORE = r"[\w%]|[.,:/-]\d"
_LINK = re.compile(
    r"\[(?P<label>[^\[\]\n]{1,200})\]\((?P<target>[^()\s]{1,500})\)"
    r"|(?P<address>https?://[^\s<>\"]{1,500}[^\s<>\".,;:!?)\]])"
    r"|(?P<mail>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
    rf"|(?<![\w£.,+/-])(?:{_TEXT}(?P<code>{_TEXTED}))(?!{_MORE})"
    rf"|(?<![\w£.,+/-])(?P<phone>{_PHONE}|999{_NOT_COUNTED})(?!{_MORE})"
    rf"|(?P<cue>{_CUE})(?P<short>111|101|112){_NOT_COUNTED}(?!{_MORE})"
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
    """The address that calls a number, or texts a short code (five digits, the first from 6 to 8).

    Digits and a leading plus only; empty if there are too few digits.
    """
    digits = re.sub(r"[^\d+]", "", number.split("(")[0] if number.strip()[:1] != "(" else number)
    if re.fullmatch(r"[678]\d{4}", digits):
        return f"sms:{digits}"
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
        start = match.start() + len(match["cue"] or "")
        if start > end:
            yield Part(line[end:start])
        yield Part(match["label"] or line[start : match.end()], href)
        end = match.end()
    if end < len(line):
        yield Part(line[end:])


def _target(match: re.Match[str]) -> str:
    if match["target"]:
        return safe_link(match["target"])
    if match["address"]:
        return safe_link(match["address"])
    if match["mail"]:
        return f"mailto:{match['mail']}"
    if match["code"]:
        return f"sms:{match['code'].replace(' ', '')}"
    return phone_link((match["phone"] or match["short"]).replace("(0)", ""))
