"""Family plans: the blue-sky talk, what each member says and shares, and looking back at how far they came.

Each function works in the caller's transaction and never commits. One that changes a plan takes its lock
first and appends to the audit last.
"""

from __future__ import annotations

from earlyhelp.plans.entries import Entry, entries_of, seen_by
from earlyhelp.plans.inviting import invitation_locked_until, invite, join, own_code, passcode_of
from earlyhelp.plans.members import (
    LONGEST_ANSWER,
    Mine,
    begin,
    begin_review,
    close,
    leave,
    mine,
    say,
    set_review,
    set_voice,
    share,
)
from earlyhelp.plans.office import PlanOffice, open_plan_office
from earlyhelp.plans.walking import (
    asks_back,
    before,
    is_skip,
    looked_at,
    next_up,
    open_part,
    places,
    progress,
    told,
    undecided,
)

__all__ = [
    "LONGEST_ANSWER",
    "Entry",
    "Mine",
    "PlanOffice",
    "asks_back",
    "before",
    "begin",
    "begin_review",
    "close",
    "entries_of",
    "invitation_locked_until",
    "invite",
    "is_skip",
    "join",
    "leave",
    "looked_at",
    "mine",
    "next_up",
    "open_part",
    "open_plan_office",
    "own_code",
    "passcode_of",
    "places",
    "progress",
    "say",
    "seen_by",
    "set_review",
    "set_voice",
    "share",
    "told",
    "undecided",
]
