"""Advice articles from Markdown to the page, with GOV.UK's classes and without raw HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

_CLASSES = {
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "blockquote": "govuk-inset-text",
    "hr": "govuk-section-break govuk-section-break--m govuk-section-break--visible",
}


class _Rendered(RendererHTML):
    """Adds the class of each element; a heading of the first level becomes one of the second."""

    def renderToken(  # noqa: N802 - the name that markdown-it calls
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        token = tokens[idx]
        if token.tag == "h1":
            token.tag = "h2"
        if token.nesting >= 0 and token.tag in _CLASSES:
            token.attrSet("class", _CLASSES[token.tag])
        return super().renderToken(tokens, idx, options, env)


_MARKDOWN = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Rendered).disable("image")


_NUMBER = re.compile(r"(?<![\d\[(:])\b(999|0\d{3} \d{3} \d{4}|0\d{4} \d{6})\b(?!\])")


def as_html(body: str) -> Markup:
    """An article's body, safe to put into a page."""
    return Markup(_MARKDOWN.render(body))


def with_numbers_to_ring(body: str) -> Markup:
    """The same, with each telephone number as a link that rings it."""
    return as_html(_NUMBER.sub(lambda found: f"[{found[0]}](tel:{found[0].replace(' ', '')})", body))
