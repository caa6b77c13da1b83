"""What we call FHIR R4 is R4 to `fhir.resources`, which knows nothing of us and lives in its own environment."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.settings import PROJECT
from earlyhelp.fhir import request_bundle, status_bundle
from earlyhelp.office import Office
from earlyhelp.requests import (
    Submitted,
    acknowledge,
    close,
    hand_over,
    record_contact,
    withdraw,
    withdraw_items,
)
from tests.core.conftest import Store
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, REFUSED, Desk, a_draft, days

pytestmark = pytest.mark.fhir

WANTED = ("--with", "fhir.resources==6.4.0", "--with", "pydantic[email]>=1.10,<2")
"""The last version for R4 (4.0.1), with a pydantic that it can be read with."""

Bundle = dict[str, Any]
Check = Callable[[Sequence[Bundle]], list[str]]
numbers = iter(range(10**9))


@pytest.fixture(scope="session")
def check() -> Check:
    """Gives the problems of bundles; skips where the environment cannot be made."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(PROJECT / ".tools" / "uv" / "bin"))
    if uv is None:
        pytest.skip("there is no uv to make an environment for fhir.resources")
    python = [uv, "run", "--quiet", "--isolated", "--no-project", "--python", "3.11", *WANTED, "python"]
    probe = subprocess.run([*python, "-c", "import fhir.resources"], capture_output=True, text=True)
    if probe.returncode:
        pytest.skip("fhir.resources cannot be installed here (it needs PyPI, or uv's cache of it)")

    def run(bundles: Sequence[Bundle]) -> list[str]:
        checker = str(Path(__file__).with_name("fhir_checker.py"))
        given = json.dumps(bundles)
        done = subprocess.run([*python, checker], input=given, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()

    return run


def bundle(desk: Desk, sent: Submitted, now: Any = MONDAY, reader: str | None = None) -> Bundle:
    made: Bundle = desk.do(request_bundle, desk.request(sent), now, desk.office, reader)
    return made


def a_life(desk: Desk) -> Iterator[Bundle]:
    """One request after each thing that can happen to it, for everybody who may read it."""
    sent, office = desk.send(young=True, agreed={**a_draft().agreed, "age": True}), desk.office
    yield status_bundle(desk.request(sent), MONDAY, office)
    for reader in (None, "jo_lake", "casey_holm", ""):
        yield bundle(desk, sent, MONDAY, reader)
    desk.do(acknowledge, sent.request_id, PAT, MONDAY + days(1), office)
    yield bundle(desk, sent)
    desk.do(
        record_contact,
        sent.request_id,
        PAT,
        "call-1",
        MONDAY + days(2),
        office,
        reached=False,
        note="No answer",
    )
    yield bundle(desk, sent)
    desk.do(record_contact, sent.request_id, PAT, "call-2", MONDAY + days(3), office, reached=True)
    yield bundle(desk, sent)
    desk.do(withdraw_items, sent.request_id, ["name"], MONDAY + days(3), office)
    yield bundle(desk, sent, MONDAY + days(3))
    desk.do(close, sent.request_id, next(iter(office.wording.outcomes)), PAT, MONDAY + days(4), office)
    yield bundle(desk, sent, MONDAY + days(4))


def other_ends(desk: Desk) -> Iterator[Bundle]:
    """Requests that ended otherwise, and one that is with its second holder."""
    office = desk.office
    withdrawn = desk.send("press-2")
    desk.do(withdraw, withdrawn.request_id, MONDAY + days(1), office)
    yield bundle(desk, withdrawn, MONDAY + days(1))
    unreached = desk.send("press-3")
    desk.do(acknowledge, unreached.request_id, PAT, MONDAY, office)
    desk.do(record_contact, unreached.request_id, PAT, "call-1", MONDAY, office, reached=False)
    desk.do(close, unreached.request_id, "not_reached", PAT, MONDAY, office)
    yield bundle(desk, unreached)
    handed = desk.send("press-4")
    agreed = dict.fromkeys(ANSWERS, True)
    desk.do(hand_over, handed.request_id, "jo_lake", agreed, 1, PAT, "hand-1", MONDAY, office)
    yield bundle(desk, handed)
    yield bundle(desk, handed, MONDAY, "pat_ashdown")


def test_every_state_of_a_request_is_valid_r4(desk: Desk, check: Check) -> None:
    bundles = [*a_life(desk), *other_ends(desk)]
    ended = desk.send("press-5")
    nothing = desk.send("press-6", answers={}, agreed={})
    refused = desk.send("press-7", agreed=dict.fromkeys(ANSWERS | REFUSED, False))
    bundles += [bundle(desk, ended, MONDAY + days(400)), bundle(desk, nothing), bundle(desk, refused)]
    assert check(bundles) == []


def test_the_check_finds_what_is_wrong(sqlite: Store, office: Office, check: Check) -> None:
    desk = Desk(sqlite, office)

    def broken(change: Callable[[Bundle], None]) -> Bundle:
        made: Bundle = json.loads(json.dumps(bundle(desk, desk.send())))
        change(made)
        return made

    def of(made: Bundle, kind: str) -> Bundle:
        found: Bundle = next(
            each["resource"] for each in made["entry"] if each["resource"]["resourceType"] == kind
        )
        return found

    found = check(
        [
            broken(lambda made: of(made, "Task").update(status="asleep")),
            broken(lambda made: of(made, "Consent").pop("scope")),
            broken(lambda made: of(made, "ServiceRequest").update(unknown="x")),
            broken(lambda made: of(made, "Task")["focus"].update(reference="urn:uuid:nobody")),
        ]
    )
    assert {line.partition(":")[0] for line in found} == {f"bundle {number}" for number in range(1, 5)}


def test_whatever_people_write_is_valid_r4(sqlite: Store, office: Office, check: Check) -> None:
    desk, bundles = Desk(sqlite, office), []

    @given(st.fixed_dictionaries(dict.fromkeys(ANSWERS, st.text(max_size=60))))
    @settings(
        max_examples=60,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    def send(answers: dict[str, str]) -> None:
        sent = desk.send(f"press-{next(numbers)}", answers=answers, agreed=dict.fromkeys(ANSWERS, True))
        bundles.append(bundle(desk, sent))

    send()
    assert check(bundles) == []
