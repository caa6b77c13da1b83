"""A private link and a code word: they are known by their hash, and by nothing else."""

from __future__ import annotations

import secrets
from hashlib import sha256

_TOKEN_BYTES = 24


def new_token() -> str:
    """The token of a private link that nobody can guess."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def link_hash(token: str) -> bytes:
    """Of the token of a plan's private link."""
    return sha256(f"plan/{token}".encode()).digest()


def code_hash(reference: str, code: str) -> bytes:
    """Of a code word, which counts for the plan of this name alone."""
    return sha256(f"{reference}/{code}".encode()).digest()
