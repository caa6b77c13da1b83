"""The id under which a conversation is kept: a keyed hash, so that the table alone tells nothing."""

from __future__ import annotations

import hashlib
import hmac

from core.encryption import derive_key


def row_id(secret: str, conversation_id: str) -> str:
    """64 hex digits; another secret gives another id."""
    key = derive_key(secret, "conversation-id")
    return hmac.new(key, conversation_id.encode(), hashlib.sha256).hexdigest()


def sealed_id_under(row: str) -> str:
    """The context under which the row keeps the conversation's own id."""
    return f"conversation/{row}"
