"""What can go wrong with a request for help or a family plan. Messages name no person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.errors import OpenDoorError


class EarlyHelpError(OpenDoorError):
    """Something about requests that a caller can act on."""


class EarlyHelpDataError(EarlyHelpError):
    """A file of data/earlyhelp is missing or wrong; the message names it and says what to mend."""


class InventedContactsError(EarlyHelpDataError):
    """A site that families can reach has only the sample's contacts, so that no request can be taken."""


class DraftError(EarlyHelpError):
    """A request cannot be sent as it stands; the message says what is missing."""


class SignificantHarmError(DraftError):
    """What was told is too serious for a form; the message is what the person is told."""


class ConsentNeededError(EarlyHelpError):
    """A new recipient needs the person's own yes or no to each item first."""


class MoveError(EarlyHelpError):
    """A request cannot go from where it stands to where it was sent."""


class NotYoursError(EarlyHelpError):
    """A contact reached for a request that is not theirs."""


class UnknownRequestError(EarlyHelpError):
    """There is no request with this id."""


class PlanError(EarlyHelpError):
    """A plan is gone, or what was asked of it cannot be; the message says what to do."""


class PlanChangedError(EarlyHelpError):
    """Somebody else wrote what this person was about to write anew.

    `mark` is that of what stands there now, `stands` is its content, empty where it was taken out.
    """

    def __init__(self, mark: str, stands: Mapping[str, Any]) -> None:
        super().__init__("Somebody else changed this in the plan meanwhile.")
        self.mark, self.stands = mark, stands
