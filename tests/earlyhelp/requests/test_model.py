"""Everything sealed in the tables of requests follows a change of secret."""

from __future__ import annotations

from dataclasses import replace

from core.keys import keys_of, rotate
from earlyhelp.requests import acknowledge, add_note, find_request, view_request
from tests.core.conftest import open_store
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, Desk


def test_everything_opens_with_the_new_secret_alone_after_a_change_of_keys(desk: Desk) -> None:
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    desk.do(add_note, sent.request_id, PAT, "note-1", "Rings twice", MONDAY, desk.office)
    old = desk.store.settings
    new = replace(old, secret_key=old.secret_key[::-1], previous_secret_key=old.secret_key)
    renewed = {each.table: each.renewed for each in rotate(desk.store.sessions, keys_of(new))}
    assert (renewed["help_request"], renewed["request_item"], renewed["request_event"]) == (1, 5, 1)
    assert renewed["agreed_words"] == 1
    alone = replace(new, previous_secret_key="")
    later = Desk(open_store(alone), desk.office)
    assert later.do(find_request, sent.reference, sent.code, MONDAY, desk.office).id == sent.request_id
    shown = later.do(view_request, sent.request_id, PAT, MONDAY, later.office)
    assert shown.values == ANSWERS and shown.history[-1].note == "Rings twice"
    later.store.sessions.kw["bind"].dispose()
