"""Where a request can stand, and the only ways from there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from earlyhelp.errors import MoveError
from earlyhelp.wording import NOT_REACHED

Status = Literal[
    "sent", "acknowledged", "contact_tried", "contact_made", "closed", "handed_over", "withdrawn", "expired"
]

_LEAVING = frozenset[Status]({"handed_over", "withdrawn", "expired"})

MOVES: Mapping[Status, frozenset[Status]] = {
    "sent": _LEAVING | {"acknowledged"},
    "handed_over": _LEAVING | {"acknowledged"},
    "acknowledged": _LEAVING | {"contact_tried", "contact_made"},
    "contact_tried": _LEAVING | {"contact_made", "closed"},
    "contact_made": _LEAVING | {"closed"},
    "closed": frozenset(),
    "withdrawn": frozenset(),
    "expired": frozenset(),
}
"""From each status, those that may follow it."""

WAITING: tuple[Status, ...] = ("sent", "handed_over")
"""Nobody has answered yet."""

ENDED: tuple[Status, ...] = ("closed", "withdrawn", "expired")


def check_move(now_at: str, to: Status) -> None:
    """Raises MoveError unless `to` may follow `now_at`."""
    if to not in MOVES[now_at]:  # type: ignore[index]
        raise MoveError(f"A request that is {_plain(now_at)} cannot become {_plain(to)}.")


def fits(now_at: str, outcome: str) -> bool:
    """Whether an outcome is true: "not reached" of who was tried alone, and nothing else of them."""
    if now_at == "contact_made":
        return outcome != NOT_REACHED
    return now_at != "contact_tried" or outcome == NOT_REACHED


def check_outcome(now_at: str, outcome: str) -> None:
    """Raises MoveError for an outcome that is not true of where the request stands."""
    if fits(now_at, outcome):
        return
    if outcome == NOT_REACHED:
        raise MoveError("Choose another outcome: you have recorded that you reached the person.")
    raise MoveError("Record that you reached the person before you close it with this outcome.")


def _plain(status: str) -> str:
    return status.replace("_", " ")
