"""`opendoor erase`: forgets conversations whose time is over."""

from __future__ import annotations

from core.settings import load_settings


def erase() -> None:
    """Forget every chat and conversation whose time is over; safe to run daily, and at any moment."""
    from bot.conversations.store import forget_expired
    from core.clock import utc_now
    from core.database import open_database
    from core.encryption import open_vault
    from core.migrating import check_version
    from web.conversations import Conversations

    settings = load_settings()
    check_version(settings.database)
    sessions = open_database(settings.database)
    with sessions.begin() as session:
        conversations = forget_expired(session, utc_now())
    chats = Conversations(sessions, open_vault(settings), utc_now).erase_older_than(settings.retention_days)
    print(f"Forgotten: {conversations} conversations of the assistant, {chats} chats of the website.")
