"""The command that forgets what is too old."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversations.models import Conversation
from cli.erase import erase
from core.clock import utc_now
from core.database import open_database
from core.encryption import open_vault
from core.migrating import migrate
from core.settings import load_settings
from web.conversations import Conversations, Sent


def test_erase_forgets_what_is_too_old_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENDOOR_HOME", str(tmp_path))
    settings, now = load_settings(), utc_now()
    migrate(settings.database)
    sessions, vault = open_database(settings.database), open_vault(settings)
    for days, name in ((40, "old"), (1, "new")):
        then = now - timedelta(days=days)
        Conversations(sessions, vault, lambda then=then: then).begin(name, Sent(text="words"))
        with sessions.begin() as session:
            ends = then + timedelta(days=settings.retention_days)
            session.add(Conversation(id=name, sealed=b"", updated_at=then, expires_at=ends))
    erase()
    assert "1 conversations of the assistant, 1 chats" in capsys.readouterr().out
    with sessions() as session:
        assert [each.id for each in session.query(Conversation)] == ["new"]
    assert Conversations(sessions, vault, utc_now).read("new")
