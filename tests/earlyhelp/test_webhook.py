"""The case management is told of a request: what is agreed at the moment it goes, and nothing taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Any

import pytest

from core.outbox import Worker
from core.webhook import Webhook
from earlyhelp.office import Office
from earlyhelp.requests import hand_over, withdraw, withdraw_items
from earlyhelp.webhook import BundleSender
from tests.core.conftest import Store
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, REFUSED, Desk

YES = dict.fromkeys(ANSWERS, True)


@dataclass(frozen=True)
class Kept(Webhook):
    """A case management that keeps what it is told."""

    told: list[Mapping[str, Any]] = field(default_factory=list)

    def post(self, delivery: str, body: Mapping[str, Any], now: datetime) -> None:
        self.told.append(body)


@dataclass(frozen=True)
class Mailed:
    """Mails go nowhere here."""

    def send(self, message_id: str, payload: Mapping[str, Any]) -> None:
        return


@pytest.fixture
def desk(store: Store, office: Office) -> Desk:
    """An office with a case management."""
    return Desk(store, replace(office, announces=True))


def deliver(desk: Desk) -> list[Mapping[str, Any]]:
    """Sends what is due; gives what the case management was told."""
    webhook = Kept("http://localhost/", "w" * 32)
    sender = BundleSender(desk.store.sessions, desk.store.vault, desk.office, webhook, lambda: MONDAY)
    worker = Worker(desk.store.sessions, desk.store.vault, {"mail": Mailed(), "webhook": sender}, Random(1))
    worker.run_once(MONDAY)
    return webhook.told


def test_a_request_is_announced_once_with_what_was_agreed(desk: Desk) -> None:
    for _ in range(2):
        desk.send()
    told = deliver(desk)
    assert [each["event"] for each in told] == ["sent"]
    said = json.dumps(told)
    assert all(answer in said for answer in ANSWERS.values())
    assert not any(answer in said for answer in REFUSED.values())


def test_the_outbox_holds_nothing_of_the_person(desk: Desk) -> None:
    desk.send()
    waiting = desk.outbox()["webhook/sent"]
    assert not any(answer in waiting for answer in [*ANSWERS.values(), *REFUSED.values()])


def test_withdrawal_stops_what_was_not_told_and_says_so(desk: Desk) -> None:
    sent = desk.send()
    desk.do(withdraw, sent.request_id, MONDAY, desk.office)
    told = deliver(desk)
    assert [each["event"] for each in told] == ["withdrawn"]
    assert not any(answer in json.dumps(told) for answer in ANSWERS.values())
    statuses = {
        each["resource"]["resourceType"]: each["resource"]["status"] for each in told[0]["bundle"]["entry"]
    }
    assert statuses == {"Consent": "inactive", "ServiceRequest": "revoked", "Task": "cancelled"}


def test_a_part_taken_back_is_gone_from_what_is_told(desk: Desk) -> None:
    sent = desk.send()
    desk.do(withdraw_items, sent.request_id, ["change"], MONDAY, desk.office)
    told = deliver(desk)
    assert [each["event"] for each in told] == ["less_shared"]
    assert ANSWERS["change"] not in json.dumps(told) and ANSWERS["well"] in json.dumps(told)


def test_a_new_contact_is_told_with_what_was_agreed_for_them(desk: Desk) -> None:
    sent = desk.send()
    agreed = {**YES, "well": False}
    desk.do(hand_over, sent.request_id, "sky_barlow", agreed, 1, PAT, "over-1", MONDAY, desk.office)
    told = deliver(desk)
    assert [each["event"] for each in told] == ["handed_over"]
    assert ANSWERS["well"] not in json.dumps(told) and ANSWERS["change"] in json.dumps(told)


def test_nothing_is_announced_where_there_is_no_case_management(store: Store, office: Office) -> None:
    desk = Desk(store, office)
    desk.send()
    assert not any("webhook" in key for key in desk.outbox())
