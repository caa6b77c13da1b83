"""How much one visitor may ask for: token buckets in memory, with an upper bound on how many are kept."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from time import monotonic

from aiohttp import web

_LONGEST_ADDRESS = 45


@dataclass
class Limit:
    """At most `a_minute` in any burst, refilled evenly. Keys are opaque; the least recent go first."""

    a_minute: int
    clock: Callable[[], float] = monotonic
    kept: int = 50_000
    _buckets: OrderedDict[bytes | str, tuple[float, float]] = field(default_factory=OrderedDict)

    def seconds_to_wait(self, key: bytes | str) -> int:
        """0 if the key may go on, and takes one from its bucket; otherwise how long until it may."""
        now = self.clock()
        left, since = self._buckets.pop(key, (float(self.a_minute), now))
        left = min(float(self.a_minute), left + (now - since) * self.a_minute / 60)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        while len(self._buckets) > self.kept:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - left) * 60 / self.a_minute))


def visitor_address(request: web.Request, trust_proxy: bool) -> str:
    """The visitor's network address; for IPv6 its /64. Behind our proxy, the last address it added, be it to
    the visitor's own header or in one more."""
    lines = request.headers.getall("X-Forwarded-For", ()) if trust_proxy else ()
    said = ",".join(lines).rpartition(",")[2].strip()
    address = said[:_LONGEST_ADDRESS] or request.remote or ""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
