"""Decisions that the guidance helps with: whether to share information, and the route for a worry."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

from aiohttp import web

import safeguarding
from directory.guidance import End
from web.bodies import read_form
from web.door import DOOR
from web.pages.chat import form_token
from web.readers import looker, reader_page
from web.text import read_text
from web.visitors import check_form_token

routes = web.RouteTableDef()

LONGEST_WORRY = 3_000
MOST_LINES = 8
MOST_STEPS = 12
NOTHING = "Write what you are worried about, in a few words."
TOO_LONG = f"Shorten it to {LONGEST_WORRY:,} characters. What you wrote is still here."


@routes.get("/guidance/sharing")
async def share(request: web.Request) -> web.Response:
    """One question of the flowchart at a time; the address holds the answers so far, and nothing else."""
    flow, who = request.app[DOOR].guidance.sharing, await looker(request)
    given = request.query.get("answers", "")
    try:
        numbers = [int(each) for each in given.split("-")] if given else []
        walked = flow.walk(numbers[:MOST_STEPS])
    except ValueError:
        raise web.HTTPNotFound from None
    values = {
        "flow": flow,
        "walked": walked,
        "end": walked.at if isinstance(walked.at, End) else None,
        "given": given,
        "before": given.rpartition("-")[0],
    }
    return await reader_page(request, "guidance/sharing.html", who, values)


@routes.get("/guidance/worry")
async def ask_worry(request: web.Request) -> web.Response:
    """Asks what the worry is, without names."""
    return await _worry_page(request, {})


@routes.post("/guidance/worry")
async def route(request: web.Request) -> web.Response:
    """The route by level. What was written is in no address, is kept nowhere, and stands in the box still."""
    fields, door = await read_form(request), request.app[DOOR]
    check_form_token(request, fields.get("form_token", ""))
    worry = read_text(fields.get("worry", ""))
    if not worry or len(worry) > LONGEST_WORRY:
        return await _worry_page(request, {"worry": worry, "problem": TOO_LONG if worry else NOTHING})
    way = await asyncio.to_thread(lambda: door.guidance.router.route(worry))
    now = door.clock()
    lines = safeguarding.choose_lines(way.lines, None, now, limit=MOST_LINES)
    return await _worry_page(request, {"worry": worry, "way": way, "lines": lines, "now": now})


async def _worry_page(request: web.Request, values: dict[str, Any]) -> web.Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if values.get("problem") else HTTPStatus.OK
    told = {"worry": "", "problem": "", "worry_token": form_token(request), **values}
    return await reader_page(request, "guidance/worry.html", await looker(request), told, status)
