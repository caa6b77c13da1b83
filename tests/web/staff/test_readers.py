"""Who reads a request on the desk, how much of it, and until when."""

from __future__ import annotations

import json
from typing import Any

from earlyhelp.deadlines import escalate
from earlyhelp.requests import Submitted, withdraw
from tests.earlyhelp.conftest import ANSWERS, REFUSED
from tests.web.staff.conftest import Desk, Member, audited, signed_in_again


def late(desk: Desk) -> None:
    """Two days pass and nobody answers: a reminder, then the second contact."""
    for _ in range(2):
        desk.hands.move(days=3)
        desk.do(escalate, desk.hands(), desk.parts.office)


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
