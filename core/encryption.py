"""Sealing what people said before it is stored, and deriving every key from one secret."""

from __future__ import annotations

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.errors import SealError
from core.settings import Settings, secret_of

_NONCE_BYTES = 12
_VERSION = b"\x01"


def derive_key(secret: str, purpose: str) -> bytes:
    """32 bytes for one purpose; the same secret and purpose always give the same key (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"open-door/" + purpose.encode()).derive(
        secret.encode()
    )


def derive_token(secret: str, purpose: str) -> str:
    """A token for one purpose, safe in a header or an address."""
    return base64.urlsafe_b64encode(derive_key(secret, purpose)).decode().rstrip("=")


class Vault:
    """Seals bytes with AES-256-GCM. The context (such as a row's id) must be the same to open them."""

    def __init__(self, secret: str, previous_secret: str = "") -> None:
        secrets_ = [each for each in (secret, previous_secret) if each]
        self._ciphers = [AESGCM(derive_key(each, "vault")) for each in secrets_]

    def seal(self, data: bytes, context: str) -> bytes:
        """Version byte, 12-byte nonce, ciphertext and tag."""
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + nonce + self._ciphers[0].encrypt(nonce, data, context.encode())

    def open(self, sealed: bytes, context: str) -> bytes:
        """What was sealed; raises SealError for another key, another context or damaged bytes."""
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        if sealed[:1] == _VERSION and len(nonce) == _NONCE_BYTES:
            for cipher in self._ciphers:
                try:
                    return cipher.decrypt(nonce, body, context.encode())
                except InvalidTag:
                    continue
        raise SealError("Stored data could not be opened: check OPENDOOR_SECRET_KEY.")

    def renew(self, sealed: bytes, context: str) -> bytes | None:
        """The same, sealed with the present secret; None if it already is. Raises SealError."""
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        data = self.open(sealed, context)
        try:
            self._ciphers[0].decrypt(nonce, body, context.encode())
        except InvalidTag:
            return self.seal(data, context)
        return None


def open_vault(settings: Settings) -> Vault:
    """The vault of these settings."""
    return Vault(secret_of(settings), settings.previous_secret_key)
