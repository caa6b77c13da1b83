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


class AuditError(OpenDoorError):
    """The audit cannot be written or proven as it stands."""


class DeliveryError(OpenDoorError):
    """Something could not be delivered this time; it is worth trying again."""


class RefusedError(DeliveryError):
    """The other side will never take it; trying again is of no use."""
