"""Where the chat is in the talk; what was said is in the database, and never only here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from rasa_sdk import Tracker
from sqlalchemy.orm import Session

from actions.answering import Events
from actions.hearing import ASKED
from actions.parts import PlanDesk, plan_desk
from core.encryption import Vault
from earlyhelp.plans import Mine, mine
from language.scale import Score

PLAN = "plan"
"""The slot of the step, and what `asked` holds while something of the plan is asked."""
PART, SHARE_ONE, PICK = "part:", "share_one:", "pick:"
"""How steps begin that name a part."""
INTRO, CODE, VOICE, SHARE, SHOW, DONE, CHANGE = "intro", "code", "voice", "share", "show", "done", "change"
REVIEW_WHEN, CLOSE, ERASE, LOOK_BACK = "review_when", "close", "erase", "look_back"
REMIND, REMIND_WHERE = "remind", "remind_where"
COME_BACK, SERVICE, SERVICE_SURE = "come_back", "service", "service_sure"
DATA, LEAD = "data", "lead"

Result = TypeVar("Result")


def kept_step(tracker: Tracker) -> str:
    """The step that was asked last; empty if no talk was begun in this chat, or it came to its end."""
    return str((tracker.get_slot(PLAN) or {}).get("step") or "")


def is_asked(tracker: Tracker) -> bool:
    """Whether something of the plan waits for an answer now."""
    return tracker.get_slot(ASKED) == PLAN


def under_way(tracker: Tracker) -> bool:
    """Whether a talk was begun here and is not through, asked now or not."""
    return kept_step(tracker) not in {"", DONE}


def kept_picks(tracker: Tracker) -> list[str]:
    """The parts that were picked so far: to go into a request, or those that were decided one by one."""
    return list((tracker.get_slot(PLAN) or {}).get("picked") or [])


def is_change(step: str) -> bool:
    """Whether an answer is said anew that stands already: its round is part of the name, as in `world@0`."""
    return step.startswith(PART) and "@" in step


def look_back_step(score: Score) -> str:
    """The step that asks whether to look back from this place, which it holds."""
    return f"{LOOK_BACK}:{score.low:g}-{score.high:g}"


def score_in(step: str) -> Score | None:
    """The place on the scale that a step of LOOK_BACK holds, such as `look_back:6-7`."""
    low, _, high = step.removeprefix(f"{LOOK_BACK}:").partition("-")
    try:
        return Score(float(low), float(high))
    except ValueError:
        return None


def keep_plan(step: str, *, waits: bool = True, picked: Sequence[str] = ()) -> Events:
    """Events that keep the step, what was `picked` so far, and whether something is asked now."""
    kept = {"step": step, **({"picked": list(picked)} if picked else {})} if step else None
    slots: dict[str, Any] = {ASKED: PLAN if waits else None, PLAN: kept}
    return [
        {"event": "slot", "name": name, "value": value, "timestamp": None} for name, value in slots.items()
    ]


async def in_plan(work: Callable[[Session, Vault, PlanDesk], Result]) -> Result:
    """Does this in one transaction, beside the server's other work."""
    desk = plan_desk()

    def run() -> Result:
        with desk.sessions.begin() as session:
            return work(session, desk.vault, desk)

    return await asyncio.to_thread(run)


async def member_of(tracker: Tracker) -> Mine | None:
    """The part of whoever writes in this chat; None if they take part in no plan."""
    return await in_plan(lambda session, vault, _: mine(session, vault, tracker.sender_id))
