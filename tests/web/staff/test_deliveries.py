"""What the site does by the clock, and what managers can do about a delivery that was given up."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select, text, update

from core.audit import AuditEntry
from core.errors import SettingsError
from core.mail.mailbox import MailboxMail
from core.outbox.models import OutboxEntry
from core.settings import Settings
from earlyhelp.requests import HelpRequest
from tests.core.dribbling import dribbling
from tests.core.smtp_server import SmtpServer
from tests.web.conftest import Directory
from tests.web.staff.conftest import PRODUCTION, Desk, Member, Opening
from web.app import build_app
from web.door import DESK
from web.staff.desk import MOST
from web.staff.rights import RIGHTS


async def until(desk: Desk, address: str, count: int = 1) -> list[str]:
    """The texts of the mails to an address, once there are so many."""
    for _ in range(600):
        found = [each.mail.text for each in desk.mails(address)]
        if len(found) >= count:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("The mails did not come.")


async def test_a_mail_goes_out_by_itself_and_holds_nothing_about_the_person(desk: Desk) -> None:
    sent = desk.send()
    mail = (await until(desk, "pat.ashdown@example.org"))[0]
    assert f"/desk/{sent.reference}" in mail and "Morwenna" not in mail


async def test_the_night_leaves_a_mail_of_that_day_in_the_mailbox(desk: Desk, pat: Member) -> None:
    desk.hands.move(days=181)
    await pat.sign_in("pat@example.org")
    kept = [each.message_id for each in desk.mails("pat@example.org")]
    desk.hands.move(days=1)
    await desk.delivered()
    assert [each.message_id for each in desk.mails("pat@example.org")] == kept[:1]


async def test_mail_goes_to_the_mail_server_that_is_set(opening: Opening) -> None:
    with SmtpServer() as server:
        desk = await opening(smtp_host="127.0.0.1", smtp_port=server.port, smtp_security="none")
        sent = desk.send()
        await desk.delivered()
        for _ in range(200):
            if server.accepted:
                break
            await asyncio.sleep(0.02)
        assert sent.reference in server.accepted[0].text
        assert desk.mails("pat.ashdown@example.org") == []


async def test_deadlines_are_kept_by_the_clock(desk: Desk) -> None:
    sent = desk.send()
    await desk.delivered()
    desk.hands.move(days=3)
    await desk.delivered()
    await desk.delivered()
    texts = await until(desk, "pat.ashdown@example.org", 2)
    assert "waits for your answer" in texts[0]
    with desk.door.sessions() as session:
        assert session.get_one(HelpRequest, sent.request_id).step == 1


async def test_a_mail_server_that_hangs_stops_no_deadline(opening: Opening) -> None:
    with dribbling() as port:
        desk = await opening(smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
        sent = desk.send()
        desk.app[DESK].rounds.wake()
        for _ in range(600):
            with desk.door.sessions() as session:
                state = session.scalar(select(OutboxEntry.state).where(OutboxEntry.key.contains("/new/")))
            if state == "sending":
                break
            await asyncio.sleep(0.02)
        desk.hands.move(days=3)
        desk.app[DESK].rounds.wake()
        for _ in range(600):
            with desk.door.sessions() as session:
                step = session.get_one(HelpRequest, sent.request_id).step
            if step:
                break
            await asyncio.sleep(0.02)
        assert (state, step) == ("sending", 1)


async def test_what_is_over_is_forgotten_at_night(desk: Desk, pat: Member) -> None:
    desk.send()
    await pat.ask_for_link("pat@example.org")
    await desk.delivered()
    with desk.door.sessions.begin() as session:
        session.execute(update(MailboxMail).values(created_at=desk.hands()))
    desk.hands.move(days=200)
    await desk.delivered()
    with desk.door.sessions() as session:
        kept = {
            table: session.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            for table in ("request_item", "staff_session", "staff_link", "staff_try", "mailbox")
        }
    assert set(kept.values()) == {0}


async def test_the_rounds_survive_an_error_and_log_its_class_alone(
    desk: Desk, logs: list[dict[str, Any]]
) -> None:
    with desk.door.sessions.begin() as session:
        session.execute(text("ALTER TABLE outbox RENAME TO outbox_away"))
    await desk.delivered()
    with desk.door.sessions.begin() as session:
        session.execute(text("ALTER TABLE outbox_away RENAME TO outbox"))
    desk.send()
    await desk.delivered()
    assert await until(desk, "pat.ashdown@example.org")
    failures = [line for line in logs if line["event"] == "background work failed"]
    assert failures and all(line["error"] == "OperationalError" for line in failures)
    assert all(set(line) <= {"event", "log_level", "task", "error"} for line in failures)


async def test_the_site_stops_cleanly_while_its_rounds_run(desk: Desk, logs: list[dict[str, Any]]) -> None:
    for number in range(20):
        desk.send(f"press-{number}")
    desk.app[DESK].rounds.wake()
    await desk.clients[0].close()
    assert not [line for line in logs if line["event"] == "background work failed"]


async def test_a_manager_sends_again_what_was_given_up(desk: Desk, casey: Member) -> None:
    sent = desk.send()
    await desk.delivered()
    with desk.door.sessions.begin() as session:
        entry = session.scalars(select(OutboxEntry).where(OutboxEntry.key.endswith("new/pat_ashdown"))).one()
        sealed = desk.door.vault.seal(b'{"to": "a", "subject": "b", "text": "c"}', f"outbox/{entry.key}")
        dead = {"state": "dead", "sealed": sealed, "attempts": 48, "last_error": "SMTPServerDisconnected"}
        session.execute(update(OutboxEntry).where(OutboxEntry.id == entry.id).values(**dead))
    page = await casey.look("/desk")
    assert f"Mail to Pat Ashdown, {sent.reference}" in page and "SMTPServerDisconnected" in page
    answer = await casey.press("/desk", f"/desk/deliveries/{entry.id}/again")
    assert answer.headers["Location"] == "/desk?done=again"
    for _ in range(200):
        await desk.delivered()
        with desk.door.sessions() as session:
            if session.get_one(OutboxEntry, entry.id).state == "sent":
                break
    assert "Everything was sent." in await casey.look("/desk")
    for unknown in ("999999", "9999999999"):
        assert (await casey.press("/desk", f"/desk/deliveries/{unknown}/again")).status == 303


async def test_a_manager_sends_all_again_after_a_fault_of_the_mail_server(desk: Desk, casey: Member) -> None:
    for number in range(MOST + 2):
        desk.send(f"press-{number}")
    await desk.delivered()
    with desk.door.sessions.begin() as session:
        letters = OutboxEntry.key.endswith("new/pat_ashdown")
        for entry in session.scalars(select(OutboxEntry).where(letters)):
            mail = b'{"to": "pat.ashdown@example.org", "subject": "b", "text": "c"}'
            entry.sealed, entry.state = desk.door.vault.seal(mail, f"outbox/{entry.key}"), "dead"
    page = await casey.look("/desk")
    assert f"{MOST + 2} deliveries were given up; these are the oldest {MOST}" in page
    assert page.count("Mail to Pat Ashdown") == 2 * MOST
    answer = await casey.press("/desk", "/desk/deliveries/again")
    assert answer.headers["Location"] == "/desk?done=all-again"
    with desk.door.sessions() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).one()
    assert (last.what, last.subject, last.why) == ("outbox/all_again", "outbox", f"entries {MOST + 2}")
    await desk.delivered()
    assert "Everything was sent." in await casey.look("/desk")


def missing_routes(app: web.Application) -> set[tuple[str, str]]:
    """What the table names and this site does not have."""
    return set(RIGHTS) - {
        (route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.resource is not None
    }


async def test_the_mailbox_shows_mails_in_development_alone(
    desk: Desk, settings: Settings, directory: Directory, own_data: Path
) -> None:
    desk.send()
    await until(desk, "pat.ashdown@example.org")
    page = await (await desk.visit()).look("/dev/mailbox")
    assert "To pat.ashdown@example.org" in page and "You have been asked to help" in page
    production = replace(settings, data=own_data, smtp_host="mail.example.org", **PRODUCTION)
    app = build_app(production, places=directory.places, search_=directory.search)
    assert missing_routes(app) == {("GET", "/dev/mailbox")}


@pytest.mark.parametrize(
    "changes",
    [
        {"public_host": "0.0.0.0"},
        {"public_host": "192.0.2.7"},
        {"public_host": "::"},
        {"public_url": "https://help.example.org"},
        {"trust_proxy": True},
    ],
)
async def test_a_site_in_development_that_others_can_reach_has_no_mailbox(
    opening: Opening, own_data: Path, changes: dict[str, Any]
) -> None:
    sending = {**PRODUCTION, "environment": "development", "smtp_host": "mail.example.org"}
    desk = await opening(data=own_data, **{**sending, **changes})
    member = await desk.visit()
    assert (await member.get("/dev/mailbox")).status == 404
    assert missing_routes(desk.app) == {("GET", "/dev/mailbox")}
    page = await (await member.ask_for_link("pat@example.org")).text()
    assert "/dev/mailbox" not in page


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "help.example.org"},
        {"X-Forwarded-For": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
        {"Via": "1.1 proxy"},
    ],
)
async def test_the_mailbox_answers_nobody_who_comes_from_elsewhere(
    desk: Desk, headers: dict[str, str]
) -> None:
    member = await desk.visit()
    assert (await member.get("/dev/mailbox")).status == 200
    assert (await member.get("/dev/mailbox", headers=headers)).status == 404


async def test_production_takes_requests_only_where_they_reach_somebody(
    settings: Settings, directory: Directory, own_data: Path, logs: list[dict[str, Any]]
) -> None:
    production = replace(settings, **PRODUCTION)
    app = build_app(production, places=directory.places, search_=directory.search)
    assert missing_routes(app) == {
        (method, path) for method, path in RIGHTS if path.startswith(("/desk", "/dev", "/my-request"))
    }
    assert [line["event"] for line in logs] == ["no requests are taken"]
    changed = replace(production, data=own_data)
    for setting, wrong in (
        ("SMTP_HOST", {"smtp_host": ""}),
        ("PUBLIC_URL", {"public_url": ""}),
        ("PUBLIC_URL", {"public_url": "http://help.somerset.test"}),
        ("SMTP_FROM", {"smtp_from": Settings().smtp_from}),
        ("SMTP_SECURITY", {"smtp_security": "none"}),
    ):
        named = replace(changed, **{"smtp_host": "mail.example.org", **wrong})
        with pytest.raises(SettingsError, match=f"OPENDOOR_{setting}"):
            build_app(named, places=directory.places, search_=directory.search)


@pytest.mark.parametrize("changes", [{"public_host": "0.0.0.0"}, {"trust_proxy": True}])
def test_no_family_that_comes_from_elsewhere_meets_invented_contacts(
    settings: Settings, directory: Directory, changes: dict[str, Any]
) -> None:
    app = build_app(replace(settings, **changes), places=directory.places, search_=directory.search)
    assert ("GET", "/desk") in missing_routes(app) and ("GET", "/my-request") in missing_routes(app)


async def test_the_start_says_how_many_contacts_could_not_open_a_request(
    opening: Opening, logs: list[dict[str, Any]]
) -> None:
    desk = await opening()
    warnings = [line for line in logs if line["event"] == "contacts without an account"]
    assert [line["count"] for line in warnings] == [len(desk.parts.office.contacts.by_key)]
    assert "pat" not in str(warnings).lower()


async def test_a_manager_sees_the_requests_whose_contact_has_left(desk: Desk, casey: Member) -> None:
    sent = desk.send()
    with desk.door.sessions.begin() as session:
        found = session.get_one(HelpRequest, sent.request_id)
        found.contact, found.contact_mark = "alex_gone", "of-alex"
    page = await casey.look("/desk")
    assert "Their contact has left" in page and sent.reference in page and "someone who has left" in page
