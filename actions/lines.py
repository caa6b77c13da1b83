"""Helplines as a list to read."""

from __future__ import annotations

from core.clock import utc_now
from safeguarding import Helpline


def lines_as_list(lines: tuple[Helpline, ...]) -> str:
    """One `- ` line for each helpline, in the order given."""
    now = utc_now()
    return "\n".join(f"- {line.sentence(now)}" for line in lines)
