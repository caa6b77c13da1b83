"""A request is sent once, whole, to a named contact, and holds nothing that was refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from core.mail.smtp import SmtpSender
from core.outbox import Worker
from core.outbox.models import OutboxEntry
from earlyhelp.consent import Consent
from earlyhelp.errors import DraftError, SignificantHarmError
from earlyhelp.lifecycle import erase_request
from earlyhelp.references import References
from earlyhelp.requests import (
    HelpRequest,
    RequestEvent,
    RequestItem,
    copy_for_person,
    shared_with,
    submit,
    withdraw_items,
)
from tests.core.smtp_server import SmtpServer
from tests.earlyhelp.conftest import ANSWERS, MONDAY, REFUSED, Desk, a_draft, away, days, without

TABLES = (HelpRequest, RequestItem, RequestEvent, Consent, OutboxEntry)


def counts(desk: Desk) -> list[int]:
    with desk.store.sessions() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def test_a_request_is_written_with_consents_history_audit_and_mail(desk: Desk) -> None:
    sent = desk.send()
    request = desk.request(sent)
    assert (request.status, request.contact, request.reference) == ("sent", "pat_ashdown", sent.reference)
    assert sent.due_at.isoformat() == "2026-11-25T17:00:00+00:00"
    assert counts(desk) == [1, 5, 1, 14, 1]
    assert desk.audited() == [("person", "request/sent")]
    assert list(desk.outbox()) == ["1/new/pat_ashdown"]


def test_the_same_press_gives_the_same_request_whatever_comes_after(desk: Desk) -> None:
    first = desk.send()
    before = counts(desk)
    again = desk.send(
        now=MONDAY + days(9), contact="jo_lake", second="", second_agreed=False, wording_version=7
    )
    assert again == replace(first, is_replay=True)
    assert counts(desk) == before
    assert desk.audited() == [("person", "request/sent")]


def test_many_presses_at_once_make_one_request(desk: Desk) -> None:
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda _: desk.send(), range(16)))
    assert len({(each.request_id, each.reference, each.code) for each in sent}) == 1
    assert [each.is_replay for each in sent].count(False) == 1
    assert counts(desk) == [1, 5, 1, 14, 1]


def test_different_presses_are_different_requests(desk: Desk) -> None:
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda number: desk.send(f"press-{number}"), range(12)))
    assert len({each.reference for each in sent}) == 12
    assert len(desk.audited()) == 12


def test_what_is_not_committed_was_never_sent(desk: Desk) -> None:
    with desk.store.sessions() as session:
        submit(session, desk.store.vault, a_draft(), "press-1", MONDAY, desk.office)
        session.rollback()
    assert counts(desk) == [0] * 5 and desk.audited() == []
    assert not desk.send().is_replay


def test_refused_answers_are_never_stored_and_nothing_is_stored_in_clear(desk: Desk) -> None:
    sent = desk.send()
    with desk.store.sessions() as session:
        kept = {each.item for each in session.scalars(select(RequestItem))}
        refused = {each.item for each in session.scalars(select(Consent).where(~Consent.given))}
    assert kept == set(ANSWERS) and refused == set(REFUSED)
    if desk.store.on_sqlite:
        raw = desk.raw()
        words = [*ANSWERS.values(), *REFUSED.values(), sent.code, "conversation-1", "press-1"]
        assert [word for word in words if word.encode() in raw] == []


def test_every_item_may_be_refused_and_the_request_still_goes(desk: Desk) -> None:
    desk.send(agreed=dict.fromkeys(ANSWERS | REFUSED, False))
    assert counts(desk) == [1, 0, 1, 14, 1]


def test_nothing_is_kept_for_the_second_contact_without_agreement(desk: Desk) -> None:
    desk.send(second_agreed=False)
    with desk.store.sessions() as session:
        assert set(session.scalars(select(Consent.recipient))) == {"pat_ashdown"}


def test_the_copy_has_the_exact_words_and_answers_that_were_agreed(desk: Desk) -> None:
    sent = desk.send()
    shown = desk.office.agreement.words(
        a_draft().agreed,
        desk.office.contacts.by_key["pat_ashdown"],
        desk.office.contacts.by_key["jo_lake"],
        MONDAY,
    )
    copy = desk.do(copy_for_person, desk.request(sent))
    assert copy.reference == sent.reference and copy.agreed == shown and copy.values == ANSWERS
    assert "My yes ends on 22 May 2027." in copy.agreed.shared["name"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"contact": "nobody"}, "who the request goes to"),
        ({"second": "pat_ashdown"}, "second contact"),
        ({"second": "nobody"}, "second contact"),
        ({"second": ""}, "second contact"),
        ({"wording_version": 2}, "words of consent"),
        ({"answers": {"shoe": "41"}}, "do not name"),
        ({"agreed": {"name": True}}, "yes or no to each"),
        ({"answers": {"name": "x" * 4001}, "agreed": {"name": True}}, "Shorten"),
        ({"person": ""}, "opaque id"),
    ],
)
def test_a_draft_that_cannot_go_says_why_and_leaves_nothing(
    desk: Desk, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(DraftError, match=said):
        desk.send(**changes)
    assert counts(desk) == [0] * 5


def test_a_reference_that_is_taken_is_drawn_again(desk: Desk) -> None:
    class Few(References):
        def new_reference(self, random: Random | None = None) -> str:
            drawn.append(len(drawn))
            return "KITE-0001" if len(drawn) < 4 else "KITE-0002"

    drawn: list[int] = []
    real = desk.office.references
    few = Few(real.words, real.consonants, real.vowels, real.never)
    desk = Desk(desk.store, replace(desk.office, references=few))
    assert [desk.send(key).reference for key in ("press-1", "press-2")] == ["KITE-0001", "KITE-0002"]


def test_the_mail_that_arrives_holds_a_reference_and_a_link_and_no_more(desk: Desk) -> None:
    sent = desk.send()
    with SmtpServer() as server:
        settings = replace(
            desk.store.settings, smtp_host="127.0.0.1", smtp_port=server.port, smtp_security="none"
        )
        worker = Worker(desk.store.sessions, desk.store.vault, {"mail": SmtpSender(settings, lambda: MONDAY)})
        assert worker.run_once(MONDAY).sent == 1 and worker.run_once(MONDAY).sent == 0
    [mail] = server.accepted
    assert mail.recipients == ("pat.ashdown@example.org",)
    assert (
        f"http://localhost:8080/desk/{sent.reference}" in mail.text and "Wednesday 25 November" in mail.text
    )
    whole = mail.message.as_string()
    assert [word for word in [*ANSWERS.values(), *REFUSED.values(), sent.code] if word in whole] == []


def test_nothing_is_sent_to_a_contact_who_is_away_while_somebody_covers_or_who_has_left(desk: Desk) -> None:
    for changed in (away(desk, "pat_ashdown"), without(desk, "pat_ashdown"), without(desk, "jo_lake")):
        with pytest.raises(DraftError):
            changed.send()
    assert counts(desk) == [0, 0, 0, 0, 0]
    assert away(away(desk, "pat_ashdown"), "jo_lake").send().contact.key == "pat_ashdown"


def test_a_message_is_only_safe_with_a_yes_that_is_shared(desk: Desk) -> None:
    shared = desk.request(desk.send("press-1", may_leave_message=True))
    refused = desk.request(
        desk.send("press-2", may_leave_message=True, agreed={**a_draft().agreed, "reach": False})
    )
    unasked = desk.request(desk.send("press-3"))
    cautions = [
        desk.do(shared_with, each, "pat_ashdown", MONDAY, desk.office).cautions
        for each in (shared, refused, unasked)
    ]
    assert cautions == [(), ("no_way",), ("no_message",)]
    desk.do(withdraw_items, shared.id, ["reach"], MONDAY, desk.office)
    assert desk.do(shared_with, shared, "pat_ashdown", MONDAY, desk.office).cautions == ("no_way",)
    assert desk.do(shared_with, shared, "casey_holm", MONDAY, desk.office).cautions == ()


def test_being_under_18_is_told_to_the_contact_and_cannot_be_refused(desk: Desk) -> None:
    yes = {**a_draft().agreed, "age": True}
    sent = desk.send(young=True, agreed=yes)
    shown = desk.do(shared_with, desk.request(sent), "pat_ashdown", MONDAY, desk.office)
    assert "young" in shown.cautions and "age" in shown.values
    copy = desk.do(copy_for_person, desk.request(sent))
    assert any("I am under 18" in line for line in copy.agreed.lines)
    for agreed in ({**yes, "age": False}, {key: value for key, value in yes.items() if key != "age"}):
        answers = {key: value for key, value in a_draft().answers.items() if key in agreed}
        with pytest.raises(DraftError, match="under 18"):
            desk.send("press-2", young=True, agreed=agreed, answers=answers)


def test_significant_harm_is_no_request(desk: Desk) -> None:
    with pytest.raises(SignificantHarmError, match="too serious for a form"):
        desk.send(level=4)
    assert counts(desk) == [0, 0, 0, 0, 0]


def test_an_erased_request_no_longer_says_that_somebody_was_young(desk: Desk) -> None:
    yes = {**a_draft().agreed, "age": True}
    sent = desk.send(young=True, may_leave_message=True, agreed=yes)
    desk.do(erase_request, sent.request_id, MONDAY, desk.office)
    request = desk.request(sent)
    assert (request.young, request.may_leave_message) == (False, False)
