"""Where a request can stand, and the only ways from there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from earlyhelp.errors import MoveError
from earlyhelp.wording import NOT_REACHED

Status = Literal[
    "sent", "acknowledged", "contact_tried", "contact_made", "closed", "handed_over", "withdrawn"
]

_LEAVING = frozenset[Status]({"handed_over", "withdrawn"})

MOVES: Mapping[Status, frozenset[Status]] = {
    "sent": _LEAVING | {"acknowledged"},
    "handed_over": _LEAVING | {"acknowledged"},
    "acknowledged": _LEAVING | {"contact_tried", "contact_made"},
    "contact_tried": _LEAVING | {"contact_made", "closed"},
    "contact_made": _LEAVING | {"closed"},
    "closed": frozenset(),
    "withdrawn": frozenset(),
}
"""From each status, those that may follow it."""

WAITING: tuple[Status, ...] = ("sent", "handed_over")
"""Nobody has answered yet."""

ENDED: tuple[Status, ...] = ("closed", "withdrawn")


def check_move(now_at: str, to: Status) -> None:
    """Raises MoveError unless `to` may follow `now_at`."""
    if to not in MOVES[now_at]:  # type: ignore[index]
        raise MoveError(f"A request that is {_plain(now_at)} cannot become {_plain(to)}.")


def check_outcome(now_at: str, outcome: str) -> None:
    """Raises MoveError for any other outcome than "not reached" where the person was only tried."""
    if now_at == "contact_tried" and outcome != NOT_REACHED:
        raise MoveError("Record that you reached the person before you close it with this outcome.")


def _plain(status: str) -> str:
    return status.replace("_", " ")
