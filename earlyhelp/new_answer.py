"""What an item of a sent request would say after a change in words."""

from __future__ import annotations

import re

from earlyhelp.filling import Questions, read_address
from earlyhelp.filling.questions import MESSAGE_NO, MESSAGE_YES
from earlyhelp.filling.reaching import beside_address
from earlyhelp.requests import NewAnswer
from earlyhelp.requests.draft import REACH

_TEXT = re.compile(r"\b(?:text|txt|sms)(?: me| not| please| instead)?\b", re.IGNORECASE)
_RING = re.compile(r"\b(?:ring|call|phone) me\b", re.IGNORECASE)


def new_answer(
    item: str, words: str, old: str, may_leave_message: bool, questions: Questions
) -> NewAnswer | None:
    """The item as these words would have it; `old` is how it stands. None where they hold no answer."""
    if item == REACH:
        return _reach(words, old, may_leave_message, questions)
    value = " ".join(words.split())
    return NewAnswer(item, value) if value else None


def _reach(words: str, old: str, may_leave_message: bool, questions: Questions) -> NewAnswer | None:
    """Another number or address within the same words; where the way or the time is another, words anew.

    Whether a message is safe was said of the number before: it stays as it was, and is no for another way.
    """
    found, before = read_address(words), read_address(old)
    if found is None:
        return None
    kind, where = found
    how, when = _way(words, kind), beside_address(words)
    stands = _stands(old, before[1], questions) if before is not None and before[0] == kind else ""
    if before is not None and stands and not when and how in {"", stands}:
        return NewAnswer(REACH, old.replace(before[1], where), may_leave_message)
    same = bool(stands) and how in {"", stands}
    parts = [questions.value(how or stands or kind, where=where)]
    parts += [questions.value("reach_when", when=when)] if when else []
    parts += [questions.value(MESSAGE_YES if same and may_leave_message else MESSAGE_NO)] * (kind == "phone")
    return NewAnswer(REACH, " ".join(parts), same and may_leave_message)


def _way(words: str, kind: str) -> str:
    """The way to get in touch that is asked for; empty where only the number is told."""
    if kind == "email":
        return "email"
    if _TEXT.search(words):
        return "text"
    return "phone" if _RING.search(words) else ""


def _stands(old: str, where: str, questions: Questions) -> str:
    """The way that the old words begin with; empty if they do with none."""
    ways = ("phone", "text", "email")
    return next((way for way in ways if old.startswith(questions.value(way, where=where))), "")
