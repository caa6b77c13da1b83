"""Single sign-on: whom the organisation vouches for gets in under the same rules."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from core.audit import AuditEntry
from core.logs import without_personal_data
from staff.accounts import remove_account
from staff.links import ASKS_PER_CLIENT, TRIES_PER_CLIENT
from tests.web.conftest import words_of
from tests.web.staff.conftest import Desk
from tests.web.staff.organisation import ANSWER, ASK, PAT, Organisation, there
from tests.web.staff.provider import SECRET
from web.staff.single_sign_on import COOKIE
from web.staff.visits import STAFF_COOKIE

__all__ = ["there"]


async def test_who_is_vouched_for_gets_the_same_session_as_by_link(there: Organisation) -> None:
    member = await there.desk.visit()
    assert "Sign in with your organisation" in await member.look("/desk/sign-in")
    answer = await there.sign_in(member)
    assert (answer.status, answer.headers["Location"]) == (303, "/desk")
    cookie = answer.cookies[STAFF_COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    assert answer.cookies[COOKIE].value == ""
    assert "No request waits for you." in await member.look("/desk")
    there.desk.hands.move(minutes=there.desk.door.settings.staff_idle_minutes)
    assert (await member.get("/desk")).status == 303
    with there.desk.door.sessions() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).one()
    assert (last.what, last.why) == ("staff/signed_in", "single sign-on")


async def test_it_leads_to_the_request_that_was_asked_for_and_nowhere_else(there: Organisation) -> None:
    sent, member = there.desk.send(), await there.desk.visit()
    assert (
        f'href="{ASK}?to={sent.reference}"'
        in await (await member.get(f"/desk/sign-in?to={sent.reference}")).text()
    )
    answer = await there.sign_in(member, f"{ASK}?to={sent.reference}")
    assert answer.headers["Location"] == f"/desk/{sent.reference}"
    answer = await there.sign_in(member, f"{ASK}?to=//evil.example")
    assert answer.headers["Location"] == "/desk"


async def test_an_address_is_compared_as_links_compare_it(there: Organisation) -> None:
    there.provider.email = "Pat@Example.ORG"
    assert (await there.sign_in(await there.desk.visit())).status == 303


async def test_a_provider_that_wants_our_secret_in_the_form_gets_it_there(there: Organisation) -> None:
    there.provider.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert (await there.sign_in(await there.desk.visit())).status == 303


@pytest.mark.parametrize("email", ["nobody@example.org", "gone@example.org"])
async def test_who_has_no_account_or_was_removed_stays_outside(there: Organisation, email: str) -> None:
    keys, now = there.desk.parts.staff_keys, there.desk.hands()
    there.desk.add("gone@example.org", "admin")
    there.desk.do(lambda session, _: remove_account(session, keys, "gone@example.org", now))
    there.provider.email = email
    answer = await there.sign_in(await there.desk.visit())
    assert answer.status == 403 and "no account here" in words_of(await answer.text())
    assert there.sessions() == 0


@pytest.mark.parametrize("silent", ["discovery", "token", "keys"])
async def test_a_provider_that_does_not_answer_is_told_and_links_still_work(
    there: Organisation, silent: str
) -> None:
    member = await there.desk.visit()
    answer = there.provider.authorise(await there.ask(member))
    there.provider.silent = silent
    shown = await member.get(f"{ANSWER}?{answer}")
    assert shown.status == 503 and "does not answer" in words_of(await shown.text())
    assert (await member.sign_in(PAT)).status == 303


async def test_one_client_cannot_try_for_ever(there: Organisation) -> None:
    member = await there.desk.visit()
    for _ in range(TRIES_PER_CLIENT):
        assert (await member.get(f"{ANSWER}?code=x&state=y")).status == 403
    assert (await member.get(f"{ANSWER}?code=x&state=y")).status == 429


async def test_one_client_cannot_have_the_provider_asked_for_ever(there: Organisation) -> None:
    member = await there.desk.visit()
    for _ in range(ASKS_PER_CLIENT):
        assert (await member.get(ASK)).status == 303
    refused = await member.get(ASK)
    assert refused.status == 429 and "Wait 15 minutes" in words_of(await refused.text())
    assert there.provider.asked == ["discovery"] * ASKS_PER_CLIENT


async def test_without_a_provider_there_is_no_such_page(desk: Desk) -> None:
    member = await desk.visit()
    for path in (ASK, ANSWER):
        assert (await member.get(path)).status == 404
    assert "organisation" not in await member.look("/desk/sign-in")


async def test_neither_logs_nor_addresses_hold_who_signed_in(
    there: Organisation, logs: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    member = await there.desk.visit()
    asked = await there.ask(member)
    await member.get(f"{ANSWER}?{there.provider.authorise(asked)}")
    there.provider.email = "nobody@example.org"
    await there.sign_in(member)
    there.provider.claims = {"nonce": "x"}
    await there.sign_in(member)
    said = json.dumps(logs, default=str) + caplog.text
    for secret in (PAT, "nobody@", asked["state"], asked["nonce"], "code-0", SECRET):
        assert secret not in said
    assert SECRET not in str(asked) and "another nonce" in said


async def test_why_it_was_refused_reaches_the_log(there: Organisation, logs: list[dict[str, Any]]) -> None:
    member = await there.desk.visit()
    there.provider.claims = {"nonce": "x"}
    await there.sign_in(member)
    await member.get(f"{ANSWER}?code=x&state=y")
    there.provider.claims, there.provider.discovery = {}, {"issuer": "https://evil.example"}
    await member.get(ASK)
    refused = [without_personal_data(None, "", line) for line in logs if line["event"].endswith("refused")]
    assert [line["error"] for line in refused] == ["another nonce", "another state", "another issuer"]
