"""Nothing is kept longer than said, and what is erased is gone from the file itself."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from earlyhelp.consent import Consent
from earlyhelp.exporting import export_person
from earlyhelp.lifecycle import Purged, erase_request, purge
from earlyhelp.requests import (
    HelpRequest,
    RequestEvent,
    RequestItem,
    acknowledge,
    add_note,
    close,
    find_request,
    record_contact,
    requests_of,
    withdraw,
)
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, Desk, days

NOTHING = Purged(0, 0, 0, 0, 0)


def closed(desk: Desk) -> str:
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY, reached=True)
    desk.do(add_note, sent.request_id, PAT, "note-1", "Grandmother helps out", MONDAY)
    desk.do(close, sent.request_id, "helped", PAT, MONDAY, desk.office)
    return sent.request_id


def how_many(desk: Desk, table: type) -> int:
    with desk.store.sessions() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_answers_and_notes_go_some_time_after_the_end_and_the_record_later(desk: Desk) -> None:
    closed(desk)
    assert desk.read(purge, MONDAY + days(89), desk.office) == NOTHING
    assert desk.read(purge, MONDAY + days(90), desk.office) == Purged(5, 1, 0, 0, 0)
    assert desk.read(purge, MONDAY + days(2189), desk.office) == NOTHING
    assert desk.read(purge, MONDAY + days(2190), desk.office) == Purged(0, 0, 1, 0, 0)
    for table in (HelpRequest, RequestItem, RequestEvent, Consent):
        assert how_many(desk, table) == 0
    assert [what for who, what in desk.audited() if who == "system"] == ["request/purged"] * 2


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
    assert request.sealed_code is None and request.sealed_agreement is None
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
    if not desk.store.on_sqlite:
        return
    closed(desk)
    with desk.store.sessions() as session:
        request = session.scalars(select(HelpRequest)).one()
        sealed = [each.sealed for each in session.scalars(select(RequestItem))]
        sealed += [each.sealed for each in session.scalars(select(RequestEvent)) if each.sealed]
        sealed += [each for each in (request.sealed_code, request.sealed_agreement) if each]
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
    with desk.store.sessions() as session:
        found = requests_of(session, "conversation-1")
        export = export_person(session, desk.store.vault, found, MONDAY, desk.office)
    assert len(export.data["requests"]) == 2
    for words in ("Grandmother helps out", *ANSWERS.values()):
        assert words in export.json and words in export.html
    assert "&lt;b&gt;Mo &amp; Jo&lt;/b&gt;" in export.html and "<b>Mo" not in export.html
    assert "you said no" in export.html and "2190 days" in export.html
    assert '"state": "refused"' in export.json
    assert "My yes ends on 22 May 2027." in export.html


def test_nobody_unknown_gets_anything(desk: Desk) -> None:
    desk.send()
    with desk.store.sessions() as session:
        found = requests_of(session, "conversation-9")
        export = export_person(session, desk.store.vault, found, MONDAY, desk.office)
    assert export.data["requests"] == [] and "We keep nothing about you" in export.html
