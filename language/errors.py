"""What can go wrong when language is read."""

from __future__ import annotations

from core.errors import OpenDoorError


class LanguageError(OpenDoorError):
    """A model, an encoder or a list of needs is missing or cannot be used."""
