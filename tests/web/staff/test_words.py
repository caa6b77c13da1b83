"""The words of the desk are whole: whatever can happen to a request has a name there."""

from __future__ import annotations

from typing import get_args

from earlyhelp.consent import State
from earlyhelp.requests.status import MOVES
from earlyhelp.wording import KINDS as HAPPENING
from web.staff.words import KINDS, NOT_SHARED, STATUSES


def test_the_desk_names_all_that_can_happen_and_every_place_where_a_request_can_stand() -> None:
    assert KINDS.keys() == set(HAPPENING)
    assert STATUSES.keys() == MOVES.keys()
    assert NOT_SHARED.keys() == set(get_args(State))
