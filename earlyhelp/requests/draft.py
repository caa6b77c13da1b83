"""What a person is about to send, and what must be true of it first."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from earlyhelp.contacts.contact import USUAL_LEVEL
from earlyhelp.days import day_of
from earlyhelp.errors import DraftError, SignificantHarmError
from earlyhelp.office import Office

LONGEST_ANSWER = 4000
"""Characters in one answer."""

AGE, REACH = "age", "reach"
"""The items that protect: the age of somebody young, and how to get in touch without harm."""

TO_ASK = frozenset({"name", REACH})
"""All that the manager may read, to ask the person who else may help, and only with a yes of its own."""


@dataclass(frozen=True)
class Draft:
    """A request before it is sent. Nothing of it is stored until then.

    `person` is an opaque id of who asks, such as the conversation's. `answers` are by item key; `agreed` says
    yes or no to each of them. `second` is the contact who steps in, or empty; `second_agreed` lets them see
    what `contact` may see, and `manager_agreed` lets the manager read what of it is in TO_ASK while nobody
    answers. `wording_version` is that of the words of consent that were shown. `young` is true
    of somebody under 18, who cannot refuse to say so; `may_leave_message` counts only with the answer on how
    to get in touch. `level` is the level of need that the conversation told.
    """

    person: str
    contact: str
    answers: Mapping[str, str]
    agreed: Mapping[str, bool]
    wording_version: int
    second: str = ""
    second_agreed: bool = False
    manager_agreed: bool = False
    young: bool = False
    may_leave_message: bool = False
    level: int = USUAL_LEVEL

    def shared(self) -> dict[str, str]:
        """The answers that were agreed to, and nothing of the others."""
        return {
            item: answer.strip()
            for item, answer in self.answers.items()
            if self.agreed.get(item) is True and answer.strip()
        }


def check_draft(draft: Draft, office: Office, now: datetime) -> None:
    """Raises DraftError if the draft names what is not known, or if an item has no yes or no.

    Raises SignificantHarmError, which is one, where nobody may be sent to a form.
    """
    if draft.level >= office.routing.harm_from:
        raise SignificantHarmError(office.routing.harm_why)
    check_wording(draft.wording_version, office)
    if draft.contact not in office.contacts.by_key:
        raise DraftError("Choose who the request goes to before it is sent.")
    contact, day = office.contacts.by_key[draft.contact], day_of(now)
    if contact.is_away(day) and office.contacts.standing_in(contact, day) is not None:
        raise DraftError("Choose somebody else before the request is sent: this contact is away.")
    if draft.second and (draft.second == draft.contact or draft.second not in office.contacts.by_key):
        raise DraftError("Choose somebody else as the second contact before the request is sent.")
    if draft.second_agreed and not draft.second:
        raise DraftError("Name the second contact before anything is agreed for them.")
    if draft.manager_agreed and not office.asks_for_manager(draft.contact, draft.second, draft.agreed):
        raise DraftError("Leave the manager out where there is nothing for them to ask by.")
    if (draft.answers.keys() | draft.agreed.keys()) - office.agreement.items.keys():
        raise DraftError("Leave out of the request what the words of consent do not name.")
    if any(answer.strip() and item not in draft.agreed for item, answer in draft.answers.items()):
        raise DraftError("Ask for a yes or no to each item before the request is sent.")
    if any(len(answer) > LONGEST_ANSWER for answer in draft.answers.values()):
        raise DraftError(f"Shorten the answers to {LONGEST_ANSWER} characters before the request is sent.")
    if draft.young and draft.agreed.get(AGE) is not True:
        raise DraftError("Send the age of somebody under 18 with their request, for it protects them.")
    if not draft.person:
        raise DraftError("Say by an opaque id who asks before the request is sent.")


def check_wording(version: int, office: Office) -> None:
    """Raises DraftError if other words were shown than those of today."""
    if version != office.agreement.version:
        raise DraftError("Show the words of consent again: they have changed since.")


def digest(opaque: str) -> str:
    """SHA-256 in hex of an id that nobody could guess, for keeping it without knowing it."""
    return hashlib.sha256(opaque.encode()).hexdigest()
