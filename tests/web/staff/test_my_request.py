"""A person's own request without their chat: by reference and code word or by a link, for a short while."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from sqlalchemy import func, select

from earlyhelp.days import next_minute_words
from earlyhelp.requests import HelpRequest, RequestItem, Submitted, acknowledge, add_note, hand_over
from earlyhelp.requests.model import RequestPass
from earlyhelp.requests.passes import forget_passes, make_pass
from earlyhelp.tries import LOCKED_FOR, WRONG_TRIES
from staff.tries import LOOKS, WINDOW
from tests.earlyhelp.conftest import ANSWERS, PAT, REFUSED
from tests.web.conftest import words_of
from tests.web.staff.conftest import Desk, Member, audited

HOME, KEPT = "/my-request", "/my-request/kept"
BACK = ("take-back", "take-back-part")


async def opened(desk: Desk, sent: Submitted) -> Member:
    """A browser in which the request was opened by reference and code word."""
    member = await desk.visit()
    answer = await member.press(HOME, reference=sent.reference.lower(), code=f" {sent.code.lower()} ")
    assert (answer.status, answer.headers["Location"]) == (303, KEPT)
    return member


async def test_reference_and_code_word_show_all_that_is_kept(desk: Desk) -> None:
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, desk.hands(), desk.parts.office)
    desk.do(add_note, sent.request_id, PAT, "note-1", "Rang <b>twice</b>", desk.hands(), desk.parts.office)
    page = await (await opened(desk, sent)).look(KEPT)
    assert all(answer in page for answer in [*ANSWERS.values(), "Rang <b>twice</b>"])
    assert not any(answer in page for answer in REFUSED.values())
    assert "Pat Ashdown: You said yes: First name; How and when to get in touch; School or nursery;" in page
    assert "You said no: Age; Where you live. On 23 November 2026" in page
    assert page.count("Pat Ashdown: You said") == 1 and page.count("Jo Lake: You said") == 1
    assert "My yes ends on" in page and "six years" in page and "1 day." in page and "2190" not in page
    assert "You are under 18: No, or you did not say" in page and "How it stands: Your contact said" in page
    assert audited(desk)[-2:] == ["request/looked_up", "request/seen"]


async def test_any_other_words_get_the_same_answer(desk: Desk) -> None:
    sent = desk.send()
    gone = desk.send("press-2")
    erased = await opened(desk, gone)
    await erased.press("/my-request/delete")
    pages = set()
    for reference, code in (
        (sent.reference, "BADOMI"),
        ("KITE-0000", sent.code),
        (gone.reference, gone.code),
    ):
        member = await desk.visit()
        answer = await member.press(HOME, reference=reference, code=code)
        assert answer.status == 422
        pages.add(words_of(await answer.text()))
        assert (await member.get(KEPT)).headers["Location"] == HOME
    assert len(pages) == 1 and "I could not find a request" in pages.pop()


async def test_after_many_tries_it_says_until_when_whether_the_request_is_there_or_not(desk: Desk) -> None:
    sent, pages = desk.send(), set()
    unknown = "KITE-0000" if sent.reference != "KITE-0000" else "KITE-0001"
    for reference in (sent.reference, unknown):
        member = await desk.visit()
        for _ in range(WRONG_TRIES):
            await member.press(HOME, reference=reference, code="BADOMI")
        told = words_of(await (await member.press(HOME, reference=reference, code=sent.code)).text())
        pages.add(told)
    again = next_minute_words(desk.hands() + LOCKED_FOR, desk.hands())
    assert len(pages) == 1 and f"wait until {again}" in pages.pop()


async def test_one_client_cannot_try_request_after_request(desk: Desk) -> None:
    sent, member = desk.send(), await desk.visit()
    word, number = sent.reference.split("-")
    for other in range(LOOKS):
        reference = f"{word}-{(int(number) + 1 + other) % 10_000:04d}"
        assert (await member.press(HOME, reference=reference, code="BADOMI")).status == 422
    refused = await member.press(HOME, reference=sent.reference, code=sent.code)
    again = next_minute_words(desk.hands() + WINDOW, desk.hands())
    told = words_of(await refused.text())
    assert refused.status == 429 and f"wait until {again}" in told and "both are right" in told
    desk.hands.move(minutes=15)
    assert (await member.press(HOME, reference=sent.reference, code=sent.code)).status == 303


async def test_the_visit_is_that_of_one_browser_and_ends(desk: Desk) -> None:
    sent = desk.send()
    member, other = await opened(desk, sent), await desk.visit()
    await other.look(HOME)
    assert (await other.get(KEPT)).status == 303
    assert (await member.get(KEPT)).status == 200
    desk.hands.move(minutes=15)
    for path in (KEPT, *(f"{HOME}/{each}" for each in ("data.json", "copy", "delete", *BACK))):
        assert (await member.get(path)).headers["Location"] == HOME
    again = await opened(desk, sent)
    assert (await again.press(KEPT, "/my-request/shut")).status == 303
    assert (await again.get(KEPT)).status == 303
    left = await opened(desk, sent)
    await left.get("/exit")
    assert (await left.get(KEPT)).status == 303


async def test_a_link_works_once_and_for_a_short_while(desk: Desk) -> None:
    sent = desk.send()
    with desk.door.sessions.begin() as session:
        tokens = [make_pass(session, sent.request_id, desk.hands()) for _ in range(2)]
    link = desk.parts.office.own_link(tokens[0]).removeprefix(desk.parts.office.site)
    assert link == f"/my-request/open/{tokens[0]}"
    member = await desk.visit()
    for _ in range(2):
        assert "Press the button" in await member.look(link)
    assert (await member.press(link)).headers["Location"] == KEPT
    assert "Morwenna" in await member.look(KEPT)
    for spent in (link, "/my-request/open/x"):
        answer = await (await desk.visit()).press(spent)
        assert answer.status == 422 and "does not work any more" in await answer.text()
    desk.hands.move(minutes=15)
    assert (await (await desk.visit()).press(f"/my-request/open/{tokens[1]}")).status == 422
    with desk.door.sessions.begin() as session:
        assert forget_passes(session, desk.hands()) == 2
        assert session.scalar(select(func.count()).select_from(RequestPass)) == 0


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)


async def test_all_of_it_can_be_saved_for_a_machine_and_for_reading(desk: Desk) -> None:
    sent = desk.send()
    member = await opened(desk, sent)
    answer = await member.get("/my-request/data.json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-request.json"'
    data = json.loads(await answer.text())
    assert {each["answer"] for each in data["requests"][0]["answers"]} == set(ANSWERS.values())
    assert data["requests"][0]["words_agreed"][0]["version"] == 1
    answer = await member.get("/my-request/data.html")
    page = await answer.text()
    assert answer.content_type == "text/html" and "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert all(value in words_of(page) for value in ANSWERS.values())
    tags = _Tags()
    tags.feed(page)
    assert not {"script", "style", "link", "img"} & set(tags.found)
    assert audited(desk).count("request/exported") == 2


async def test_a_copy_is_shown_only_to_whoever_says_that_it_is_safe(desk: Desk) -> None:
    sent = desk.send()
    member = await opened(desk, sent)
    asked = await member.look("/my-request/copy")
    assert "Is it safe for you to have a copy?" in asked and "Morwenna" not in asked
    page = words_of(await (await member.press("/my-request/copy")).text())
    assert "What I agreed to: " + sent.reference in page
    assert "First name: I say yes to Pat Ashdown seeing this." in page
    assert "Age: I say no. Pat Ashdown will not see this." in page
    assert "Morwenna" in page and sent.code not in page
    assert audited(desk)[-1] == "request/copied"


async def test_the_copy_is_in_the_words_agreed_at_the_last_hand_over(desk: Desk) -> None:
    sent = desk.send()
    agreed = {**dict.fromkeys(ANSWERS, True), "change": False}
    now, office = desk.hands(), desk.parts.office
    desk.do(hand_over, sent.request_id, "jo_lake", agreed, 1, PAT, "over-1", now, office)
    member = await opened(desk, sent)
    page = words_of(await (await member.press("/my-request/copy")).text())
    assert "What you want to change: I say no. Jo Lake will not see this." in page
    assert "Pat Ashdown" not in page
    kept = await member.look(KEPT)
    assert "I say yes to Pat Ashdown" in kept and "I say yes to Jo Lake" in kept


async def test_deleting_takes_the_request_back_and_says_what_stays(desk: Desk) -> None:
    sent = desk.send()
    member = await opened(desk, sent)
    asked = words_of(await member.look("/my-request/delete"))
    assert "2190" not in asked
    answer = await member.press("/my-request/delete")
    page = words_of(await answer.text())
    assert answer.status == 200 and "It is deleted" in page and "This has to stay: That you asked" in page
    for told in (asked, page):
        assert "30 days after your last message" in told and "Delete my chat" in told
        assert "This stays too: Who looked at your request" in told
    with desk.door.sessions() as session:
        request = session.get_one(HelpRequest, sent.request_id)
        assert session.scalar(select(func.count()).select_from(RequestItem)) == 0
    assert request.erased_at == desk.hands() and request.status == "withdrawn"
    assert (await member.get(KEPT)).status == 303
    assert audited(desk)[-2:] == ["request/withdrawn", "request/erased"]
    await desk.delivered()
    assert "has taken it back" in desk.mails("pat.ashdown@example.org")[0].mail.text


async def test_a_form_from_elsewhere_opens_and_deletes_nothing(desk: Desk) -> None:
    sent = desk.send()
    member = await opened(desk, sent)
    for path in (HOME, *(f"{HOME}/{each}" for each in ("open/x", "copy", "delete", "shut", *BACK))):
        answer = await member.client.post(path, data={"reference": sent.reference, "code": sent.code})
        assert answer.status == 403
    assert "Morwenna" in await member.look(KEPT)


async def test_no_page_of_a_request_asks_for_a_script_or_holds_a_style(desk: Desk) -> None:
    member = await opened(desk, desk.send())
    for path in (HOME, KEPT, *(f"{HOME}/{each}" for each in ("copy", "delete", "open/x", *BACK))):
        page = await (await member.get(path)).text()
        assert page.count("<h1") == 1 and 'href="/exit"' in page
        assert "style=" not in page and "onclick" not in page
