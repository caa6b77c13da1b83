"""Links and sessions, on both databases and under rivals."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from core.outbox.models import OutboxEntry, sealed_under
from staff.accounts import remove_account
from staff.errors import LinkSpentError
from staff.links import ASKS_PER_ADDRESS, VALID_FOR, check_secret, enter, link_of
from staff.models import SignInLink, StaffAccount, StaffSession
from staff.sessions import SessionTimes, end_session, forget_ended, signed_in
from staff.tries import count_try
from tests.core.conftest import NOW
from tests.staff.conftest import PAT, People

TIMES = SessionTimes(timedelta(minutes=30), timedelta(hours=10))


def count(people: People, model: type) -> int:
    found: int = people.do(lambda session: session.scalar(select(func.count()).select_from(model)))
    return found


def checked(people: People, token: str, now: datetime) -> str:
    """The id of the link of this token, found in a transaction and checked outside it."""
    link: SignInLink = people.do(link_of, token, now)
    check_secret(link, token)
    return link.id


def test_of_many_presses_at_once_one_signs_in(people: People) -> None:
    people.add()
    link = people.link()

    def press(_: int) -> bool:
        try:
            people.do(enter, people.keys, link.id, NOW)
        except LinkSpentError:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(press, range(12))).count(True) == 1
    assert (count(people, StaffSession), count(people, SignInLink)) == (1, 0)


def test_tries_at_once_all_count(people: People) -> None:
    def ask(_: int) -> bool:
        allowed: bool = people.do(count_try, people.keys, "ask", PAT, NOW, 5)
        return allowed

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(ask, range(12))).count(True) == 5
    assert people.do(count_try, people.keys, "ask", "someone else", NOW, 5)
    assert people.do(count_try, people.keys, "ask", PAT, NOW + timedelta(minutes=15), 5)


def test_the_mail_carries_the_link_and_the_table_only_its_hash(people: People) -> None:
    account = people.add()
    link = people.link()
    entry = people.do(lambda session: session.scalars(select(OutboxEntry)).one())
    assert entry.key == f"staff/{account}/sign-in/{link.id}"
    mail = json.loads(people.store.vault.open(entry.sealed, sealed_under(entry.key)))
    assert mail["to"] == PAT
    assert mail["text"] == f"Open https://help.example.org/desk/enter/{link.token}\n"
    kept = people.do(lambda session: session.scalars(select(SignInLink)).one())
    assert kept.secret_hash.startswith("$argon2id$") and link.secret not in kept.secret_hash


def test_a_link_wants_its_whole_secret_and_its_time(people: People) -> None:
    people.add()
    link = people.link()
    wrong = (f"{link.id}.", link.id, f"{link.id}.{link.secret}x", f"{'0' * 32}.{link.secret}", "", ".")
    for token in wrong:
        with pytest.raises(LinkSpentError):
            checked(people, token, NOW)
    for late in (VALID_FOR, VALID_FOR + timedelta(days=1)):
        with pytest.raises(LinkSpentError):
            checked(people, link.token, NOW + late)
        with pytest.raises(LinkSpentError):
            people.do(enter, people.keys, link.id, NOW + late)
    assert checked(people, link.token, NOW + VALID_FOR - timedelta(seconds=1)) == link.id


def test_no_link_is_made_for_the_unknown_the_removed_and_the_impatient(people: People) -> None:
    people.add()
    people.add("gone@example.org", "editor", "")
    people.do(remove_account, people.keys, "gone@example.org", NOW)
    for email in ("nobody@example.org", "gone@example.org"):
        people.link(email)
    assert count(people, SignInLink) == 0
    for _ in range(ASKS_PER_ADDRESS + 3):
        people.link()
    assert count(people, SignInLink) == ASKS_PER_ADDRESS


def test_a_session_is_known_by_its_cookie_until_its_time_is_over(people: People) -> None:
    account = people.add()
    cookie = people.do(enter, people.keys, people.link().id, NOW).cookie

    def known(after: timedelta) -> bool:
        return people.do(signed_in, people.keys, cookie, TIMES, NOW + after, people.contacts) is not None

    found = people.do(signed_in, people.keys, cookie, TIMES, NOW, people.contacts)
    assert (found.account_id, found.role, found.contact) == (account, "contact", "pat_ashdown")
    assert people.do(signed_in, people.keys, cookie + "x", TIMES, NOW, people.contacts) is None
    assert not known(timedelta(minutes=30))
    for minutes in range(20, 600, 20):
        assert known(timedelta(minutes=minutes))
    assert not known(timedelta(hours=10))


def test_a_session_that_was_ended_is_nobodys(people: People) -> None:
    people.add()
    cookie = people.do(enter, people.keys, people.link().id, NOW).cookie
    for _ in range(2):
        people.do(end_session, people.keys, cookie, NOW)
    assert people.do(signed_in, people.keys, cookie, TIMES, NOW, people.contacts) is None


def test_what_is_over_is_deleted_and_the_rest_stays(people: People) -> None:
    people.add()
    people.do(enter, people.keys, people.link().id, NOW)
    people.link()
    assert people.do(forget_ended, TIMES, NOW) == 0
    assert people.do(forget_ended, TIMES, NOW + timedelta(hours=1)) == 2
    assert people.do(forget_ended, TIMES, NOW + timedelta(hours=25)) == 1
    assert count(people, StaffAccount) == 1
