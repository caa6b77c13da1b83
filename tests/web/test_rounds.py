"""What the site does by the clock, on both databases."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from bot.conversations.models import Conversation
from directory.people import load_letters
from earlyhelp.plans import open_plan_office
from staff.sessions import SessionTimes
from tests.core.conftest import cluster, migrated, store
from tests.earlyhelp.conftest import MONDAY, Desk, desk, office
from web.rounds import Rounds

__all__ = ["cluster", "desk", "migrated", "office", "store"]


async def test_what_chats_lost_by_day_is_in_no_file_after_the_night(desk: Desk) -> None:
    sealed = bytes(range(256))
    row = Conversation(id="row", sealed=sealed, updated_at=MONDAY, expires_at=MONDAY)
    with desk.store.sessions.begin() as session:
        session.add(row)
    with desk.store.sessions.begin() as session:
        session.execute(delete(Conversation))
    assert sealed in desk.raw()
    times = SessionTimes(timedelta(hours=10), timedelta(minutes=30))
    plans, letters = open_plan_office(desk.store.settings), load_letters(desk.store.settings.data / "people")
    parts = (desk.store.sessions, desk.store.vault, desk.office, plans, letters, times)
    rounds = Rounds([], *parts, lambda: MONDAY)
    await rounds.go_round()
    assert desk.store.on_sqlite or sealed not in desk.raw()
