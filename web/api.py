"""The chat as JSON: what the page's own script uses, and any program that keeps a cookie."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import datetime
from http import HTTPStatus
from typing import Any

import msgspec
from aiohttp import web

from web.blocks import blocks_of
from web.bodies import read_json
from web.chat import NotAnsweredError
from web.conversations import Seen
from web.door import LINES
from web.errors import EmptyMessageError, TooFastError, UnreadableError, WebError
from web.messages import Message, Reply, facts_of
from web.pages.chat import read_sent, signed
from web.urgent import urgent_reply
from web.visitors import check_origin, cookie_of, known_cookie

routes = web.RouteTableDef()


@routes.post("/api/chat")
async def say(request: web.Request) -> web.Response:
    """Answers `{"message": text}` or `{"button": token}`, with `once` as the submission's name."""
    check_origin(request)
    fields = await read_json(request)
    given = [key for key in ("message", "button") if key in fields]
    if len(given) != 1 or not all(isinstance(fields[key], str) for key in given):
        raise UnreadableError('Send one of {"message": "..."} or {"button": "..."}, with text inside.')
    if not isinstance(fields.get("once", ""), str):
        raise UnreadableError
    if given == ["button"] and not fields["button"]:
        raise EmptyMessageError
    try:
        for name in ("button", "once"):
            fields[name] = fields.get(name, "").encode().decode()
        sent = read_sent(request, fields)
    except UnicodeEncodeError:
        raise UnreadableError from None
    answered = await request.app[LINES].chat.say(cookie_of(request), await signed(request, sent))
    messages = [as_json(each) for each in answered.messages]
    return _json({"messages": messages, "number": answered.number, "conversation": answered.conversation})


@routes.get("/api/chat")
async def read(request: web.Request) -> web.Response:
    """The messages after `?after=N`, for another tab of the same browser."""
    check_origin(request)
    after = request.query.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        raise UnreadableError("`after` must be a number.")
    conversations = request.app[LINES].chat.conversations
    cookie = known_cookie(request) or ""
    seen = await asyncio.to_thread(conversations.see, cookie, int(after)) if cookie else Seen("", [])
    return _json({"messages": [as_json(each) for each in seen.messages], "conversation": seen.conversation})


def as_json(message: Message | Reply) -> dict[str, Any]:
    """A message as the contract has it; `blocks` is `text` read into paragraphs, lists and links."""
    shown: dict[str, Any] = {
        "text": message.text,
        "kind": message.kind,
        "buttons": [],
        "cards": [msgspec.to_builtins(card) | {"facts": facts_of(card)} for card in message.cards],
        "blocks": msgspec.to_builtins(blocks_of(message.text)),
    }
    if isinstance(message, Message):
        shown["buttons"] = [asdict(each) for each in message.buttons]
        shown |= {"number": message.number, "from": message.speaker, "answered": message.answered}
    return shown


def problem_json(problem: WebError, now: datetime) -> web.Response:
    """A problem as JSON: the sentence, what safety asks to be said, and the urgent lines."""
    messages = [as_json(each) for each in problem.messages] if isinstance(problem, NotAnsweredError) else []
    body: dict[str, Any] = {"error": str(problem), "messages": [*messages, as_json(urgent_reply(now))]}
    if isinstance(problem, NotAnsweredError):
        body |= {"number": problem.number, "unanswered": problem.text, "conversation": problem.conversation}
    headers = {"Retry-After": str(problem.seconds)} if isinstance(problem, TooFastError) else {}
    return _json(body, problem.status, headers)


def _json(body: object, status: int = HTTPStatus.OK, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(body), status=status, content_type="application/json", headers=headers
    )
