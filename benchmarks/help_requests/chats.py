"""What people can read in their chats after the kills, held against what is kept of their requests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.help_requests.people import REFERENCE, Person
from benchmarks.help_requests.stores import Parts
from earlyhelp.requests import HelpRequest, code_for_person, requests_of


def look_at_chats(parts: Parts, people: Sequence[Person]) -> list[str]:
    """A sentence for every chat that says otherwise than the rows."""
    with parts.sessions() as session:
        return [
            f"the chat of {person.key} {wrong}"
            for person in people
            for wrong in _wrong(parts, person, person.history(), requests_of(session, person.key))
        ]


def _wrong(
    parts: Parts, person: Person, history: Sequence[dict[str, Any]], kept: Sequence[HelpRequest]
) -> Iterator[str]:
    said = [place for place, each in enumerate(history) if person.says_sent(each)]
    if not said:
        yield "does not say that it was sent"
        return
    named = {reference for each in history for reference in re.findall(REFERENCE, each["text"])}
    if named != {each.reference for each in kept}:
        yield f"names {len(named)} requests, of {len(kept)}"
    if person.code not in {code_for_person(parts.vault, each) for each in kept}:
        yield "gives a code word that does not open it"
    if any(person.asks_to_send(each) for each in history[said[0] :]):
        yield "asks to send it after it was sent"
    if not all(each["answered"] for each in history if each["from"] == "visitor"):
        yield "has no answer to something"
