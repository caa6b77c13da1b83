"""What the words on how to get in touch let a contact do: nothing, or also leave a message."""

from __future__ import annotations

import re

from earlyhelp.office import Office

_ADDRESS = re.compile(r"@|\d(?:[\s().-]*\d){5}")
"""A mail address, or the digits of a phone number."""


def gives_way(reach: str | None, office: Office) -> bool:
    """Whether a contact can get in touch by these words: not where there are none, or the person rings."""
    return reach is not None and reach != office.they_ring


def could_leave_message(reach: str | None) -> bool:
    """Whether there is a number or an address to leave a message at."""
    return reach is not None and _ADDRESS.search(reach) is not None
