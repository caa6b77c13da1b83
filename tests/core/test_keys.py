"""After a change of secret everything opens with the present one alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot.conversations.identity import row_id, sealed_id_under
from bot.conversations.models import Conversation
from core.audit import append, audited, verify
from core.database import Base
from core.errors import SealError
from core.keys import REGISTER, Keys, Rotated, keys_of, rotate
from core.mail import Mail, MailboxSender, read_mailbox
from core.mail.mailbox import MailboxMail
from core.outbox import block, put
from core.outbox.leases import LEASE, lease_next
from core.outbox.models import sealed_under
from core.settings import Settings
from core.tables import load_tables
from web.conversations import Conversations, Sent
from web.messages import Choice, Reply

from .conftest import NOW, SECRET, Store, open_store

NEW = SECRET[::-1]
MAIL = Mail("staff@example.org", "Hello", "A request waits for you.")
EACH = 7


@pytest.fixture
def filled(store: Store) -> Store:
    """Something in every table of the core and the chat, sealed with SECRET."""
    load_tables()
    chats = Conversations(store.sessions, store.vault, lambda: NOW)
    for number in range(EACH):
        cookie = f"cookie {number}"
        turn = chats.begin(cookie, Sent(text=f"hello {number}"))
        chats.finish(cookie, turn, [Reply("Which?", choices=(Choice("Money", "/money"),))])
        MailboxSender(store.sessions, store.vault, lambda: NOW).send(f"{number:032}", MAIL.payload())
        with store.sessions.begin() as session:
            put(session, store.vault, f"request/{number}/sent", "mail", MAIL.payload(), NOW)
            session.add(conversation(store, f"conversation {number}"))
            append(session, "staff-1", "viewed", "request-1", now=NOW)
    with store.sessions.begin() as session:
        block(session, "request/0", NOW)
    return store


def conversation(store: Store, name: str) -> Conversation:
    row = row_id(store.settings.secret_key, name)
    return Conversation(
        id=row,
        sealed=store.vault.seal(b"words", name),
        sealed_id=store.vault.seal(name.encode(), sealed_id_under(row)),
        updated_at=NOW,
        expires_at=NOW + timedelta(days=30),
    )


def changed(settings: Settings) -> Settings:
    return replace(settings, secret_key=NEW, previous_secret_key=SECRET)


def run(store: Store, batch: int = 3) -> dict[str, Rotated]:
    done = rotate(store.sessions, keys_of(changed(store.settings)), batch)
    return {each.table: each for each in done if each.renewed or each.already or each.stuck}


def test_after_it_the_present_secret_alone_opens_everything(filled: Store) -> None:
    done = run(filled)
    assert {table: each.renewed for table, each in done.items()} == {
        "audit_end": 1,
        "chat_button": EACH,
        "chat_message": EACH * 2,
        "conversation": EACH,
        "mailbox": EACH,
        "outbox": EACH - 1,
    }
    assert sum(each.stuck for each in done.values()) == 0
    after = open_store(replace(filled.settings, secret_key=NEW))
    chats = Conversations(after.sessions, after.vault, lambda: NOW)
    with after.sessions.begin() as session:
        assert verify(session).broken_at is None
        assert append(session, "staff-1", "viewed", "request-1", now=NOW) == EACH + 1
        assert [each.mail for each in read_mailbox(session, after.vault)] == [MAIL] * EACH
        for number in range(EACH):
            kept = session.get_one(Conversation, row_id(NEW, f"conversation {number}"))
            assert after.vault.open(kept.sealed, f"conversation {number}") == b"words"
            said, asked = chats.read(f"cookie {number}")
            assert (said.text, asked.buttons[0].label) == (f"hello {number}", "Money")
        leased = lease_next(session, NOW, LEASE)
        assert leased is not None and after.vault.open(leased.sealed, sealed_under(leased.key))


def test_the_secret_before_no_longer_opens_anything(filled: Store) -> None:
    run(filled)
    before = Conversations(filled.sessions, filled.vault, lambda: NOW)
    with pytest.raises(SealError):
        before.read("cookie 1")
    with filled.sessions() as session, pytest.raises(SealError):
        read_mailbox(session, filled.vault)


def test_run_again_it_changes_nothing(filled: Store) -> None:
    first, second = run(filled), run(filled)
    assert all(each.renewed == 0 for each in second.values())
    assert second["conversation"].already == first["conversation"].renewed
    assert second["outbox"].already == EACH


def test_stopped_in_the_middle_it_goes_on_where_it_was(filled: Store) -> None:
    complete = REGISTER["chat_message"]
    seen = 0

    class StoppedError(Exception):
        pass

    def stopping(session: Session, row: object, keys: Keys) -> Mapping[str, Any] | None:
        nonlocal seen
        seen += 1
        if seen > EACH:
            raise StoppedError
        return complete.renew(session, row, keys)

    REGISTER["chat_message"] = replace(complete, renew=stopping)
    try:
        with pytest.raises(StoppedError):
            run(filled)
    finally:
        REGISTER["chat_message"] = complete
    done = run(filled)
    assert done["chat_button"].already == EACH
    assert (done["chat_message"].already, done["chat_message"].renewed) == (6, EACH * 2 - 6)
    assert run(filled)["chat_message"].already == EACH * 2


def test_a_row_that_changed_meanwhile_keeps_its_change(filled: Store) -> None:
    present = keys_of(changed(filled.settings)).vault
    complete = REGISTER["mailbox"]

    def racing(session: Session, row: MailboxMail, keys: Keys) -> Mapping[str, Any] | None:
        values = complete.renew(session, row, keys)
        newer = present.seal(b"newer", f"mailbox/{row.message_id}")
        writing = text("UPDATE mailbox SET sealed = :newer WHERE id = :id")
        session.connection().execute(writing, {"newer": newer, "id": row.id})
        return values

    REGISTER["mailbox"] = replace(complete, renew=racing)
    try:
        run(filled, batch=1)
    finally:
        REGISTER["mailbox"] = complete
    with filled.sessions() as session:
        for kept in session.scalars(select(MailboxMail)):
            assert present.open(kept.sealed, f"mailbox/{kept.message_id}") == b"newer"


def test_what_no_secret_opens_is_counted_and_left(filled: Store) -> None:
    with filled.sessions.begin() as session:
        session.execute(text("UPDATE conversation SET sealed_id = NULL"))
        session.add(conversation(under_a_lost_secret(filled), "another"))
    done = run(filled)["conversation"]
    assert (done.renewed, done.already, done.stuck) == (0, 0, EACH + 1)


def under_a_lost_secret(store: Store) -> Store:
    """The same database, under a secret that nobody has any more."""
    return open_store(replace(store.settings, secret_key="x" * 40))


def test_a_forged_end_of_the_audit_is_not_signed_again(filled: Store) -> None:
    with filled.sessions.begin() as session:
        session.execute(text("UPDATE audit_end SET entries = entries - 1"))
    assert run(filled)["audit_end"].stuck == 1
    after = changed(filled.settings)
    with audited(filled.sessions, after)() as session:
        assert verify(session).broken_at is not None


def test_every_sealed_column_is_registered() -> None:
    load_tables()
    sealed = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.startswith("sealed")
    }
    registered = {(name, column) for name, table in REGISTER.items() for column in table.columns}
    made_with_the_key = {("audit_end", "mark"), ("staff_account", "email_hash")}
    assert sealed == registered - made_with_the_key
