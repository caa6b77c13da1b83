"""Keyed hashes of addresses, cookies and clients: the tables alone tell nothing about anybody."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from core.encryption import derive_key
from core.keys import keys_of
from core.settings import Settings


@dataclass(frozen=True)
class StaffKeys:
    """One key for each secret, the present one first, so that nobody is locked out while it changes."""

    keys: tuple[bytes, ...]

    def hashes(self, purpose: str, value: str) -> tuple[bytes, ...]:
        """The 32 bytes that may stand for a value, the first of them for new rows."""
        return tuple(hash_under(key, purpose, value) for key in self.keys)

    def hash(self, purpose: str, value: str) -> bytes:
        """The 32 bytes that stand for a value in a new row."""
        return self.hashes(purpose, value)[0]


def hash_under(key: bytes, purpose: str, value: str) -> bytes:
    """HMAC-SHA256 of a value for one purpose."""
    return hmac.digest(key, f"{purpose}:{value}".encode(), "sha256")


def key_under(secret: str) -> bytes:
    """The key of all staff hashes under one secret."""
    return derive_key(secret, "staff")


def staff_keys(settings: Settings) -> StaffKeys:
    """The keys of these settings."""
    return StaffKeys(tuple(key_under(secret) for secret in keys_of(settings).secrets))
