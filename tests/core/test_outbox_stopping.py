"""The outbox: what was blocked, or comes too late, does not go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import DeliveryError, RefusedError
from core.outbox import (
    LEASE,
    Blocked,
    Round,
    Worker,
    dead_letters,
    put,
)
from core.outbox.leases import lease_next, renew

from .conftest import NOW, Store
from .posting import LATER, Postman, blocked, entry, put_in, worker


def test_withdrawn_consent_blocks_delivery(store: Store) -> None:
    for key in ("request/1/sent", "request/1/reminder", "request/10/sent", "request/1", "Request/1/sent"):
        put_in(store, key, key)
    assert blocked(store, "request/1") == Blocked(stopped=3, under_way=0)
    assert blocked(store, "request/1") == Blocked(stopped=0, under_way=0)
    put_in(store, "request/1/withdrawn", "request/1/withdrawn")
    postman = Postman()
    worker(store, postman).run_once(LATER)
    assert sorted(postman.texts) == ["Request/1/sent", "request/1/withdrawn", "request/10/sent"]
    assert entry(store, "request/1/sent").sealed is None


def test_a_block_reaches_dead_letters_and_not_what_was_sent(store: Store) -> None:
    put_in(store, "request/1/sent")
    worker(store, Postman()).run_once(NOW)
    put_in(store, "request/1/reminder")
    worker(store, Postman(errors=[RefusedError("no")])).run_once(NOW)
    assert blocked(store, "request/1").stopped == 1
    assert entry(store, "request/1/sent").state == "sent"
    with store.sessions.begin() as session:
        assert dead_letters(session, 9) == []


def test_a_block_while_an_entry_is_leased_is_respected_at_the_last_moment(store: Store) -> None:
    put_in(store, "request/1/sent")
    with store.sessions.begin() as session:
        leased = lease_next(session, NOW, LEASE)
    assert leased is not None
    assert blocked(store, "request/1") == Blocked(stopped=1, under_way=1)
    with store.sessions.begin() as session:
        assert not renew(session, leased, NOW, LEASE)


def test_a_block_between_lease_and_sending_stops_the_worker(store: Store) -> None:
    put_in(store, "request/1/sent")
    postman = Postman()

    class Blocking(Worker):
        def _deliver(self, leased: Any, moment: Any) -> str:
            blocked(store, "request/1")
            return super()._deliver(leased, moment)

    assert Blocking(store.sessions, store.vault, {"mail": postman}).run_once(NOW) == Round(stopped=1)
    assert postman.sent == []
    assert entry(store, "request/1/sent").state == "blocked"


def test_a_block_while_it_is_being_sent_leaves_the_truth(store: Store) -> None:
    put_in(store, "request/1/sent")
    found: list[Blocked] = []

    @dataclass
    class Slow(Postman):
        def send(self, message_id: str, payload: Mapping[str, Any]) -> None:
            found.append(blocked(store, "request/1"))
            super().send(message_id, payload)

    assert worker(store, Slow()).run_once(NOW) == Round(sent=1)
    assert found == [Blocked(stopped=1, under_way=1)]
    assert entry(store, "request/1/sent").state == "sent"


def test_a_block_while_sending_fails_is_the_end_of_it(store: Store) -> None:
    put_in(store, "request/1/sent")

    class Failing(Postman):
        def send(self, message_id: str, payload: Mapping[str, Any]) -> None:
            blocked(store, "request/1")
            raise DeliveryError("no")

    worker(store, Failing()).run_once(NOW)
    assert entry(store, "request/1/sent").state == "blocked"
    assert worker(store, Postman()).run_once(LATER) == Round()


def test_what_expires_goes_before_what_waits_for_longer(store: Store) -> None:
    put_in(store, "request/1/sent", "request")
    with store.sessions.begin() as session:
        put(session, store.vault, "staff/1/link", "mail", {"text": "link"}, LATER, LATER + LEASE)
    postman = Postman()
    assert worker(store, postman).run_once(LATER) == Round(sent=2)
    assert postman.texts == ["link", "request"]


def test_what_has_expired_is_never_sent_and_forgotten(store: Store) -> None:
    with store.sessions.begin() as session:
        put(session, store.vault, "staff/1/link", "mail", {"text": "link"}, NOW, LATER)
    failing = Postman(errors=[DeliveryError("no")])
    assert worker(store, failing).run_once(NOW) == Round(failed=1)
    assert worker(store, Postman()).run_once(LATER) == Round()
    kept = entry(store, "staff/1/link")
    assert (kept.state, kept.sealed) == ("blocked", None)


def test_what_expires_in_the_hands_of_a_worker_is_stopped_at_the_last_moment(store: Store) -> None:
    with store.sessions.begin() as session:
        put(session, store.vault, "staff/1/link", "mail", {"text": "link"}, NOW, LATER)
    with store.sessions.begin() as session:
        slow = lease_next(session, NOW, LEASE)
        assert slow is not None and not renew(session, slow, LATER, LEASE)
    assert worker(store, Postman()).run_once(LATER + LEASE) == Round()
    assert entry(store, "staff/1/link").state == "blocked"
