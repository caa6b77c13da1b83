"""`opendoor keys rotate` and `opendoor audit verify`, as an operator meets them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from cli.audit import verify
from cli.keys import rotate
from core.audit import append, audited
from core.clock import utc_now
from core.database import open_database
from core.encryption import Vault
from core.errors import AuditError, SealError, SettingsError
from core.migrating import migrate
from core.outbox import put
from core.settings import load_settings

OLD, NEW = "an old secret that is long enough for tests", "a new secret that is long enough for tests"


@pytest.fixture
def used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with a mail waiting and two entries in the audit, under OLD."""
    monkeypatch.setenv("OPENDOOR_HOME", str(tmp_path))
    monkeypatch.setenv("OPENDOOR_SECRET_KEY", OLD)
    settings = load_settings()
    migrate(settings.database)
    with audited(open_database(settings.database), settings).begin() as session:
        put(session, Vault(OLD), "request/1/sent", "mail", {"text": "hello"}, utc_now())
        append(session, "staff-1", "viewed", "request-1", now=utc_now())
        append(session, "staff-1", "closed", "request-1", now=utc_now())


def change_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENDOOR_SECRET_KEY", NEW)
    monkeypatch.setenv("OPENDOOR_PREVIOUS_SECRET_KEY", OLD)


@pytest.mark.usefixtures("used")
def test_a_rotation_says_what_it_did_and_when_the_old_secret_can_go(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change_secret(monkeypatch)
    rotate()
    said = capsys.readouterr().out
    assert "outbox: 1 sealed again, 0 as they were, 0 left" in said
    assert "OPENDOOR_PREVIOUS_SECRET_KEY can go" in said
    monkeypatch.delenv("OPENDOOR_PREVIOUS_SECRET_KEY")
    verify()
    assert "The audit holds: 2 entries." in capsys.readouterr().out


@pytest.mark.usefixtures("used")
def test_a_rotation_without_the_old_secret_asks_for_it() -> None:
    with pytest.raises(SettingsError, match="OPENDOOR_PREVIOUS_SECRET_KEY"):
        rotate()


@pytest.mark.usefixtures("used")
def test_a_rotation_that_leaves_something_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    change_secret(monkeypatch)
    with open_database(load_settings().database).begin() as session:
        session.execute(text("UPDATE outbox SET sealed = x'00'"))
    with pytest.raises(SealError, match="1 rows could not"):
        rotate()


@pytest.mark.usefixtures("used")
def test_a_broken_audit_is_named_by_its_entry() -> None:
    with open_database(load_settings().database).begin() as session:
        session.execute(text("DROP TRIGGER audit_entry_no_update"))
        session.execute(text("UPDATE audit_entry SET who = 'staff-2' WHERE number = 2"))
    with pytest.raises(AuditError, match="broken at entry 2"):
        verify()
