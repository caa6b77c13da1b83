"""What can go wrong with a whole feed. One bad row is never an error: it is skipped and reported."""

from __future__ import annotations

from core.errors import OpenDoorError


class FeedError(OpenDoorError):
    """A feed cannot be read at all; nothing was changed."""
