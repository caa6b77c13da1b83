"""A request on the desk: only what was agreed to, each move once, and every look written down."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from core.audit import AuditEntry, verify
from earlyhelp.deadlines import escalate
from earlyhelp.requests import HelpRequest, NewAnswer, Submitted, change_item, withdraw, would_see
from tests.earlyhelp.conftest import ANSWERS, REFUSED, days
from tests.web.conftest import words_of
from tests.web.staff.conftest import Desk, Member


def audited(desk: Desk) -> list[str]:
    with desk.door.sessions() as session:
        assert verify(session).broken_at is None
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    return [f"{each.what} {each.why}".strip() for each in entries if each.what.startswith("request/")]


def status(desk: Desk, sent: Submitted) -> str:
    with desk.door.sessions() as session:
        return session.get_one(HelpRequest, sent.request_id).status


def late(desk: Desk) -> None:
    """Two days pass and nobody answers: a reminder, then the second contact."""
    for _ in range(2):
        desk.hands.move(days=3)
        desk.do(escalate, desk.hands(), desk.parts.office)


async def signed_in_again(member: Member, email: str) -> None:
    assert (await member.sign_in(email)).status == 303


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


async def test_a_new_contact_reads_no_note_of_an_earlier_one(desk: Desk, pat: Member, jo: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}"
    await pat.press(here, f"{here}/acknowledge")
    await pat.press(here, f"{here}/note", note="Said in confidence")
    assert "Said in confidence" in await pat.look(here)
    yes = {f"item_{item}": "yes" for item in ANSWERS} | {"how": "phone", "when": "2026-11-23"}
    await pat.press(f"{here}/hand-over?to=jo_lake", f"{here}/hand-over", **yes, asked="yes")
    page = await jo.look(here)
    assert "Morwenna" in page and "Said in confidence" not in page


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


async def test_a_withdrawn_request_shows_nothing_and_offers_nothing(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    desk.do(withdraw, sent.request_id, desk.hands(), desk.parts.office)
    page = await pat.look(f"/desk/{sent.reference}")
    assert "The person took this request back" in page
    assert not any(answer in page for answer in ANSWERS.values())
    assert "What you can do" not in page and "Do not leave a message" not in page
    answer = await pat.press("/desk", f"/desk/{sent.reference}/acknowledge")
    assert answer.status == 422


async def test_a_request_that_has_run_out_says_so_and_offers_nothing(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    desk.hands.move(days=180)
    desk.do(escalate, desk.hands(), desk.parts.office)
    await signed_in_again(pat, "pat@example.org")
    page = await pat.look(f"/desk/{sent.reference}")
    assert "The time that the person agreed to is over" in page and "What you can do" not in page
    assert not any(answer in page for answer in ANSWERS.values())
    assert sent.reference not in await pat.look("/desk")


async def test_an_agreement_that_has_ended_hides_the_answers(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    desk.hands.move(days=181)
    await signed_in_again(pat, "pat@example.org")
    page = await pat.look(f"/desk/{sent.reference}")
    assert "the agreement has ended" in page
    assert not any(answer in page for answer in ANSWERS.values())


async def test_the_second_contact_sees_it_once_asked_and_can_take_it_over(
    desk: Desk, pat: Member, jo: Member
) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}"
    assert (await jo.get(here)).status == 404
    late(desk)
    await signed_in_again(jo, "jo@example.org")
    assert sent.reference in await jo.look("/desk")
    page = await jo.look(here)
    assert "Take this request over" in page and "Morwenna" in page and "Write a note" not in page
    assert audited(desk)[-1] == "request/viewed second"
    assert (await jo.press(here, f"{here}/acknowledge")).status == 303
    assert "Write a note" in await jo.look(here)
    await signed_in_again(pat, "pat@example.org")
    assert (await pat.get(here)).status == 404


async def test_a_second_contact_without_agreement_never_sees_it(desk: Desk, jo: Member) -> None:
    sent = desk.send(second_agreed=False)
    late(desk)
    await signed_in_again(jo, "jo@example.org")
    assert (await jo.get(f"/desk/{sent.reference}")).status == 404
    assert sent.reference not in await jo.look("/desk")


async def test_a_manager_sees_what_nobody_answered_and_nothing_of_the_person(
    desk: Desk, casey: Member
) -> None:
    sent = desk.send()
    page = await casey.look("/desk")
    assert "No answer is late." in page and "answered in time." not in page
    assert "Answer by the end of Wednesday 25 November With Pat Ashdown Cannot sign in · Not answered" in page
    desk.add("pat@example.org", "contact", "pat_ashdown")
    assert "Cannot sign in" not in await casey.look("/desk")
    desk.hands.move(days=3)
    await signed_in_again(casey, "casey@example.org")
    page = await casey.look("/desk")
    assert f"{sent.reference} Late Answer by the end of Wednesday 25 November With Pat Ashdown" in page
    page = await casey.look(f"/desk/{sent.reference}")
    assert "and not with you" in page
    assert not any(answer in page for answer in [*ANSWERS.values(), *REFUSED.values()])
    assert "request/viewed manager, without answers" in audited(desk)
    answer = await casey.press("/desk", f"/desk/{sent.reference}/note", note="Hello")
    assert answer.status == 422 and "another contact" in await answer.text()


async def bundle(member: Member, sent: Submitted) -> dict[str, Any]:
    answer = await member.get(f"/desk/{sent.reference}/fhir.json")
    assert answer.content_type == "application/fhir+json"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{sent.reference}.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    made: dict[str, Any] = json.loads(await answer.read())
    return made


async def test_the_file_holds_what_was_agreed_for_whoever_takes_it(
    desk: Desk, pat: Member, casey: Member
) -> None:
    sent = desk.send()
    full, bare = await bundle(pat, sent), await bundle(casey, sent)
    assert [each["resource"]["resourceType"] for each in bare["entry"]] == ["ServiceRequest", "Task"]
    assert all(answer in json.dumps(full) for answer in ANSWERS.values())
    assert not any(answer in json.dumps(bare) for answer in ANSWERS.values())
    assert not any(answer in json.dumps([full, bare]) for answer in REFUSED.values())
    exported = [each for each in audited(desk) if "exported" in each]
    assert exported == ["request/exported holder", "request/exported manager, without answers"]


async def test_a_manager_who_holds_a_request_sees_it_whole(desk: Desk, casey: Member) -> None:
    sent = desk.send(contact="casey_holm", second="", second_agreed=False)
    assert "Morwenna" in await casey.look(f"/desk/{sent.reference}")
    assert "Morwenna" in json.dumps(await bundle(casey, sent))


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
