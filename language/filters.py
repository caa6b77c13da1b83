"""What a person asks of the services shown: free, closer, online, another time, not that one."""

from __future__ import annotations

import re

from language.normalising import tidy
from language.rules import load_rules

_TAKES_OUT = {"not_free": "free", "in_person": "online"}
_BRINGS = {"cheaper": "free"}
"""The directory knows only free or not, so that cheaper also looks for free."""


_CONDITION = re.compile(
    r"\b(?:anything|something|somewhere|(?:has|have|must|needs?|got) (?:to )?be|only|just|ideally)\b"
    r".{0,14}?(?P<after>\bfree\b|\bcheap(?:er|est)?\b|\bonline\b|\bevenings?\b|\bweekends?\b)"
    r"|(?P<before>\bfree|\bcheap|\bonline|\bevenings?|\bweekends?)\s+"
    r"(?:please|pls|plz|if (?:possible|you can)|only)\b"
)


def find_filters(text: str, sure: bool = True) -> tuple[str, ...]:
    """What is asked: free, cheaper, closer, further, online, in_person, evenings, weekends and so on, as the
    meanings in filters.yml.

    `sure` says that the message is known to be about the services shown. Without it only a condition counts
    ("something free", "online please"), because "free school meals" and "online bullying" ask for neither.
    """
    small = re.sub(r"\bcant\b", "can't", tidy(text[:2000]).lower())
    if not sure:
        small = " ; ".join(each["after"] or each["before"] for each in _CONDITION.finditer(small))
    found = [name for name, pattern in load_rules("filters") if pattern.search(small)]
    for name in tuple(found):
        if name in _TAKES_OUT and _TAKES_OUT[name] in found:
            found.remove(_TAKES_OUT[name])
        if name in _BRINGS and _BRINGS[name] not in found:
            found.append(_BRINGS[name])
    return tuple(found)
