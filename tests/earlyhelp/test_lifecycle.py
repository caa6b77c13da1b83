"""Nothing is kept longer than said, and what is erased is gone from the file itself."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from random import Random

from sqlalchemy import func, select

from core.errors import RefusedError
from core.outbox import Worker
from earlyhelp.consent import Consent
from earlyhelp.exporting import export_person
from earlyhelp.kept import read_aloud
from earlyhelp.lifecycle import Purged, erase_request, purge
from earlyhelp.requests import (
    AgreedWords,
    HelpRequest,
    RequestEvent,
    RequestItem,
    acknowledge,
    add_note,
    close,
    find_request,
    hand_over,
    record_contact,
    requests_of,
    view_request,
    withdraw,
    withdraw_items,
)
from earlyhelp.requests.history import write_audit
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, Desk, days


class Refusing:
    """A mail server that never takes this mail."""

    def send(self, message_id: str, payload: object) -> None:
        raise RefusedError("never")


NOTHING = Purged(0, 0, 0, 0, 0)


def closed(desk: Desk) -> str:
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY, desk.office, reached=True)
    desk.do(add_note, sent.request_id, PAT, "note-1", "Grandmother helps out", MONDAY, desk.office)
    desk.do(close, sent.request_id, "helped", PAT, MONDAY, desk.office)
    return sent.request_id


def how_many(desk: Desk, table: type) -> int:
    with desk.store.sessions() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_answers_and_notes_go_some_time_after_the_end_and_the_record_later(desk: Desk) -> None:
    closed(desk)
    assert desk.read(purge, MONDAY + days(89), desk.office) == NOTHING
    assert desk.read(purge, MONDAY + days(90), desk.office) == Purged(5, 1, 0, 0, 0)
    assert desk.read(purge, MONDAY + days(2189), desk.office) == Purged(0, 0, 0, 0, 1)
    assert desk.read(purge, MONDAY + days(2190), desk.office) == Purged(0, 0, 1, 0, 0)
    for table in (HelpRequest, RequestItem, RequestEvent, Consent):
        assert how_many(desk, table) == 0
    assert [what for who, what in desk.audited() if who == "system"] == ["request/purged"] * 3


def test_the_code_word_opens_nothing_once_the_answers_have_gone(desk: Desk) -> None:
    request_id = closed(desk)
    sent = desk.send()
    desk.read(purge, MONDAY + days(89), desk.office)
    assert desk.request(sent).sealed_code is not None
    desk.read(purge, MONDAY + days(90), desk.office)
    assert desk.request(sent).id == request_id and desk.request(sent).sealed_code is None


def test_answers_go_when_their_consent_has_ended_also_while_the_request_is_open(desk: Desk) -> None:
    sent = desk.send()
    assert desk.read(purge, MONDAY + days(180) - timedelta(seconds=1), desk.office) == NOTHING
    assert desk.read(purge, MONDAY + days(180), desk.office).answers == 5
    assert desk.request(sent).status == "sent"


def test_tries_and_settled_deliveries_go(desk: Desk) -> None:
    sent = desk.send()
    desk.do(find_request, sent.reference, "BADOMI", MONDAY, desk.office)
    desk.do(withdraw, sent.request_id, MONDAY, desk.office)
    assert desk.read(purge, MONDAY + days(1), desk.office) == Purged(0, 0, 0, 1, 0)
    assert desk.read(purge, MONDAY + days(91), desk.office) == Purged(0, 0, 0, 0, 1)


def test_erasure_takes_the_request_back_and_leaves_a_record_without_a_person(desk: Desk) -> None:
    sent = desk.send()
    erased = desk.do(erase_request, sent.request_id, MONDAY, desk.office)
    assert erased.reference == sent.reference and erased.until == MONDAY + days(2190)
    assert "law" in erased.kept.why
    request = desk.request(sent)
    assert (request.status, request.person, request.erased_at) == ("withdrawn", None, MONDAY)
    assert request.sealed_code is None and how_many(desk, AgreedWords) == 0
    assert how_many(desk, RequestItem) == 0 and how_many(desk, Consent) == 14
    assert desk.read(requests_of, "conversation-1") == []
    assert desk.do(find_request, sent.reference, sent.code, MONDAY, desk.office) is None
    assert list(desk.outbox()) == ["1/withdrawn/pat_ashdown"]
    desk.do(erase_request, sent.request_id, MONDAY + days(1), desk.office)
    assert [what for _, what in desk.audited()] == ["request/sent", "request/withdrawn", "request/erased"]


def test_a_press_repeated_after_erasure_brings_nothing_back(desk: Desk) -> None:
    sent = desk.send()
    desk.do(erase_request, sent.request_id, MONDAY, desk.office)
    again = desk.send()
    assert again.is_replay and again.code == "" and how_many(desk, RequestItem) == 0


def test_notes_go_with_erasure(desk: Desk) -> None:
    request_id = closed(desk)
    desk.do(erase_request, request_id, MONDAY + days(1), desk.office)
    with desk.store.sessions() as session:
        assert session.scalars(select(RequestEvent).where(RequestEvent.sealed.is_not(None))).all() == []


def test_what_was_erased_is_not_in_the_file_even_sealed(desk: Desk) -> None:
    closed(desk)
    with desk.store.sessions() as session:
        request = session.scalars(select(HelpRequest)).one()
        sealed = [each.sealed for each in session.scalars(select(RequestItem))]
        sealed += [each.sealed for each in session.scalars(select(RequestEvent)) if each.sealed]
        sealed += [each.sealed for each in session.scalars(select(AgreedWords))]
        sealed += [each for each in (request.sealed_code,) if each]
        person = (request.person or "").encode()
    before = desk.raw()
    assert len(sealed) == 8 and all(each in before for each in [*sealed, person])
    desk.do(erase_request, request.id, MONDAY, desk.office)
    after = desk.raw()
    assert [each for each in [*sealed, person] if each in after] == []
    assert not any(answer.encode() in before for answer in ANSWERS.values())


def test_a_person_can_read_all_that_is_kept_of_them(desk: Desk) -> None:
    closed(desk)
    desk.send("press-2", answers={"name": "<b>Mo & Jo</b>"}, agreed={"name": True})
    with desk.store.sessions.begin() as session:
        found = requests_of(session, "conversation-1")
        export = export_person(session, desk.store.vault, found, MONDAY, desk.office)
    assert desk.audited()[-2:] == [("person", "request/exported")] * 2
    assert len(export.data["requests"]) == 2
    for words in ("Grandmother helps out", *ANSWERS.values()):
        assert words in export.json and words in export.html
    assert "&lt;b&gt;Mo &amp; Jo&lt;/b&gt;" in export.html and "<b>Mo" not in export.html
    assert "You said no" in export.html and "six years" in export.html and "1 day." in export.html
    assert '"state": "refused"' in export.json
    assert "My yes ends on 22 May 2027." in export.html


def test_whatever_a_machine_gets_can_be_read_too(desk: Desk) -> None:
    closed(desk)
    with desk.store.sessions.begin() as session:
        found = requests_of(session, "conversation-1")
        export = export_person(session, desk.store.vault, found, MONDAY, desk.office)
    [kept] = export.data["requests"]
    read = [line.whole for part in read_aloud(kept, desk.office) for line in part.lines]
    for words in read:
        assert escape(words).replace("\n", "<br>") in export.html
    for field in kept.keys() - {"reference", "answers", "consents", "words_agreed", "history", "looks"}:
        told = "answer_was_due" if field == "answer_due_at" else field
        assert any(line.startswith(desk.office.wording.say(f"export_{told}") + ": ") for line in read)
    assert "You are under 18: No, or you did not say" in read
    assert "How it ended: Help was given" in read and "Who may step in: Jo Lake" in read
    assert any("Grandmother helps out" in line for line in read)


def test_the_person_reads_who_looked_and_when_and_that_this_stays_for_good(desk: Desk) -> None:
    sent = desk.send()
    desk.do(view_request, sent.request_id, PAT, MONDAY, desk.office)
    desk.do(find_request, sent.reference, sent.code, MONDAY + days(1), desk.office)
    with desk.store.sessions.begin() as session:
        request = session.get_one(HelpRequest, sent.request_id)
        for why in ("manager, without answers", "holder, docx", ""):
            write_audit(session, request, "exported", "staff-9", MONDAY + days(2), why)
        export = export_person(session, desk.store.vault, [request], MONDAY, desk.office)
    [kept] = export.data["requests"]
    assert [(each["who"], each["what"], each["at"][:10]) for each in kept["looks"]] == [
        ("holder", "viewed", "2026-11-23"),
        ("person", "looked_up", "2026-11-24"),
        ("without_answers", "exported", "2026-11-25"),
        ("holder", "exported", "2026-11-25"),
        ("staff", "exported", "2026-11-25"),
    ]
    assert "23 November 2026, 10:00: The contact who had your request looked at it." in export.html
    assert not any(who in export.json + export.html for who in ("staff-9", PAT.id))
    assert export.data["kept"][-1]["days"] is None
    assert "Who looked at your request and when: we never delete this." in export.html
    assert "all we keep" not in export.html


def test_nobody_unknown_gets_anything(desk: Desk) -> None:
    desk.send()
    with desk.store.sessions() as session:
        found = requests_of(session, "conversation-9")
        export = export_person(session, desk.store.vault, found, MONDAY, desk.office)
    assert export.data["requests"] == [] and "We keep nothing about you" in export.html


def test_an_answer_that_the_new_contact_may_not_see_goes_at_night(desk: Desk) -> None:
    sent = desk.send()
    agreed = {**dict.fromkeys(ANSWERS, True), "well": False}
    desk.do(hand_over, sent.request_id, "sky_barlow", agreed, 1, PAT, "over-1", MONDAY, desk.office)
    assert desk.read(purge, MONDAY, desk.office).answers == 1
    with desk.store.sessions() as session:
        assert set(session.scalars(select(RequestItem.item))) == ANSWERS.keys() - {"well"}


def test_notes_of_a_request_that_nobody_closed_go_once_nothing_is_agreed_or_done(desk: Desk) -> None:
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    for number, moment in enumerate((MONDAY, MONDAY + days(100))):
        desk.do(
            add_note, sent.request_id, PAT, f"note-{number}", "Grandmother helps out", moment, desk.office
        )
    assert desk.read(purge, MONDAY + days(179), desk.office).notes == 0
    assert desk.read(purge, MONDAY + days(189), desk.office).notes == 0
    assert desk.read(purge, MONDAY + days(190), desk.office).notes == 2
    assert desk.request(sent).status == "acknowledged"


def test_a_delivery_that_was_given_up_goes_with_the_others(desk: Desk) -> None:
    desk.send()
    Worker(desk.store.sessions, desk.store.vault, {"mail": Refusing()}, Random(1)).run_once(MONDAY)
    assert desk.read(purge, MONDAY + days(89), desk.office).deliveries == 0
    assert desk.read(purge, MONDAY + days(91), desk.office).deliveries == 1


def test_what_is_purged_or_taken_back_is_not_in_the_files_either(desk: Desk) -> None:
    sent = desk.send()

    def sealed() -> list[bytes]:
        with desk.store.sessions() as session:
            return [each.sealed for each in session.scalars(select(RequestItem))]

    answers = sealed()
    desk.do(withdraw_items, sent.request_id, ["change"], MONDAY, desk.office)
    taken_back = set(answers) - set(sealed())
    assert len(taken_back) == 1 and not any(each in desk.raw() for each in taken_back)
    desk.read(purge, MONDAY + days(180), desk.office)
    assert not any(each in desk.raw() for each in answers)
