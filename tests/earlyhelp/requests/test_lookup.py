"""A stranger learns nothing from asking; the person finds their request."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy import func, select

from earlyhelp.lifecycle import erase_request
from earlyhelp.requests import find_request, requests_of
from earlyhelp.tries import DAY, LOCKED_FOR, MOST_A_DAY, WRONG_TRIES, ReferenceTry
from tests.earlyhelp.conftest import MONDAY, Desk, days


def asking(desk: Desk, reference: str, code: str, now: datetime = MONDAY) -> str | None:
    found = desk.do(find_request, reference, code, now, desk.office)
    return found.id if found else None


def unknown(desk: Desk, known: str) -> str:
    word = next(word for word in desk.office.references.words if word != known[:4])
    return f"{word}-0000"


def tries(desk: Desk) -> list[tuple[str, int]]:
    with desk.store.sessions() as session:
        found = session.scalars(select(ReferenceTry).order_by(ReferenceTry.reference))
        return [(each.reference, each.wrong) for each in found]


def test_the_person_finds_their_request_however_they_say_it(desk: Desk) -> None:
    sent = desk.send()
    word, digits = sent.reference.split("-")
    said = f"{word.lower()} {' '.join(digits)}"
    assert asking(desk, said, f"{sent.code[:2]} {sent.code[2:].lower()}") == sent.request_id
    assert tries(desk) == []


def test_a_request_that_was_found_is_in_the_audit_and_a_wrong_try_is_not(desk: Desk) -> None:
    sent = desk.send()
    asking(desk, sent.reference, "BADOMI")
    assert desk.audited() == [("person", "request/sent")]
    asking(desk, sent.reference, sent.code)
    assert desk.audited()[1:] == [("person", "request/looked_up")]


def test_an_unknown_reference_and_a_wrong_code_look_and_write_the_same(desk: Desk) -> None:
    sent = desk.send()
    other = unknown(desk, sent.reference)
    assert asking(desk, sent.reference, "BADOMI") is None and asking(desk, other, "BADOMI") is None
    assert asking(desk, sent.reference, "") is None and asking(desk, other, "") is None
    assert sorted(tries(desk)) == sorted([(sent.reference, 2), (other, 2)])


def test_the_word_that_stands_for_no_code_opens_nothing(desk: Desk) -> None:
    sent = desk.send()
    desk.do(erase_request, sent.request_id, MONDAY, desk.office)
    for code in ("------", "", sent.code):
        assert asking(desk, sent.reference, code) is None


def test_after_some_wrong_tries_even_the_right_code_has_to_wait(desk: Desk) -> None:
    sent = desk.send()
    for _ in range(WRONG_TRIES):
        assert asking(desk, sent.reference, "BADOMI") is None
    assert asking(desk, sent.reference, sent.code) is None
    almost = MONDAY + LOCKED_FOR - timedelta(seconds=1)
    assert asking(desk, sent.reference, sent.code, almost) is None
    assert asking(desk, sent.reference, sent.code, MONDAY + LOCKED_FOR) == sent.request_id


def test_each_wrong_try_more_doubles_the_wait(desk: Desk) -> None:
    sent, now = desk.send(), MONDAY
    for _ in range(WRONG_TRIES):
        asking(desk, sent.reference, "BADOMI", now)
    for wait in (1, 2, 4):
        now += LOCKED_FOR * wait
        assert asking(desk, sent.reference, sent.code, now - timedelta(seconds=1)) is None
        assert asking(desk, sent.reference, "BADOMI", now) is None
    assert asking(desk, sent.reference, sent.code, now + LOCKED_FOR * 8) == sent.request_id


def test_however_long_somebody_goes_on_few_code_words_are_looked_at_in_a_day(desk: Desk) -> None:
    sent = desk.send()
    for minute in range(0, 24 * 60, 5):
        asking(desk, sent.reference, "BADOMI", MONDAY + timedelta(minutes=minute))
    assert tries(desk) == [(sent.reference, MOST_A_DAY)]
    assert asking(desk, sent.reference, sent.code, MONDAY + DAY - timedelta(seconds=1)) is None
    assert asking(desk, sent.reference, sent.code, MONDAY + DAY) == sent.request_id


def test_an_unknown_reference_is_locked_just_as_a_known_one(desk: Desk) -> None:
    sent = desk.send()
    other = unknown(desk, sent.reference)
    for minute in range(0, 24 * 60, 30):
        for reference in (sent.reference, other):
            asking(desk, reference, "BADOMI", MONDAY + timedelta(minutes=minute))
    with desk.store.sessions() as session:
        rows = session.scalars(select(ReferenceTry)).all()
    assert len({(each.wrong, each.since, each.locked_until) for each in rows}) == 1 and len(rows) == 2


def test_tries_at_the_same_moment_all_count(desk: Desk) -> None:
    sent = desk.send()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: asking(desk, sent.reference, "BADOMI"), range(16)))
    assert set(found) == {None} and tries(desk) == [(sent.reference, WRONG_TRIES)]


def test_what_is_no_reference_is_not_even_counted(desk: Desk) -> None:
    assert asking(desk, "nothing like it", "BADOMI") is None
    with desk.store.sessions() as session:
        assert session.scalar(select(func.count()).select_from(ReferenceTry)) == 0


def test_the_same_conversation_finds_its_requests_the_newest_first(desk: Desk) -> None:
    first, second = desk.send("press-1"), desk.send("press-2", MONDAY + days(1))
    desk.send("press-3", person="conversation-2")
    found = [each.id for each in desk.read(requests_of, "conversation-1")]
    assert found == [second.request_id, first.request_id]
