"""The keys of a request's deliveries in the outbox: the one place that knows how they are laid out."""

from __future__ import annotations

from dataclasses import dataclass

from earlyhelp.requests.model import HelpRequest


@dataclass(frozen=True)
class LetterKey:
    """A letter of one round of a request to the contact `to`; `again` tells it from others of its sort."""

    request_id: str
    round: int
    letter: str
    to: str
    again: str = ""

    def __str__(self) -> str:
        """As it stands in the outbox: `request/ID/ROUND/LETTER/TO`, and `/AGAIN` where there is one."""
        ending = f"/{self.again}" if self.again else ""
        return f"request/{self.request_id}/{self.round}/{self.letter}/{self.to}{ending}"


def letters_begin(request: HelpRequest) -> str:
    """What the keys of all letters of the request's present round begin with, up to the letter."""
    return f"{request.subject}/{request.round}/"


def notice_key(request: HelpRequest, event: str) -> str:
    """The key of the notice to the case management of one event of a request."""
    return f"{request.subject}/webhook/{event}"


def letter_of(key: str) -> LetterKey | None:
    """The letter that has this key, or None if it is a key of anything else."""
    parts = key.split("/", 5)
    if not request_of(key) or len(parts) < 5 or not parts[2].isdecimal():
        return None
    return LetterKey(parts[1], int(parts[2]), *parts[3:])


def request_of(key: str) -> str:
    """The id of the request that a delivery with this key is about; empty if it is about none."""
    kind, _, rest = key.partition("/")
    return rest.partition("/")[0] if kind == "request" else ""
