"""Signing in by mail: once, in time, for known addresses alone, without ever saying which are known."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, text

from core.audit import AuditEntry, verify
from core.keys import keys_of, rotate
from core.tables import load_tables
from staff.accounts import remove_account, sign_out
from staff.keys import staff_keys
from staff.links import ASKS_PER_ADDRESS, ASKS_PER_CLIENT, TRIES_PER_CLIENT, ask_for_link, fresh_link
from staff.models import StaffAccount
from staff.sessions import session_times, signed_in
from tests.web.conftest import words_of
from tests.web.staff.conftest import PRODUCTION, Desk, Member, Opening
from web.staff.visits import STAFF_COOKIE

PAT = "pat@example.org"


def cookie_of(member: Member) -> str:
    jar = member.client.session.cookie_jar
    return str(jar.filter_cookies(member.client.make_url("/desk"))[STAFF_COOKIE].value)


async def test_a_link_in_a_mail_signs_in_and_is_then_used_up(desk: Desk) -> None:
    desk.add(PAT, "contact", "pat_ashdown")
    member = await desk.visit()
    await member.ask_for_link("  Pat@Example.ORG ")
    link = await desk.link_for(PAT)
    assert "example" not in link
    for _ in range(3):
        assert "Press the button to sign in" in await member.look(link)
        assert (await member.get("/desk")).status == 303
    answer = await member.press(link)
    assert (answer.status, answer.headers["Location"]) == (303, "/desk")
    assert "No request waits for you." in await member.look("/desk")
    again = await (await desk.visit()).press(link)
    assert again.status == 410
    assert "This link has been used" in words_of(await again.text())


async def test_a_link_is_too_old_after_fifteen_minutes(desk: Desk) -> None:
    desk.add(PAT, "contact", "pat_ashdown")
    member = await desk.visit()
    await member.ask_for_link(PAT)
    link = await desk.link_for(PAT)
    desk.hands.move(minutes=15)
    assert (await member.press(link)).status == 410


async def test_signing_in_uses_up_every_other_link_of_the_account(desk: Desk) -> None:
    desk.add(PAT, "contact", "pat_ashdown")
    member = await desk.visit()
    await member.ask_for_link(PAT)
    first = await desk.link_for(PAT)
    await member.sign_in(PAT)
    assert (await (await desk.visit()).press(first)).status == 410


@pytest.mark.parametrize("token", ["x", "a" * 32 + ".x", "." * 40, "%00", "a" * 2000])
async def test_a_made_up_link_signs_nobody_in(desk: Desk, token: str) -> None:
    desk.add(PAT, "contact", "pat_ashdown")
    member = await desk.visit()
    assert (await member.press(f"/desk/enter/{token}")).status == 410
    await member.ask_for_link(PAT)
    link = await desk.link_for(PAT)
    assert (await member.press(link[:-1] + ("A" if link[-1] != "A" else "B"))).status == 410


async def test_the_answer_never_says_whether_an_address_is_known(desk: Desk) -> None:
    desk.add(PAT, "contact", "pat_ashdown")
    desk.add("gone@example.org", "admin")
    desk.do(
        lambda session, _: remove_account(session, desk.parts.staff_keys, "gone@example.org", desk.hands())
    )
    answers = set()
    for email in (PAT, "gone@example.org", "nobody@example.org", "x@y", "a@b@c <pat@example.org>"):
        response = await (await desk.visit()).ask_for_link(email)
        page = re.sub(r'nonce="[^"]*"', "", await response.text())
        answers.add((response.status, page))
    assert len(answers) == 1
    await desk.link_for(PAT)
    await desk.delivered()
    assert desk.mails("gone@example.org") == [] and desk.mails("nobody@example.org") == []


async def test_what_is_no_address_is_said_to_be_none(desk: Desk) -> None:
    member = await desk.visit()
    response = await member.ask_for_link("pat")
    assert response.status == 422 and "like name@example.org" in await response.text()


async def test_an_address_gets_five_links_in_a_quarter_of_an_hour(desk: Desk) -> None:
    desk.add(PAT, "contact", "pat_ashdown")
    member = await desk.visit()
    pages = [await (await member.ask_for_link(PAT)).text() for _ in range(ASKS_PER_ADDRESS + 2)]
    assert len({re.sub(r'nonce="[^"]*"', "", page) for page in pages}) == 1
    assert len({await desk.link_for(PAT) for _ in range(ASKS_PER_ADDRESS)}) == ASKS_PER_ADDRESS
    await desk.delivered()
    assert len(desk.mails(PAT)) == ASKS_PER_ADDRESS
    desk.hands.move(minutes=16)
    await member.sign_in(PAT)
    assert (await member.get("/desk")).status == 200


async def test_a_client_that_asks_or_tries_too_often_waits(desk: Desk) -> None:
    member = await desk.visit()
    asked = [(await member.ask_for_link(f"n{n}@example.org")).status for n in range(ASKS_PER_CLIENT + 1)]
    assert asked == [200] * ASKS_PER_CLIENT + [429]
    assert "Wait 15 minutes" in words_of(await (await member.ask_for_link(PAT)).text())
    tried = [(await member.press("/desk/enter/x")).status for _ in range(TRIES_PER_CLIENT + 1)]
    assert tried == [410] * TRIES_PER_CLIENT + [429]


async def test_no_slow_hash_is_made_for_who_asks_or_tries_too_often(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, made = await desk.visit(), list[str]()
    hash_ = PasswordHasher.hash

    def counted(hasher: PasswordHasher, secret: str) -> str:
        made.append(secret)
        return hash_(hasher, secret)

    monkeypatch.setattr(PasswordHasher, "hash", counted)
    for number in range(ASKS_PER_CLIENT + 5):
        await member.ask_for_link(f"n{number}@example.org")
    assert len(made) == ASKS_PER_CLIENT


async def test_a_form_from_elsewhere_neither_asks_nor_enters(desk: Desk) -> None:
    desk.add(PAT, "contact", "pat_ashdown")
    member = await desk.visit()
    for path in ("/desk/sign-in", "/desk/enter/x"):
        assert (await member.client.post(path, data={"email": PAT})).status == 403
    await desk.delivered()
    assert desk.mails(PAT) == []


async def test_the_link_leads_to_the_request_that_was_asked_for(desk: Desk) -> None:
    desk.add(PAT, "contact", "pat_ashdown")
    sent, member = desk.send(), await desk.visit()
    asked = await member.get(f"/desk/{sent.reference}")
    answer = await member.sign_in(PAT, asked.headers["Location"])
    assert answer.headers["Location"] == f"/desk/{sent.reference}"
    other = await member.sign_in(PAT, "/desk/sign-in?to=//evil.example")
    assert other.headers["Location"] == "/desk"


async def test_the_cookie_is_for_the_whole_site_and_for_no_script(desk: Desk, opening: Opening) -> None:
    desk.add(PAT, "contact", "pat_ashdown")
    cookie = (await (await desk.visit()).sign_in(PAT)).cookies[STAFF_COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    assert not cookie["secure"]


async def test_the_cookie_is_secure_where_the_site_is(opening: Opening, own_data: Path) -> None:
    mails = {**PRODUCTION, "environment": "development", "smtp_host": "mail.example.org"}
    desk = await opening(data=own_data, **{**mails, "public_url": "https://help.example.org"})
    desk.add(PAT, "contact", "pat_ashdown")
    member = await desk.visit()
    page = await member.get("/desk/sign-in")
    visitor = {"Cookie": f"opendoor_session={page.cookies['opendoor_session'].value}"}
    token = re.findall(r'name="form_token" value="([^"]+)"', await page.text())[0]
    link, door = fresh_link(), desk.door
    keys, mail = desk.parts.staff_keys, desk.parts.sign_in_mail
    desk.do(ask_for_link, keys, link, PAT, "", door.settings.site, mail, desk.hands())
    answer = await member.client.post(
        f"/desk/enter/{link.token}", data={"form_token": token}, headers=visitor, allow_redirects=False
    )
    assert answer.cookies[STAFF_COOKIE]["secure"]


async def test_a_session_ends_when_idle_and_at_last_in_any_case(desk: Desk, pat: Member) -> None:
    settings = desk.door.settings
    for _ in range(int(settings.staff_hours * 60 / (settings.staff_idle_minutes - 1))):
        desk.hands.move(minutes=settings.staff_idle_minutes - 1)
        assert (await pat.get("/desk")).status == 200
    desk.hands.move(minutes=settings.staff_idle_minutes - 1)
    assert (await pat.get("/desk")).status == 303
    await pat.sign_in(PAT)
    desk.hands.move(minutes=settings.staff_idle_minutes)
    assert (await pat.get("/desk")).status == 303


async def test_signing_out_ends_the_session_itself(desk: Desk, pat: Member) -> None:
    cookie = cookie_of(pat)
    assert (await pat.press("/desk", "/desk/sign-out")).headers["Location"] == "/desk/signed-out"
    stolen = {"Cookie": f"{STAFF_COOKIE}={cookie}"}
    assert (await (await desk.visit()).get("/desk", headers=stolen)).status == 303


async def test_who_is_removed_or_signed_out_is_so_at_once_and_a_new_role_counts_at_once(
    desk: Desk, pat: Member
) -> None:
    keys, now = desk.parts.staff_keys, desk.hands()
    desk.add(PAT, "editor")
    assert "receives no requests" in await pat.look("/desk")
    desk.do(lambda session, _: sign_out(session, keys, PAT, now))
    assert (await pat.get("/desk")).status == 303
    await pat.sign_in(PAT)
    await pat.ask_for_link(PAT)
    link = await desk.link_for(PAT)
    desk.do(lambda session, _: remove_account(session, keys, PAT, now))
    assert (await pat.get("/desk")).status == 303
    assert (await pat.press(link)).status == 410


async def test_what_was_sent_after_the_session_ended_is_given_back(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    desk.hands.move(hours=1)
    answer = await pat.client.post(f"/desk/{sent.reference}/note", data={"note": "Rang <twice>"})
    assert answer.status == 403
    page = await answer.text()
    assert "Rang &lt;twice&gt;" in page and "was not saved" in page


async def test_tables_hold_neither_address_nor_link_nor_cookie(desk: Desk, pat: Member) -> None:
    await pat.ask_for_link(PAT)
    link = await desk.link_for(PAT)
    with desk.door.sessions() as session:
        session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    raw = b"".join(file.read_bytes() for file in desk.door.settings.home.glob("opendoor.db*"))
    secret = link.rpartition(".")[2]
    for kept_nowhere in (PAT, secret, cookie_of(pat)):
        assert kept_nowhere.encode() not in raw


async def test_signing_in_and_out_is_in_the_audit(desk: Desk, pat: Member) -> None:
    await pat.press("/desk", "/desk/sign-out")
    with desk.door.sessions() as session:
        account = session.scalars(select(StaffAccount)).one()
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        assert verify(session).broken_at is None
    assert [(each.who, each.what) for each in entries] == [
        ("operator", "staff/added"),
        (account.id, "staff/signed_in"),
        (account.id, "staff/signed_out"),
    ]


async def test_a_change_of_secret_locks_nobody_out(desk: Desk, pat: Member) -> None:
    settings = desk.door.settings
    changed = replace(settings, secret_key="n" * 40, previous_secret_key=settings.secret_key)
    times, now, contacts = session_times(settings), desk.hands(), desk.parts.office.contacts
    with desk.door.sessions() as session:
        assert signed_in(session, staff_keys(changed), cookie_of(pat), times, now, contacts) is not None
    load_tables()
    done = {each.table: each for each in rotate(desk.door.sessions, keys_of(changed))}
    assert (done["staff_account"].renewed, done["staff_account"].stuck) == (1, 0)
    with desk.door.sessions() as session:
        account = session.scalars(select(StaffAccount)).one()
    assert account.email_hash == staff_keys(changed).hash("email", PAT)


async def test_logs_hold_neither_address_nor_link(
    desk: Desk, logs: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    desk.add(PAT, "contact", "pat_ashdown")
    member = await desk.visit()
    await member.ask_for_link(PAT)
    link = await desk.link_for(PAT)
    await member.press(link)
    said = str(logs) + caplog.text
    assert PAT not in said and link.rpartition("/")[2] not in said
    assert {line["route"] for line in logs if line["event"] == "request"} >= {"/desk/enter/{token}"}
