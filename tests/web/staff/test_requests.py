"""A request on the desk: only what was agreed to, each move once, and every look written down."""

from __future__ import annotations

from earlyhelp.requests import HelpRequest, Submitted
from tests.earlyhelp.conftest import ANSWERS, REFUSED
from tests.web.conftest import words_of
from tests.web.staff.conftest import Desk, Member, audited, signed_in_again


def status(desk: Desk, sent: Submitted) -> str:
    with desk.door.sessions() as session:
        return session.get_one(HelpRequest, sent.request_id).status


async def test_a_page_shows_what_was_shared_and_names_what_was_not(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    page = await pat.look(f"/desk/{sent.reference}")
    assert all(answer in page for answer in ANSWERS.values())
    assert not any(answer in page for answer in REFUSED.values())
    assert "Not shared Age Where they live" in page and "Name of who asked Morwenna" in page
    assert "Answer by the end of Wednesday 25 November" in page
    await pat.look(f"/desk/{sent.reference}")
    assert audited(desk) == ["request/sent", *["request/viewed holder"] * 2]


async def test_what_keeps_somebody_safe_stands_before_what_they_shared(desk: Desk, pat: Member) -> None:
    told = {**ANSWERS, "age": "I am 15."}
    agreed = dict.fromkeys(told, True)
    young = desk.send("press-1", answers=told, agreed=agreed, young=True)
    page = await pat.look(f"/desk/{young.reference}")
    warned = page.index("Under 18: no parent may be told unless the young person agrees.")
    assert warned < page.index("Do not leave a message") < page.index("Morwenna")
    safe = desk.send("press-2", answers=told, agreed=agreed, may_leave_message=True)
    page = await pat.look(f"/desk/{safe.reference}")
    assert "Under 18" not in page and "Do not leave a message" not in page
    silent = desk.send("press-3", answers=told, agreed={**agreed, "reach": False}, may_leave_message=True)
    page = await pat.look(f"/desk/{silent.reference}")
    assert "They gave no way to reach them. They were asked to ring you." in page
    assert "Do not leave a message" not in page
    rings = desk.send("press-4", answers={**told, "reach": desk.parts.office.they_ring}, agreed=agreed)
    assert "They were asked to ring you." in await pat.look(f"/desk/{rings.reference}")
    school = desk.send("press-5", answers={**told, "reach": "Through the school or nursery."}, agreed=agreed)
    page = await pat.look(f"/desk/{school.reference}")
    assert "They gave no way" not in page and "Do not leave a message" not in page


async def test_a_note_that_was_begun_outlasts_every_other_button(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}"
    answer = await pat.press(here, f"{here}/acknowledge", note="Half a <b>note</b>")
    page = words_of(await answer.text())
    assert answer.status == 200 and "You have said that you have this request" in page
    assert "Half a <b>note</b>" in page and not any("note" in each for each in audited(desk))
    answer = await pat.press(here, f"{here}/contact", note="Half a note", outcome="helped")
    assert answer.status == 422 and "Half a note" in words_of(await answer.text())
    await pat.press(here, f"{here}/contact", reached="yes", note="Rang at four")
    assert "Rang at four" in await pat.look(here)
    buttons = (await (await pat.get(here)).text()).count("formaction=")
    assert buttons == 3


async def test_a_contact_sees_by_when_to_reach_the_person(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}"
    await pat.press(here, f"{here}/acknowledge")
    for path in (here, "/desk"):
        assert "the end of Monday 30 November" in await pat.look(path)
    desk.hands.move(days=8)
    await signed_in_again(pat, "pat@example.org")
    for path in (here, "/desk"):
        assert "Late" in await pat.look(path)
    await pat.press(here, f"{here}/contact", reached="yes")
    for path in (here, "/desk"):
        page = await pat.look(path)
        assert "Late" not in page and "30 November" not in page.partition("What happened")[0]


async def test_a_request_goes_its_whole_way_on_the_desk(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}"
    assert sent.reference in await pat.look("/desk")
    answer = await pat.press(here, f"{here}/acknowledge")
    assert answer.headers["Location"] == f"{here}?done=acknowledged"
    assert "You have said that you have this request" in await pat.look(f"{here}?done=acknowledged")
    await pat.press(here, f"{here}/contact", reached="no", note="Went to <b>voicemail</b>")
    assert "Tried to reach the person" in await pat.look(here)
    await pat.press(here, f"{here}/contact", reached="yes")
    await pat.press(here, f"{here}/note", note="First line\r\nsecond line")
    await pat.press(here, f"{here}/close", outcome="helped", note="All is well")
    page = await pat.look(here)
    assert "Closed: Help was given" in page and "Went to <b>voicemail</b>" in page
    assert "Pat Ashdown" in page and "What you can do" not in page
    assert status(desk, sent) == "closed"
    assert "No request waits for you." in await pat.look("/desk")
    moves = [each for each in audited(desk) if "viewed" not in each]
    assert moves == [
        "request/sent",
        "request/acknowledged",
        "request/contact_tried",
        "request/contact_made",
        "request/note",
        "request/closed helped",
    ]


async def test_a_form_sent_twice_acts_once(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}"
    await pat.press(here, f"{here}/acknowledge")
    await pat.press(here, f"{here}/acknowledge")
    for _ in range(2):
        answer = await pat.press(here, f"{here}/note", note="Once", once="same-form")
        assert answer.status == 303
    assert (await pat.look(here)).count("Once") == 1
    assert audited(desk).count("request/acknowledged") == 1


async def test_what_cannot_be_done_is_said_and_what_was_written_is_kept(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}"
    assert "Close the request" not in await pat.look(here)
    for action, fields in (
        ("contact", {"reached": "yes", "note": "Kept words"}),
        ("contact", {"note": "Kept words"}),
        ("close", {"outcome": "helped", "note": "Kept words"}),
        ("note", {"note": "Kept words" + "x" * 4000}),
    ):
        answer = await pat.press(here, f"{here}/{action}", **fields)
        assert answer.status == 422
        assert "There is a problem" in (page := words_of(await answer.text())) and "Kept words" in page
    answer = await pat.press(here, f"{here}/note", note=" \x00 ")
    assert answer.status == 422
    assert status(desk, sent) == "sent"
    assert not any("note" in each for each in audited(desk))


async def test_only_what_fits_is_offered_after_trying_to_reach_someone(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}"
    await pat.press(here, f"{here}/acknowledge")
    await pat.press(here, f"{here}/contact", reached="no")
    page = await pat.look(here)
    assert "Nobody could be reached" in page and "Help was given" not in page
    await pat.press(here, f"{here}/contact", reached="yes")
    page = await pat.look(here)
    assert "Nobody could be reached" not in page and "Lost touch with the person" in page
