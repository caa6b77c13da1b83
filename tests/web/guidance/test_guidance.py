"""Guidance on the website: answers with their source, topics, the flowchart, and the route for a worry."""

from __future__ import annotations

import re

import pytest

from directory.gaps import gaps
from tests.web.staff.conftest import Desk, Member


@pytest.fixture
async def visitor(desk: Desk) -> Member:
    return await desk.visit()


async def test_a_question_is_answered_with_a_passage_its_source_and_date(visitor: Member) -> None:
    shown = await visitor.look("/guidance?q=what+are+the+seven+golden+rules+of+sharing+information")
    assert "The seven golden rules" in shown
    assert "From:" in shown and "Written on 23 November 2026" in shown
    assert "[[" not in shown


async def test_what_we_do_not_know_is_said_and_kept_for_an_editor(desk: Desk, visitor: Member) -> None:
    shown = await visitor.look("/guidance?q=what+time+does+the+swimming+pool+open")
    assert "We don't know that" in shown
    with desk.door.sessions() as session:
        assert [(each.kind, each.words) for each in gaps(session, desk.door.vault)] == [
            ("guidance", "what time does the swimming pool open")
        ]


async def test_every_topic_can_be_read_and_says_where_it_comes_from(desk: Desk, visitor: Member) -> None:
    listed = await (await visitor.get("/guidance")).text()
    for topic in desk.door.guidance.guidance.topics.values():
        assert f"/guidance/{topic.key}" in listed
        shown = await (await visitor.get(f"/guidance/{topic.key}")).text()
        for passage in topic.passages:
            assert f'id="{passage.key.split("#")[1]}"' in shown
        assert "Where this comes from" in shown
    assert (await visitor.get("/guidance/no-such-topic")).status == 404


async def test_the_flowchart_asks_one_question_at_a_time_and_ends_with_what_to_write_down(
    visitor: Member,
) -> None:
    path, questions = "/guidance/sharing", 0
    while True:
        text = await (await visitor.get(path)).text()
        choices = re.findall(r'href="(/guidance/sharing\?answers=[0-9-]+)">[^<]', text)
        if not choices or "Write down:" in text:
            break
        path, questions = choices[-1], questions + 1
        assert questions < 10
    assert "Write down:" in text and questions >= 1
    for wrong in ("9", "x", "0-0-0", "-1", "0--0"):
        assert (await visitor.get(f"/guidance/sharing?answers={wrong}")).status == 404


async def test_a_worry_gets_its_route_and_is_kept_nowhere(desk: Desk, visitor: Member) -> None:
    worry = "A pupil in my year 4 class told me her stepdad hits her with a belt. She is scared to go home."
    answer = await visitor.press("/guidance/worry", worry=worry)
    text = await answer.text()
    assert answer.status == 200
    assert "Tell social care today" in text or "Ring 999 now" in text
    assert "can be wrong" in text and worry in text
    with desk.door.sessions() as session:
        assert gaps(session, desk.door.vault) == []
    assert worry[:20] not in await visitor.look("/guidance/worry")


@pytest.mark.parametrize(
    ("worry", "sentence"), [("", "Write what you are worried about"), ("x" * 3001, "Shorten it to 3,000")]
)
async def test_a_worry_that_cannot_be_read_loses_nothing(visitor: Member, worry: str, sentence: str) -> None:
    answer = await visitor.press("/guidance/worry", worry=worry)
    assert answer.status == 422
    text = await answer.text()
    assert sentence in text and worry in text


async def test_a_worry_is_sent_from_our_own_page_alone(visitor: Member) -> None:
    await visitor.get("/guidance/worry")
    answer = await visitor.client.post("/guidance/worry", data={"worry": "x", "form_token": "x"})
    assert answer.status == 403
