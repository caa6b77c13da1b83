"""Descriptions as safe HTML, as plain text and as a summary."""

from __future__ import annotations

import html
import re
from typing import Any

import nh3

from directory.importing import text as words
from directory.importing.values import web_address

TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "h3", "a"}
HTML_LIMIT = 60_000
SUMMARY_LIMIT = 220

_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--)")
_EMPTY = re.compile(r"<(p|li|ul|ol|strong|em|h3|a)(?: [^<>]*)?>(?:\s|<br>)*</\1>")
_RENAMED = (
    (re.compile(r"<(/?)h[1-6]\b[^<>]*>", re.I), r"<\1h3>"),
    (re.compile(r"<(/?)b(?:\s[^<>]*)?>", re.I), r"<\1strong>"),
    (re.compile(r"<(/?)i(?:\s[^<>]*)?>", re.I), r"<\1em>"),
    (re.compile(r"<(/?)(?:div|section|article|header|blockquote|tr)\b[^<>]*>", re.I), r"<\1p>"),
    (re.compile(r"</t[dh]\s*>", re.I), " "),
)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keeps only a link's address, mended; nothing that could run."""
    if (tag, name) != ("a", "href"):
        return None
    if re.match(r"(mailto|tel):[\w.+@%-]+$", value.strip(), re.I):
        return value.strip()
    return web_address(value)


def _tidy(markup: str) -> str:
    markup = re.sub(r"[\s\u00a0]+", " ", markup.replace("&nbsp;", " "))
    markup = re.sub(r"<a(?: rel=\"[^\"]*\")?>(.*?)</a>", r"\1", markup)
    markup = re.sub(r"(?:<br>\s*){2,}", "<br>", markup)
    previous = None
    while previous != markup:
        previous, markup = markup, _EMPTY.sub(" ", markup)
    markup = re.sub(r"<(p|li|h3)>(?:\s|<br>)+", r"<\1>", markup)
    markup = re.sub(r"(?:\s|<br>)+</(p|li|h3)>", r"</\1>", markup)
    return re.sub(r" {2,}", " ", re.sub(r"\s*(</?(?:p|ul|ol|li|h3)>)\s*", r"\1", markup)).strip()


def safe_html(value: Any) -> str:
    """The description with paragraphs, lists, headings, emphasis and safe links only."""
    text = words.clean(words.as_text(value)[:HTML_LIMIT])
    if not _TAG.search(text) and re.search(r"&lt;/?[a-z]", text):
        text = html.unescape(text)
    if not _TAG.search(text):
        paragraphs = re.split(r"\n\s*\n", html.unescape(text).strip())
        text = "".join(
            f"<p>{html.escape(each, quote=False).replace(chr(10), '<br>')}</p>" for each in paragraphs
        )
    for pattern, replacement in _RENAMED:
        text = pattern.sub(replacement, text)
    cleaned = nh3.clean(
        text,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )
    return _tidy(words.clean(cleaned))


def plain_text(markup: str) -> str:
    """Safe HTML as text: a line for each paragraph, heading and list item."""
    text = re.sub(r"<li>", "\n- ", markup)
    text = re.sub(r"<br>|</(?:p|li|h3|ul|ol)>|<p>|<h3>", "\n", text)
    return words.lines(html.unescape(re.sub(r"<[^<>]+>", "", text)))


def summary(text: str) -> str:
    """The first sentences of plain text, at most 220 characters."""
    parts = [line.removeprefix("- ") for line in text.split("\n") if line]
    flat = ""
    for part in parts:
        join = ". " if flat and flat[-1].isalnum() else " "
        flat = f"{flat}{join}{part}" if flat else part
        if len(flat) > SUMMARY_LIMIT * 2:
            break
    if len(flat) <= SUMMARY_LIMIT:
        return flat
    ends = [found.end() for found in re.finditer(r"[.!?][\"'”’)]?(?=\s)", flat[: SUMMARY_LIMIT + 1])]
    return flat[: ends[-1]] if ends and ends[-1] >= 40 else words.shorten(flat, SUMMARY_LIMIT)
