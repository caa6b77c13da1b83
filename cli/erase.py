"""`opendoor erase`: forgets conversations whose time is over."""

from __future__ import annotations

from core.settings import load_settings


def erase() -> None:
    """Forget every chat and conversation whose time is over; safe to run daily, and at any moment."""
    from bot.conversations.store import forget_expired
    from core.clock import utc_now
    from core.database import open_database
    from core.migrating import check_version
    from web.rows import erase_expired

    settings = load_settings()
    check_version(settings.database)
    with open_database(settings.database).begin() as session:
        conversations = forget_expired(session, utc_now())
        chats = erase_expired(session, utc_now())
    print(f"Forgotten: {conversations} conversations of the assistant, {chats} chats of the website.")
