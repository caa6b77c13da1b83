"""Reading what a request carries: a small form or a small JSON object, and nothing else."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from web.errors import FormatError, TooBigError, UnreadableError

LARGEST_BODY = 256 * 1024
"""Bytes: agenda and notes of a meeting, 5,000 characters each, are 90,000 in a script of three bytes."""
_MOST_FIELDS = 400
"""Fields: a meeting has four for each thing to do."""


async def read_form(request: web.Request) -> dict[str, str]:
    """The fields of a form; raises FormatError, TooBigError, or UnreadableError for repeated fields."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise FormatError
    try:
        body = (await _read(request)).decode("ascii")
        pairs = parse_qsl(
            body, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise UnreadableError from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise UnreadableError
    return fields


async def read_json(request: web.Request) -> dict[str, Any]:
    """The JSON object of a request; raises FormatError, TooBigError, or UnreadableError for anything else."""
    if request.content_type != "application/json":
        raise FormatError
    try:
        value = json.loads((await _read(request)).decode("utf-8"), object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError):
        raise UnreadableError from None
    if not isinstance(value, dict):
        raise UnreadableError
    return value


async def _read(request: web.Request) -> bytes:
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise FormatError
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise TooBigError from None


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A field is repeated.")
    return found
