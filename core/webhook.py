"""A signed webhook: JSON to one address, so that the other side can tell that it is ours and fresh.

The header `Open-Door-Signature` says `t=UNIX SECONDS,v1=HEX`, where HEX is the HMAC-SHA256 of `SECONDS.BODY`
under the shared secret. The other side computes the same, compares in constant time, refuses what is older
than a few minutes, and tells a repeat by `Open-Door-Delivery`.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from core.cutting_off import cut_off_after
from core.errors import DeliveryError, RefusedError

SIGNATURE, DELIVERY = "Open-Door-Signature", "Open-Door-Delivery"

_SECONDS = 20.0
LONGEST = 60.0
"""Seconds of silence, and for a whole delivery."""
_WORTH_AGAIN = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Webhook:
    """Where to, and under which secret. Calls block."""

    url: str
    secret: str
    longest: float = LONGEST

    def post(self, delivery: str, body: Mapping[str, Any], now: datetime) -> None:
        """Returns once the other side has answered 2xx; a repeat has the same `delivery`.

        Raises RefusedError for an answer that will not change, and DeliveryError or OSError otherwise. No
        redirect is followed: what is signed for one address is for no other.
        """
        written = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Open Door",
            SIGNATURE: signature(self.secret, written, now),
            DELIVERY: delivery,
        }
        try:
            status = self._status_of(written, headers)
        except HTTPException:
            raise DeliveryError("The case management answered in no way that can be read.") from None
        if 200 <= status < 300:
            return
        if 400 <= status < 500 and status not in _WORTH_AGAIN:
            raise RefusedError("The case management refused this for good.")
        raise DeliveryError("The case management did not take this.")

    def _status_of(self, written: bytes, headers: Mapping[str, str]) -> int:
        """What the other side answers, within the time for the whole exchange."""
        address = urlsplit(self.url)
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        asked = kind(address.hostname or "", address.port, timeout=_SECONDS)
        path = urlunsplit(("", "", address.path or "/", address.query, ""))
        with closing(asked), cut_off_after(self.longest, lambda: asked.sock):
            asked.request("POST", path, body=written, headers=dict(headers))
            return asked.getresponse().status


def signature(secret: str, body: bytes, now: datetime) -> str:
    """The signature of a body sent at this moment."""
    seconds = int(now.timestamp())
    signed = f"{seconds}.".encode() + body
    return f"t={seconds},v1={hmac.new(secret.encode(), signed, 'sha256').hexdigest()}"
