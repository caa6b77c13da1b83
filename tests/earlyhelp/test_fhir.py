"""A request as FHIR R4: valid in shape, true in status, and nothing in it that was not agreed to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.settings import Settings
from earlyhelp.deadlines import escalate
from earlyhelp.fhir import request_bundle, status_bundle
from earlyhelp.office import Office, open_office
from earlyhelp.requests import Submitted, acknowledge, close, record_contact, withdraw, withdraw_items
from tests.core.conftest import Store
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, REFUSED, Desk, a_draft, days

REQUIRED = {
    "Consent": {"status", "scope", "category", "patient", "policyRule", "provision"},
    "ServiceRequest": {"status", "intent", "subject"},
    "Task": {"status", "intent", "focus", "for"},
}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
CAUTIONS = open_office(Settings(secret_key="s" * 40)).wording.cautions
NO_MESSAGE, NO_WAY = CAUTIONS["no_message"], CAUTIONS["no_way"]
numbers = iter(range(10**9))


def bundle(desk: Desk, sent: Submitted, now: Any = MONDAY) -> dict[str, dict[str, Any]]:
    made = desk.do(request_bundle, desk.request(sent), now, desk.office)
    assert (made["resourceType"], made["type"]) == ("Bundle", "collection")
    json.dumps(made)
    for entry in made["entry"]:
        assert entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}"
    return {entry["resource"]["resourceType"]: entry["resource"] for entry in made["entry"]}


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict | list):
        assert value, f"FHIR has no empty {name}"
        pairs = value.items() if isinstance(value, dict) else ((name, each) for each in value)
        for key, each in pairs:
            yield from leaves(each, key)
    else:
        yield name, value


def test_the_three_resources_have_what_fhir_requires_and_point_to_each_other(desk: Desk) -> None:
    made = bundle(desk, desk.send())
    assert made.keys() == REQUIRED.keys()
    for kind, required in REQUIRED.items():
        assert required <= made[kind].keys()
    for resource in made.values():
        for name, value in leaves(resource):
            assert value not in (None, "")
            if name in {"start", "end", "authoredOn", "lastModified", "dateTime"}:
                assert INSTANT.fullmatch(value)
    assert made["Task"]["focus"]["reference"] == f"urn:uuid:{made['ServiceRequest']['id']}"
    assert made["ServiceRequest"]["supportingInfo"][0]["reference"] == f"urn:uuid:{made['Consent']['id']}"
    assert made["ServiceRequest"]["subject"]["display"] == "Morwenna"
    assert made["Task"]["owner"]["display"].startswith("Pat Ashdown, Parent and Family Support Adviser")


def test_a_refused_item_is_denied_by_name_and_its_answer_is_nowhere(desk: Desk) -> None:
    made = bundle(desk, desk.send())
    provisions = {
        each["code"][0]["coding"][0]["code"]: each for each in made["Consent"]["provision"]["provision"]
    }
    assert {item for item, each in provisions.items() if each["type"] == "permit"} == set(ANSWERS)
    assert {item for item, each in provisions.items() if each["type"] == "deny"} == set(REFUSED)
    assert provisions["name"]["period"]["end"] == "2027-05-22T10:00:00+00:00"
    assert not any(answer in json.dumps(made) for answer in REFUSED.values())


def test_status_follows_the_request(desk: Desk) -> None:
    sent = desk.send()

    def status() -> tuple[str, str]:
        made = bundle(desk, sent)
        return made["ServiceRequest"]["status"], made["Task"]["status"]

    assert status() == ("active", "requested")
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    assert status() == ("active", "accepted")
    desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY, desk.office, reached=False)
    assert status() == ("active", "in-progress")
    desk.do(close, sent.request_id, "not_reached", PAT, MONDAY, desk.office)
    assert status() == ("completed", "failed")
    assert bundle(desk, sent)["Task"]["statusReason"] == {"text": "Nobody could be reached"}


def test_what_must_be_heeded_comes_before_the_answers(desk: Desk) -> None:
    sent = desk.send(young=True, agreed={**a_draft().agreed, "age": True})
    notes = [each["text"] for each in bundle(desk, sent)["ServiceRequest"]["note"]]
    assert notes[:2] == ["Under 18: no parent may be told unless the young person agrees.", NO_MESSAGE]
    assert "Do not leave a message" in NO_MESSAGE
    assert [note.partition(": ")[0] for note in notes[2:]] == [
        "Name of who asked",
        "Age",
        "How and when to get in touch",
        "School or nursery",
        "What they want to change",
        "What is going well",
    ]


def test_a_withdrawn_or_ended_consent_leaves_no_answer(desk: Desk) -> None:
    ended, taken_back = desk.send("press-1"), desk.send("press-2")
    desk.do(withdraw, taken_back.request_id, MONDAY + days(1), desk.office)
    for made in (bundle(desk, ended, MONDAY + days(200)), bundle(desk, taken_back, MONDAY + days(1))):
        assert made["Consent"]["status"] == "inactive"
        assert [each["text"] for each in made["ServiceRequest"].get("note", ())] in ([], [NO_WAY])
        assert "display" not in made["ServiceRequest"]["subject"]
        assert not any(answer in json.dumps(made) for answer in ANSWERS.values())
    made = bundle(desk, taken_back, MONDAY + days(1))
    assert (made["ServiceRequest"]["status"], made["Task"]["status"]) == ("revoked", "cancelled")
    for each in made["Consent"]["provision"]["provision"]:
        was_given = each["code"][0]["coding"][0]["code"] in ANSWERS
        assert each["type"] == "deny"
        assert each.get("period") == ({"start": "2026-11-24T10:00:00+00:00"} if was_given else None)


def test_whoever_may_see_nothing_gets_no_decision_either(desk: Desk) -> None:
    sent = desk.send()
    for reader in ("casey_holm", "jo_lake", ""):
        made = desk.do(request_bundle, desk.request(sent), MONDAY, desk.office, reader)
        assert made == status_bundle(desk.request(sent), MONDAY, desk.office)


def test_a_request_that_has_run_out_is_revoked(desk: Desk) -> None:
    sent = desk.send()
    desk.do(escalate, MONDAY + days(180), desk.office)
    made = bundle(desk, sent, MONDAY + days(180))
    assert (made["ServiceRequest"]["status"], made["Task"]["status"]) == ("revoked", "cancelled")
    assert made["Task"]["lastModified"] == "2027-05-22T10:00:00+00:00"


def test_a_request_that_shares_nothing_is_a_rejected_consent(desk: Desk) -> None:
    nothing = desk.send("press-1", answers={}, agreed={})
    refused = desk.send("press-2", agreed=dict.fromkeys(ANSWERS | REFUSED, False))
    for sent in (nothing, refused):
        made = bundle(desk, sent)
        assert made["Consent"]["status"] == "rejected"
        for resource in made.values():
            list(leaves(resource))


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_only_items_agreed_to_are_ever_in_it(sqlite: Store, office: Office, data: st.DataObject) -> None:
    desk = Desk(sqlite, office)
    agreed = {item: data.draw(st.booleans(), item) for item in ANSWERS}
    taken = data.draw(st.sets(st.sampled_from(sorted(ANSWERS))))
    sent = desk.send(f"press-{next(numbers)}", answers=ANSWERS, agreed=agreed)
    desk.do(withdraw_items, sent.request_id, taken, MONDAY, office)
    words = json.dumps(bundle(desk, sent))
    for item, answer in ANSWERS.items():
        assert (answer in words) == (agreed[item] and item not in taken)
