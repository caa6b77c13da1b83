"""What can go wrong with staff accounts and signing in."""

from __future__ import annotations

from core.errors import OpenDoorError


class StaffError(OpenDoorError):
    """An account cannot be made or changed as asked; the message says what to mend."""


class LinkSpentError(OpenDoorError):
    """A sign-in link was used before, is too old, or never was one."""
