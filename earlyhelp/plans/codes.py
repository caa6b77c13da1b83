"""By what a private link and a code word are known: by their hash, and nothing else."""

from __future__ import annotations

from hashlib import sha256


def link_hash(token: str) -> bytes:
    """Of the token of a plan's private link."""
    return sha256(f"plan/{token}".encode()).digest()


def code_hash(reference: str, code: str) -> bytes:
    """Of a code word, which counts for the plan of this name alone."""
    return sha256(f"{reference}/{code}".encode()).digest()
