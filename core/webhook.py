"""A signed webhook: JSON to one address, so that the other side can tell that it is ours and fresh.

The header `Open-Door-Signature` says `t=UNIX SECONDS,v1=HEX`, where HEX is the HMAC-SHA256 of `SECONDS.BODY`
under the shared secret. The other side computes the same, compares in constant time, refuses what is older
than a few minutes, and tells a repeat by `Open-Door-Delivery`.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPMessage
from typing import IO, Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from core.errors import DeliveryError, RefusedError

SIGNATURE, DELIVERY = "Open-Door-Signature", "Open-Door-Delivery"

_SECONDS = 20.0
_WORTH_AGAIN = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Webhook:
    """Where to, and under which secret. Calls block."""

    url: str
    secret: str

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
        asked = Request(self.url, data=written, headers=headers, method="POST")
        opener = build_opener(ProxyHandler({}), _NoRedirect())
        try:
            with opener.open(asked, timeout=_SECONDS):
                return
        except HTTPError as answer:
            status = answer.code
            answer.close()
        if 400 <= status < 500 and status not in _WORTH_AGAIN:
            raise RefusedError("The case management refused this for good.")
        raise DeliveryError("The case management did not take this.")


def signature(secret: str, body: bytes, now: datetime) -> str:
    """The signature of a body sent at this moment."""
    seconds = int(now.timestamp())
    signed = f"{seconds}.".encode() + body
    return f"t={seconds},v1={hmac.new(secret.encode(), signed, 'sha256').hexdigest()}"


class _NoRedirect(HTTPRedirectHandler):
    """Takes a redirect for an answer that did not accept anything."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None
