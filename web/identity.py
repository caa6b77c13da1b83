"""Who a browser is to us: a cookie we mint, its hash, and tokens that forms carry."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

from core.encryption import derive_key

COOKIE = "opendoor_session"
_RANDOM_BYTES = 32
_MARK_BYTES = 16


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Minter:
    """Mints session cookies and form tokens, and knows its own from forgeries."""

    def __init__(self, secret: str) -> None:
        self._cookie_key = derive_key(secret, "session-cookie")
        self._form_key = derive_key(secret, "form-token")

    def mint(self) -> str:
        """A new cookie value: 256 random bits and our mark on them."""
        random = secrets.token_bytes(_RANDOM_BYTES)
        return _encode(random + self._mark(random))

    def is_ours(self, cookie: str) -> bool:
        """True for a value that `mint` made with this secret."""
        try:
            data = base64.b64decode(cookie + "=" * (-len(cookie) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return False
        random, mark = data[:_RANDOM_BYTES], data[_RANDOM_BYTES:]
        return len(random) == _RANDOM_BYTES and hmac.compare_digest(mark, self._mark(random))

    def form_token(self, cookie: str) -> str:
        """The token that a form shown to this cookie's browser must send back."""
        return _encode(hmac.digest(self._form_key, cookie.encode(), "sha256"))

    def form_token_fits(self, cookie: str, token: str) -> bool:
        """True if `token` was put into a form for this cookie."""
        return hmac.compare_digest(token.encode(), self.form_token(cookie).encode())

    def _mark(self, random: bytes) -> bytes:
        return hmac.digest(self._cookie_key, random, "sha256")[:_MARK_BYTES]


def hash_of(value: str) -> bytes:
    """The 32 bytes that stand in the database for a cookie or a button's token."""
    return hashlib.sha256(value.encode()).digest()


def tag_of(conversation_id: str) -> str:
    """What a page may know of a conversation: enough to tell it from another, useless for anything else."""
    return hash_of(f"page/{conversation_id}").hex()[:16]


def new_token() -> str:
    """A random name of 256 bits for a conversation, a button or a submission."""
    return secrets.token_urlsafe(32)
