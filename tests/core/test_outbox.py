"""The outbox: nothing is lost, and a repeat can be told."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from core.errors import DeliveryError, RefusedError
from core.outbox import (
    FEWEST_ATTEMPTS,
    GIVE_UP_AFTER,
    LEASE,
    Round,
    Worker,
    count_dead,
    dead_letters,
    forget_settled,
    put,
    send_again,
    send_all_again,
)
from core.outbox.leases import lease_next, record_failure, record_sent, renew, wait_before
from core.outbox.models import OutboxEntry

from .conftest import NOW, Store
from .posting import LATER, Postman, blocked, entry, put_in, worker


def test_what_is_put_in_is_sent_once_and_in_order(store: Store) -> None:
    for number in range(3):
        put_in(store, f"request/{number}/sent", f"mail {number}", NOW + timedelta(seconds=number))
    postman = Postman()
    assert worker(store, postman).run_once(LATER) == Round(sent=3)
    assert worker(store, postman).run_once(LATER) == Round()
    assert postman.texts == ["mail 0", "mail 1", "mail 2"]
    assert len({message_id for message_id, _ in postman.sent}) == 3
    assert entry(store, "request/0/sent").sent_at is not None


def test_the_same_key_is_one_entry_and_the_first_words_stay(store: Store) -> None:
    assert put_in(store, "request/1/sent", "first")
    assert not put_in(store, "request/1/sent", "second")
    postman = Postman()
    worker(store, postman).run_once(NOW)
    assert not put_in(store, "request/1/sent", "third")
    worker(store, postman).run_once(LATER)
    assert postman.texts == ["first"]


def test_the_same_key_put_in_by_many_at_once_is_one_entry(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        new = list(threads.map(lambda _: put_in(store, "request/1/sent"), range(24)))
    assert new.count(True) == 1


def test_an_entry_goes_with_its_transaction(store: Store) -> None:
    with store.sessions() as session:
        put(session, store.vault, "request/1/sent", "mail", {"text": "never"}, NOW)
        session.rollback()
    assert worker(store, Postman()).run_once(LATER) == Round()


def test_what_is_not_due_waits(store: Store) -> None:
    put_in(store, "request/1/sent", now=LATER)
    assert worker(store, Postman()).run_once(NOW) == Round()


def test_the_payload_is_sealed_and_forgotten_once_sent(store: Store) -> None:
    put_in(store, "request/1/sent", "staff@example.org")
    before = entry(store, "request/1/sent")
    assert before.sealed is not None and b"staff" not in before.sealed
    worker(store, Postman()).run_once(NOW)
    assert entry(store, "request/1/sent").sealed is None


@pytest.mark.parametrize("key", ["", "anna@example.org", "request 1", "r" * 201])
def test_a_key_that_may_name_a_person_is_refused(store: Store, key: str) -> None:
    with pytest.raises(ValueError, match="opaque name"):
        put_in(store, key)


def test_a_failure_is_tried_again_later_under_the_same_message_id(store: Store) -> None:
    put_in(store, "request/1/sent")
    postman = Postman(errors=[TimeoutError("anna@example.org")])
    with structlog.testing.capture_logs() as lines:
        assert worker(store, postman).run_once(NOW) == Round(failed=1)
    failed = entry(store, "request/1/sent")
    assert (failed.state, failed.attempts, failed.last_error) == ("waiting", 1, "TimeoutError")
    assert failed.due_at > NOW
    assert "anna" not in str(lines) and lines[0]["error"] == "TimeoutError"
    assert worker(store, postman).run_once(failed.due_at) == Round(sent=1)
    assert postman.sent[0][0] == failed.message_id


def test_what_fails_does_not_hold_up_the_rest(store: Store) -> None:
    for number in range(3):
        put_in(store, f"request/{number}/sent", str(number))
    postman = Postman(errors=[DeliveryError("no")])
    assert worker(store, postman).run_once(NOW) == Round(sent=2, failed=1)


def test_a_server_that_is_down_over_a_bank_holiday_weekend_loses_no_mail(store: Store) -> None:
    thursday_night, tuesday = datetime(2026, 4, 2, 17, tzinfo=UTC), datetime(2026, 4, 7, 9, tzinfo=UTC)
    put_in(store, "request/1/sent", now=thursday_night)
    postman = Postman(errors=[DeliveryError("no")] * 1000)
    now = thursday_night
    while now < tuesday:
        assert worker(store, postman).run_once(now) == Round(failed=1)
        now = entry(store, "request/1/sent").due_at
    postman.errors.clear()
    assert worker(store, postman).run_once(now) == Round(sent=1)


def test_failing_for_days_makes_a_dead_letter_that_can_be_sent_again(store: Store) -> None:
    put_in(store, "request/1/sent")
    postman = Postman(errors=[DeliveryError("no")] * 1000)
    now, dead = NOW, Round(failed=1)
    while dead == Round(failed=1):
        dead = worker(store, postman).run_once(now)
        last, now = now, entry(store, "request/1/sent").due_at
    assert dead == Round(dead=1)
    assert GIVE_UP_AFTER <= last - NOW <= GIVE_UP_AFTER + timedelta(hours=1)
    assert worker(store, postman).run_once(now) == Round()
    with store.sessions.begin() as session:
        (letter,) = dead_letters(session, 9)
        assert (letter.key, letter.last_error) == ("request/1/sent", "DeliveryError")
        assert send_again(session, letter.id, now)
        assert not send_again(session, letter.id, now)
    assert worker(store, postman).run_once(now) == Round(failed=1)
    postman.errors.clear()
    assert worker(store, postman).run_once(now + timedelta(hours=1)) == Round(sent=1)


def test_what_waited_while_the_site_was_down_is_still_tried_often(store: Store) -> None:
    put_in(store, "request/1/sent")
    postman = Postman(errors=[DeliveryError("no")] * FEWEST_ATTEMPTS)
    now, rounds = NOW + timedelta(days=9), []
    for _ in range(FEWEST_ATTEMPTS):
        rounds.append(worker(store, postman).run_once(now))
        now = entry(store, "request/1/sent").due_at
    assert rounds == [Round(failed=1)] * (FEWEST_ATTEMPTS - 1) + [Round(dead=1)]


def test_what_was_given_up_is_shown_in_part_and_sent_again_at_once(store: Store) -> None:
    for number in range(4):
        put_in(store, f"request/{number}/sent")
    put_in(store, "request/9/sent", now=LATER)
    worker(store, Postman(errors=[RefusedError("no")] * 4)).run_once(NOW)
    with store.sessions.begin() as session:
        shown = [each.key for each in dead_letters(session, 2)]
        assert (shown, count_dead(session)) == (["request/0/sent", "request/1/sent"], 4)
        assert send_all_again(session, NOW) == 4 and send_all_again(session, NOW) == 0
    assert worker(store, Postman()).run_once(NOW) == Round(sent=4)


def test_what_is_refused_for_good_is_given_up_at_once(store: Store) -> None:
    put_in(store, "request/1/sent")
    assert worker(store, Postman(errors=[RefusedError("no")])).run_once(NOW) == Round(dead=1)


def test_an_entry_without_a_sender_waits_for_one(store: Store) -> None:
    put_in(store, "request/1/sent")
    assert Worker(store.sessions, store.vault, {}).run_once(NOW) == Round(failed=1)
    assert worker(store, Postman()).run_once(LATER) == Round(sent=1)


@given(st.integers(1, 10_000), st.integers())
def test_waits_grow_to_an_hour_and_never_all_alike(attempt: int, seed: int) -> None:
    wait = wait_before(attempt, Random(seed))
    full = min(timedelta(seconds=30) * 2 ** min(attempt - 1, 16), timedelta(hours=1))
    assert full / 2 <= wait <= full


def test_a_worker_that_dies_after_sending_sends_again_under_the_same_message_id(store: Store) -> None:
    put_in(store, "request/1/sent")

    class Died(BaseException):
        """What no `except Exception` sees, as a kill is not seen."""

    @dataclass
    class DyingPostman(Postman):
        def send(self, message_id: str, payload: Mapping[str, Any]) -> None:
            super().send(message_id, payload)
            raise Died

    first, second = DyingPostman(), Postman()
    with pytest.raises(Died):
        worker(store, first).run_once(NOW)
    assert worker(store, second).run_once(NOW + LEASE / 2) == Round()
    assert worker(store, second).run_once(NOW + LEASE * 2) == Round(sent=1)
    assert first.sent == second.sent


def test_two_workers_never_hold_the_same_entry(store: Store) -> None:
    for number in range(60):
        put_in(store, f"request/{number}/sent", str(number))
    postmen = [Postman() for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        rounds = list(threads.map(lambda postman: worker(store, postman).run_once(NOW), postmen))
    assert sum(each.sent for each in rounds) == 60
    assert sorted(text for postman in postmen for text in postman.texts) == sorted(map(str, range(60)))


def test_a_full_round_ends_so_that_a_process_can_stop(store: Store) -> None:
    for number in range(101):
        put_in(store, f"request/{number}/sent")
    assert worker(store, Postman()).run_once(NOW) == Round(sent=100)
    assert worker(store, Postman()).run_once(NOW) == Round(sent=1)


def test_an_outlived_lease_changes_nothing(store: Store) -> None:
    put_in(store, "request/1/sent")
    with store.sessions.begin() as session:
        slow = lease_next(session, NOW, LEASE)
    with store.sessions.begin() as session:
        assert lease_next(session, NOW + LEASE, LEASE) is not None
    assert slow is not None
    with store.sessions.begin() as session:
        assert not renew(session, slow, NOW, LEASE)
        assert not record_sent(session, slow, NOW)
        assert not record_failure(session, slow, "x", NOW, Random(1), final=True)


def test_what_is_settled_is_forgotten_in_time_and_nothing_else(store: Store) -> None:
    for key in ("request/1/sent", "request/2/sent", "request/3/sent"):
        put_in(store, key)
    blocked(store, "request/1")
    worker(store, Postman(errors=[DeliveryError("no")])).run_once(NOW)
    with store.sessions.begin() as session:
        assert forget_settled(session, NOW) == 0
        assert forget_settled(session, LATER) == 2
        assert len(session.scalars(select(OutboxEntry)).all()) == 1


def test_a_worker_of_one_kind_leaves_the_others(store: Store) -> None:
    put_in(store, "request/1/sent")
    with store.sessions.begin() as session:
        put(session, store.vault, "request/1/webhook", "webhook", {"text": "notice"}, NOW)
    postman = Postman()
    hooks = Worker(store.sessions, store.vault, {"webhook": postman}, Random(1), kinds=frozenset({"webhook"}))
    assert hooks.run_once(NOW) == Round(sent=1)
    assert postman.texts == ["notice"] and entry(store, "request/1/sent").state == "waiting"


def test_what_was_given_up_is_forgotten_too(store: Store) -> None:
    put_in(store, "request/1/sent")
    worker(store, Postman(errors=[RefusedError("never")])).run_once(NOW)
    with store.sessions.begin() as session:
        assert forget_settled(session, NOW) == 0
        assert forget_settled(session, NOW + timedelta(days=90)) == 1
