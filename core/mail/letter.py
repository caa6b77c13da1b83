"""A mail as we write it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

_NAME = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_NAME}(?:\.{_NAME})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LONGEST_NAME, _LONGEST = 64, 254


def is_address(text: str) -> bool:
    """Whether this is one e-mail address that every mail server takes, such as name@example.org."""
    fits = _ADDRESS.fullmatch(text) is not None and len(text) <= _LONGEST
    return fits and len(text.partition("@")[0]) <= _LONGEST_NAME


@dataclass(frozen=True)
class Mail:
    """Plain text to one address."""

    to: str
    subject: str
    text: str

    def payload(self) -> dict[str, Any]:
        """What the outbox keeps of it under the kind `mail`; `Mail(**payload)` is the mail again."""
        return asdict(self)
