"""What can go wrong with staff accounts and signing in."""

from __future__ import annotations

from core.errors import OpenDoorError


class StaffError(OpenDoorError):
    """An account cannot be made or changed as asked; the message says what to mend."""


class LinkSpentError(OpenDoorError):
    """A sign-in link was used before, is too old, or never was one."""


class ProviderError(OpenDoorError):
    """What a sign-in provider answered cannot be believed; the message is a short reason for the log."""


class NoAccountError(OpenDoorError):
    """The provider vouched for an address that no account here has."""
