"""The urgent lines and safety answers, as messages: always at hand, whatever else is broken."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import structlog

import safeguarding
from core.settings import Settings
from safeguarding import Disclosure, Helpline
from web.messages import Reply

log = structlog.get_logger()

_LOADER = ThreadPoolExecutor(1, "danger-hearing")
"""One thread: a hearing that must be learnt first would otherwise be learnt by every visitor who waits."""
_LONGEST_WAIT = 1.0
"""Seconds that someone waits for the trained hearing to be read from its file."""


def lines(now: datetime) -> tuple[Helpline, ...]:
    """The short list that stands on every page, as it is at an aware moment."""
    return safeguarding.urgent_lines(now=now)


def urgent_reply(now: datetime) -> Reply:
    """The urgent lines as one message."""
    listed = "\n".join(f"- {line.sentence(now)}" for line in lines(now))
    return Reply(f"If you need help now:\n{listed}", "urgent")


def hear_danger(text: str, settings: Settings) -> Disclosure:
    """By signs and trained hearing; by the signs alone if that hearing fails or is not there in time.

    Blocks: the trained hearing is read when it is first needed, because the assistant has its own.
    """
    try:
        loading = _LOADER.submit(safeguarding.load_danger_hearing, settings)
        return loading.result(_LONGEST_WAIT).check(text)
    except Exception as error:
        log.error("danger is heard by signs alone", error=type(error).__name__)
        return safeguarding.check(text)


def safety_reply(text: str, now: datetime, settings: Settings) -> Reply | None:
    """What to say if a message discloses danger, without the assistant; None if it does not."""
    disclosure = hear_danger(text, settings)
    if disclosure.level == "none":
        return None
    answer = safeguarding.answer(disclosure, now=now)
    listed = "\n".join(f"- {line.sentence(now)}" for line in answer.lines)
    parts = (*answer.paragraphs, listed, answer.question)
    return Reply("\n\n".join(part for part in parts if part), "safety")
