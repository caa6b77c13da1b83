"""What an item of a sent request would say after a change in words."""

from __future__ import annotations

import re

from earlyhelp.filling import Questions, read_address
from earlyhelp.filling.questions import MESSAGE_NO, MESSAGE_YES
from earlyhelp.filling.reaching import beside_address, without_addresses
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

    Whether a message is safe was said of one number and one way: of another it is no until it is said anew.
    A text is a message itself, so that beside one nothing is said of it.
    """
    before = read_address(old)
    words = without_addresses(words, [before[1]] if before is not None else [])
    found = read_address(words)
    if found is None:
        return None
    kind, where = found
    how, when = _way(words, kind), beside_address(words)
    stands = _stands(old, before[1], questions) if before is not None and before[0] == kind else ""
    safe = may_leave_message and bool(stands) and how in {"", stands} and found == before
    if before is not None and stands and not when and how in {"", stands}:
        moved = old.replace(before[1], where)
        return NewAnswer(REACH, _unsaid(moved, stands, questions)) if found != before else None
    way = how or stands or kind
    parts = [questions.value(way, where=where)]
    parts += [questions.value("reach_when", when=when)] if when else []
    if safe and kind == "phone":
        parts.append(questions.value(MESSAGE_YES))
    elif way == "phone":
        parts.append(questions.value(MESSAGE_NO))
    return NewAnswer(REACH, " ".join(parts), safe)


def _unsaid(value: str, way: str, questions: Questions) -> str:
    """The same without what was said of messages: none beside a number to ring, nothing beside another."""
    yes, no = questions.value(MESSAGE_YES), questions.value(MESSAGE_NO)
    about, note = (questions.value(key, words="").strip() for key in ("message_words", "reach_note"))
    told = rf"(?:\s*(?:{re.escape(yes)}|{re.escape(no)}|{re.escape(about)}.*?(?=\s*{re.escape(note)}|$)))+"
    left = f" {no}" if way == "phone" else ""
    changed, times = re.subn(told, lambda _found: left, value, count=1, flags=re.DOTALL)
    return changed if times else value + left


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
