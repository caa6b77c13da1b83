"""Taking a request back on the person's own page, or a part of it: one question each, and once."""

from __future__ import annotations

from sqlalchemy import select

from earlyhelp.requests import HelpRequest, RequestEvent, RequestItem, Submitted, acknowledge, close
from earlyhelp.requests import record_contact as record
from tests.earlyhelp.conftest import ANSWERS, PAT, REFUSED
from tests.web.conftest import words_of
from tests.web.staff.conftest import Desk
from tests.web.staff.test_my_request import KEPT, opened

ALL, PART = "/my-request/take-back", "/my-request/take-back-part"


def kept(desk: Desk, sent: Submitted) -> tuple[str, set[str], list[str]]:
    """Where the request stands, what is kept of it, and what happened."""
    with desk.door.sessions() as session:
        happened = select(RequestEvent.kind).where(RequestEvent.request_id == sent.request_id)
        return (
            session.get_one(HelpRequest, sent.request_id).status,
            set(session.scalars(select(RequestItem.item))),
            list(session.scalars(happened.order_by(RequestEvent.number))),
        )


async def test_who_has_it_comes_first_then_what_can_be_done_then_all_that_is_kept(desk: Desk) -> None:
    page = await (await opened(desk, desk.send())).look(KEPT)
    told = [
        "It is with Pat Ashdown, Parent and Family Support Adviser, Quantock Edge Schools (sample)",
        "Phone 01632 960101",
        "What you can do Take back a part Take it all back Delete what you told us",
        "What you told us First name: Morwenna How and when to get in touch: Text",
        "What you said yes and no to",
    ]
    assert [page.index(each) for each in told] == sorted(page.index(each) for each in told)


async def test_all_of_it_is_taken_back_after_one_question_and_once(desk: Desk) -> None:
    sent = desk.send()
    member = await opened(desk, sent)
    assert "Take it all back?" in await member.look(ALL)
    assert kept(desk, sent)[0] == "sent"
    for _ in range(2):
        answer = await member.press(KEPT, ALL)
        assert answer.headers["Location"] == f"{KEPT}?done=all"
    assert kept(desk, sent) == ("withdrawn", set(), ["sent", "withdrawn"])
    page = await member.look(answer.headers["Location"])
    assert "Your request is taken back" in page and "Take it all back" not in page
    for path in (ALL, PART):
        assert (await member.get(path)).headers["Location"] == KEPT
    await desk.delivered()
    assert "has taken it back" in desk.mails("pat.ashdown@example.org")[0].mail.text


async def test_a_part_is_taken_back_after_one_question_and_once(desk: Desk) -> None:
    sent = desk.send()
    member = await opened(desk, sent)
    page = await member.look(PART)
    assert "School or nursery Hillside Primary" in page and not any(each in page for each in REFUSED.values())
    answer = await member.press(PART)
    assert answer.status == 422 and "Tick what you want to take back." in await answer.text()
    for _ in range(2):
        await member.press(PART, item_school="yes", item_age="yes")
    assert kept(desk, sent) == ("sent", set(ANSWERS) - {"school"}, ["sent", "items_withdrawn"])
    page = await member.look(f"{KEPT}?done=part")
    assert "What you took back is deleted" in page and "You took your yes back: School or nursery." in page


async def test_what_keeps_somebody_young_safe_goes_only_with_all_of_it(desk: Desk) -> None:
    told = {**ANSWERS, "age": "I am 15."}
    sent = desk.send(answers=told, agreed=dict.fromkeys(told, True), young=True)
    member = await opened(desk, sent)
    assert "I am 15." not in await member.look(PART)
    await member.press(PART, item_age="yes", item_well="yes")
    assert kept(desk, sent)[1] == set(told) - {"well"}


async def test_where_the_same_is_said_once_more_the_person_is_told(desk: Desk) -> None:
    told = {
        **ANSWERS,
        "story": "She's at hillside primary, it's not her fault. Ring 07700900123",
        "well": "Tea",
    }
    member = await opened(desk, desk.send(answers=told, agreed=dict.fromkeys(told, True)))
    page = await member.look(PART)
    again = "You say the same in: What happened, in your words. You can take that back too."
    assert f"Hillside Primary {again}" in page and page.count(again) == 2
    answer = await member.press(PART, item_school="yes")
    assert again in await member.look(answer.headers["Location"])
    answer = await member.press(PART, item_reach="yes", item_story="yes")
    assert "You say the same" not in await member.look(answer.headers["Location"])
    assert "You say the same" not in await member.look(f"{KEPT}?done=part&again=x,<b>")


async def test_once_it_has_ended_nobody_should_answer_any_more(desk: Desk) -> None:
    sent, now, office = desk.send(), desk.hands(), desk.parts.office
    assert "They should answer by: 25 November 2026" in await (await opened(desk, sent)).look(KEPT)
    desk.do(acknowledge, sent.request_id, PAT, now, office)
    desk.do(record, sent.request_id, PAT, "call-1", now, office, reached=True)
    desk.do(close, sent.request_id, "helped", PAT, now, office)
    page = await (await opened(desk, sent)).look(KEPT)
    assert "They should answer" not in page and "They had time to answer until: 25 November 2026" in page
    assert "It was with Pat Ashdown" in page


async def test_no_words_of_a_stranger_take_anything_back(desk: Desk) -> None:
    sent, stranger = desk.send(), await desk.visit()
    await stranger.look("/my-request")
    for path in (ALL, PART):
        assert (await stranger.press("/my-request", path, item_school="yes")).headers[
            "Location"
        ] == "/my-request"
    assert kept(desk, sent)[2] == ["sent"]
    assert "Morwenna" not in words_of(await (await stranger.get(KEPT)).text())
