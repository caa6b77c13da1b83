"""The urgent lines and safety answers, as messages: always at hand, whatever else is broken."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from functools import lru_cache

import structlog

import safeguarding
from core.settings import Settings
from safeguarding import DangerHearing, Disclosure, Helpline
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


@lru_cache(maxsize=2)
def load_ahead(settings: Settings) -> Future[DangerHearing]:
    """Begins to read the trained hearing, once a process."""
    return _LOADER.submit(safeguarding.load_danger_hearing, settings)


def hear_danger(text: str, settings: Settings) -> Disclosure:
    """By signs and trained hearing; by the signs alone if that hearing fails or is not there in time.

    Blocks for as long as that takes.
    """
    try:
        return load_ahead(settings).result(_LONGEST_WAIT).check(text)
    except Exception as error:
        log.error("danger is heard by signs alone", error=type(error).__name__)
        return safeguarding.check(text)


def safety_reply(text: str, now: datetime, settings: Settings) -> Reply | None:
    """What to say if a message discloses danger, without the assistant; None if it does not.

    It asks nothing: nobody would be there to hear the answer.
    """
    disclosure = hear_danger(text, settings)
    if disclosure.level == "none":
        return None
    answer = safeguarding.answer(disclosure, now=now)
    listed = "\n".join(f"- {line.sentence(now)}" for line in answer.lines)
    return Reply("\n\n".join((*answer.paragraphs, listed)), "safety")
