"""The case management is told where a request stands, and nothing of what the person said."""

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
from earlyhelp.deadlines import escalate
from earlyhelp.office import Office
from earlyhelp.requests import acknowledge, close, hand_over, record_contact, withdraw, withdraw_items
from earlyhelp.webhook import BundleSender
from tests.core.conftest import Store
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, REFUSED, Desk, days

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
    sender = BundleSender(desk.store.sessions, desk.office, webhook, lambda: MONDAY)
    worker = Worker(desk.store.sessions, desk.store.vault, {"mail": Mailed(), "webhook": sender}, Random(1))
    worker.run_once(MONDAY)
    return webhook.told


def statuses(told: Mapping[str, Any]) -> dict[str, str]:
    """Where each resource of a bundle stands."""
    resources = [each["resource"] for each in told["bundle"]["entry"]]
    return {each["resourceType"]: each["status"] for each in resources}


def test_a_request_is_announced_once_without_any_answer_for_nobody_agreed_to_this_system(desk: Desk) -> None:
    for _ in range(2):
        sent = desk.send()
    told = deliver(desk)
    assert [each["event"] for each in told] == ["sent"]
    said = json.dumps(told)
    assert sent.reference in said and statuses(told[0]) == {"ServiceRequest": "active", "Task": "requested"}
    assert not any(answer in said for answer in [*ANSWERS.values(), *REFUSED.values()])
    assert not any(each["resource"].keys() & {"note", "provision"} for each in told[0]["bundle"]["entry"])


def test_each_later_move_is_told(desk: Desk) -> None:
    sent = desk.send()
    told = deliver(desk)
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    told += deliver(desk)
    for key, reached in (("call-1", False), ("call-2", True), ("call-3", True)):
        desk.do(record_contact, sent.request_id, PAT, key, MONDAY, desk.office, reached=reached)
        told += deliver(desk)
    desk.do(close, sent.request_id, "helped", PAT, MONDAY, desk.office)
    told += deliver(desk)
    assert [(each["event"], statuses(each)["Task"]) for each in told] == [
        ("sent", "requested"),
        ("acknowledged", "accepted"),
        ("contact_tried", "in-progress"),
        ("contact_made", "in-progress"),
        ("closed", "completed"),
    ]


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
    assert statuses(told[0]) == {"ServiceRequest": "revoked", "Task": "cancelled"}


def test_the_end_of_what_was_agreed_to_is_told(desk: Desk) -> None:
    desk.send()
    deliver(desk)
    desk.do(escalate, MONDAY + days(180), desk.office)
    assert "webhook/expired" in desk.outbox()


def test_a_part_taken_back_is_told_of_without_naming_it(desk: Desk) -> None:
    sent = desk.send()
    desk.do(withdraw_items, sent.request_id, ["change"], MONDAY, desk.office)
    told = deliver(desk)
    assert [each["event"] for each in told] == ["sent", "less_shared"]
    assert not any(answer in json.dumps(told) for answer in ANSWERS.values())


def test_a_handing_over_names_the_new_contact(desk: Desk) -> None:
    sent = desk.send()
    desk.do(hand_over, sent.request_id, "sky_barlow", YES, 1, PAT, "over-1", MONDAY, desk.office)
    told = deliver(desk)
    assert [each["event"] for each in told] == ["sent", "handed_over"]
    assert "Sky Barlow" in json.dumps(told) and "Pat Ashdown" not in json.dumps(told)


def test_nothing_is_announced_where_there_is_no_case_management(store: Store, office: Office) -> None:
    desk = Desk(store, office)
    desk.send()
    assert not any("webhook" in key for key in desk.outbox())
