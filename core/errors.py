"""The tree of errors. A message is one plain sentence that says what to do, and never holds personal data."""

from __future__ import annotations


class OpenDoorError(Exception):
    """Anything that a person running or using Open Door can act on."""


class SettingsError(OpenDoorError):
    """A setting is missing or cannot be used."""


class DatabaseError(OpenDoorError):
    """The database cannot be reached, or is not at the version that this code needs."""


class SealError(OpenDoorError):
    """Something sealed cannot be opened with the keys at hand."""
