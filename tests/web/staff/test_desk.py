"""The queue on the desk: by deadline, and what changed since it was read."""

from __future__ import annotations

from datetime import timedelta

from earlyhelp.requests import HelpRequest, NewAnswer, change_item, would_see
from tests.earlyhelp.conftest import days
from tests.web.staff.conftest import Desk, Member, signed_in_again


async def test_the_queue_is_by_deadline(desk: Desk, pat: Member) -> None:
    first = desk.send("press-1")
    desk.hands.now += days(1)
    second = desk.send("press-2")
    await signed_in_again(pat, "pat@example.org")
    page = await pat.look("/desk")
    assert page.index(first.reference) < page.index(second.reference)


async def test_the_queue_says_what_changed_since_it_was_read(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    assert "Answer changed" not in await pat.look("/desk")
    await pat.look(f"/desk/{sent.reference}")
    desk.hands.now += timedelta(minutes=5)
    answer = NewAnswer("reach", "Text 07700 900113 after school.", False)
    with desk.door.sessions() as session:
        found = session.get_one(HelpRequest, sent.request_id)
        readers = [each.mark for each in would_see(session, found, answer.item, desk.parts.office)]
    desk.do(change_item, sent.request_id, answer, readers, 1, "press-9", desk.hands(), desk.parts.office)
    assert f"{sent.reference} Answer changed" in await pat.look("/desk")
    desk.hands.now += timedelta(minutes=1)
    await pat.look(f"/desk/{sent.reference}")
    assert "Answer changed" not in await pat.look("/desk")
