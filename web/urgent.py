"""The urgent lines and safety answers, as messages: always at hand, whatever else is broken."""

from __future__ import annotations

from datetime import datetime

import safeguarding
from core.settings import Settings
from safeguarding import Helpline
from web.messages import Reply


def lines(now: datetime) -> tuple[Helpline, ...]:
    """The short list that stands on every page, as it is at an aware moment."""
    return safeguarding.urgent_lines(now=now)


def urgent_reply(now: datetime) -> Reply:
    """The urgent lines as one message."""
    listed = "\n".join(f"- {line.sentence(now)}" for line in lines(now))
    return Reply(f"If you need help now:\n{listed}", "urgent")


def safety_reply(text: str, now: datetime, settings: Settings) -> Reply | None:
    """What to say if a message discloses danger, without the assistant; None if it does not.

    Blocks: the trained hearing is read when it is first needed, because the assistant has its own.
    """
    disclosure = safeguarding.load_danger_hearing(settings).check(text)
    if disclosure.level == "none":
        return None
    answer = safeguarding.answer(disclosure, now=now)
    listed = "\n".join(f"- {line.sentence(now)}" for line in answer.lines)
    parts = (*answer.paragraphs, listed, answer.question)
    return Reply("\n\n".join(part for part in parts if part), "safety")
