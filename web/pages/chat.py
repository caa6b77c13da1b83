"""The chat as a page and a form: whole without JavaScript, and the ground that the script stands on."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from http import HTTPStatus

from aiohttp import web

from web.bodies import read_form
from web.chat import NotAnsweredError
from web.conversations import Sent
from web.door import DOOR, LINES
from web.errors import (
    ButtonUsedError,
    EmptyMessageError,
    ForeignRequestError,
    TooFastError,
    TooLongError,
    WebError,
)
from web.identity import hash_of, new_token
from web.messages import Message
from web.pages.services import find_service
from web.readers import looker
from web.rendering import page
from web.text import read_message
from web.visitors import check_form_token, cookie_of, drop_cookie, known_cookie, see_other

routes = web.RouteTableDef()

_SHOWN_AGAIN = (
    NotAnsweredError,
    ButtonUsedError,
    ForeignRequestError,
    EmptyMessageError,
    TooFastError,
    TooLongError,
)


@routes.get("/chat")
async def show(request: web.Request) -> web.Response:
    """The conversation so far, and a box to write in."""
    about = await find_service(request, request.query.get("about", ""))
    return await _page(request, about=f"Tell me more about {about.name}" if about else "")


@routes.post("/chat")
async def say(request: web.Request) -> web.Response:
    """Takes a message or a button, and comes back to the page with the answer on it."""
    fields = await read_form(request)
    try:
        check_form_token(request, fields.get("form_token", ""))
        sent = read_sent(request, fields)
        await request.app[LINES].chat.say(cookie_of(request), await signed(request, sent))
    except _SHOWN_AGAIN as problem:
        typed = "" if fields.get("button") else fields.get("message", "")
        return await _page(request, problem, typed)
    return see_other("/chat#latest")


@routes.get("/chat/delete")
async def ask_to_delete(request: web.Request) -> web.Response:
    """Asks whether the chat should really go."""
    return await page(request, "pages/chat_delete.html", {"form_token": form_token(request)})


@routes.post("/chat/delete")
async def delete(request: web.Request) -> web.Response:
    """Forgets the chat, here and at the assistant."""
    fields = await read_form(request)
    check_form_token(request, fields.get("form_token", ""))
    await forget(request)
    response = see_other("/chat/deleted")
    drop_cookie(request, response)
    return response


@routes.get("/chat/deleted")
async def deleted(request: web.Request) -> web.Response:
    """Says that the chat is gone."""
    return await page(request, "pages/chat_deleted.html")


async def forget(request: web.Request) -> None:
    """Forgets this visitor's chat, if there is one."""
    cookie = known_cookie(request)
    if cookie is not None:
        lines = request.app[LINES]
        await lines.chat.erase(cookie)
        lines.housekeeping.wake()


def form_token(request: web.Request) -> str:
    """The token for a form on this visitor's page."""
    return request.app[DOOR].minter.form_token(cookie_of(request))


async def signed(request: web.Request, sent: Sent) -> Sent:
    """The same with whoever is signed in on this browser; nothing that is typed says who somebody is."""
    who = await looker(request)
    return replace(sent, staff=who.account_id) if who else sent


def read_sent(request: web.Request, fields: dict[str, str]) -> Sent:
    """What was sent, within the limits; raises WebError."""
    door = request.app[DOOR]
    wait = door.messages.seconds_to_wait(hash_of(cookie_of(request)))
    if wait:
        raise TooFastError(wait)
    once = fields.get("once", "")[:100]
    if fields.get("button"):
        return Sent(button=fields["button"], once=once)
    return Sent(text=read_message(fields.get("message", ""), door.settings.message_characters), once=once)


async def _page(
    request: web.Request, problem: WebError | None = None, typed: str = "", about: str = ""
) -> web.Response:
    chat = request.app[LINES].chat
    seen = await asyncio.to_thread(chat.conversations.see, cookie_of(request))
    waiting = unanswered(seen.messages)
    return await page(
        request,
        "pages/chat.html",
        {
            "messages": seen.messages,
            "conversation": seen.conversation,
            "waiting": waiting,
            "typed": typed or (waiting.text if waiting and waiting.kind == "text" else "") or about,
            "problem": problem,
            "once": new_token(),
            "form_token": form_token(request),
            "limit": request.app[DOOR].settings.message_characters,
        },
        status=problem.status if problem else HTTPStatus.OK,
    )


def unanswered(messages: list[Message]) -> Message | None:
    """The visitor's last message, if no answer came to it."""
    last = next((each for each in reversed(messages) if each.speaker == "visitor"), None)
    return last if last is not None and last.answered is False else None
