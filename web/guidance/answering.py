"""A question about how early help works: the passage that answers it, or that we do not know."""

from __future__ import annotations

import asyncio

from aiohttp import web
from sqlalchemy.orm import Session

import safeguarding
from directory.gaps import record_gap
from directory.guidance import Topic
from web.door import DOOR
from web.readers import looker, reader_page
from web.staff.visits import in_transaction
from web.text import read_words

routes = web.RouteTableDef()


@routes.get("/guidance")
async def ask(request: web.Request) -> web.Response:
    """The box, the answer once something is asked, and every topic."""
    door, who = request.app[DOOR], await looker(request)
    question = read_words(request.query.get("q", ""))
    answers = await asyncio.to_thread(lambda: door.guidance.search.find(question)) if question else []
    if question and not answers:
        await _record(request, question)
    topics = list(door.guidance.guidance.topics.values())
    values = {
        "question": question,
        "answers": answers,
        "groups": [
            ("For families and professionals", [each for each in topics if "families" in each.audiences]),
            ("For professionals", [each for each in topics if "families" not in each.audiences]),
        ],
        "next": _next(topics, answers[0].passage.topic) if answers else [],
        "advice_line": safeguarding.advice_line(),
    }
    return await reader_page(request, "guidance/ask.html", who, values)


@routes.get("/guidance/{topic}")
async def topic(request: web.Request) -> web.Response:
    """One topic, with where each statement stands."""
    guidance, who = request.app[DOOR].guidance.guidance, await looker(request)
    found = guidance.topics.get(request.match_info["topic"])
    if found is None:
        raise web.HTTPNotFound
    cited = dict.fromkeys(each.source for passage in found.passages for each in passage.citations)
    values = {
        "topic": found,
        "sources": list(cited),
        "next": [guidance.topics[key] for key in found.next],
    }
    return await reader_page(request, "guidance/topic.html", who, values)


def _next(topics: list[Topic], key: str) -> list[Topic]:
    by_key = {each.key: each for each in topics}
    return [by_key[key], *(by_key[each] for each in by_key[key].next)]


async def _record(request: web.Request, question: str) -> None:
    """Keeps what we could not answer, so that an editor sees the gap."""
    door = request.app[DOOR]

    def keep(session: Session) -> None:
        record_gap(session, door.vault, "guidance", question, door.clock())

    await in_transaction(request, keep)
