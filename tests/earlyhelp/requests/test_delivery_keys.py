"""What a key of the outbox says of a delivery is read by the same module that writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from core.opaque import opaque
from core.outbox.models import KEY, OutboxEntry
from earlyhelp.requests.delivery_keys import LetterKey, letter_of, letters_begin, notice_key, request_of
from tests.earlyhelp.conftest import Desk

NAMES = st.from_regex(r"[a-z0-9_]{1,30}", fullmatch=True)


@given(NAMES, st.integers(1, 99), NAMES, NAMES, st.just("") | NAMES)
def test_what_was_written_is_read(request_id: str, round_: int, letter: str, to: str, again: str) -> None:
    key = LetterKey(request_id, round_, letter, to, again)
    assert letter_of(opaque(str(key), KEY)) == key
    assert request_of(str(key)) == request_id


def test_a_letter_in_the_outbox_says_whose_it_is(desk: Desk) -> None:
    sent = desk.send()
    with desk.store.sessions() as session:
        (key,) = session.scalars(select(OutboxEntry.key).where(OutboxEntry.kind == "mail"))
    assert letter_of(key) == LetterKey(sent.request_id, 1, "new", "pat_ashdown")
    assert key.startswith(letters_begin(desk.request(sent)))


def test_a_notice_is_of_its_request_and_no_letter(desk: Desk) -> None:
    sent = desk.send()
    key = notice_key(desk.request(sent), "less_shared/3")
    assert request_of(key) == sent.request_id and letter_of(key) is None


@pytest.mark.parametrize(
    "key", ["staff/17/sign-in/4", "staff/17/2/new/pat", "request", "requests/1/1/new/pat", ""]
)
def test_what_is_of_no_request_is_read_as_such(key: str) -> None:
    assert letter_of(key) is None and request_of(key) == ""


@pytest.mark.parametrize("key", ["request/1/sent", "request/1/x/new/pat", "request/1/2/new"])
def test_a_key_of_a_request_that_is_no_letter_is_none(key: str) -> None:
    assert letter_of(key) is None and request_of(key) == "1"
