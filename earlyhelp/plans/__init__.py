"""Family plans: the blue-sky talk, what each member says and shares, and looking back at how far they came.

Each function works in the caller's transaction and never commits. One that changes a plan takes its lock
first and appends to the audit last.
"""

from __future__ import annotations

from earlyhelp.plans.entries import Entry, entries_of, seen_by_all
from earlyhelp.plans.inviting import (
    invitation_locked_until,
    invite,
    join,
    member_with_code,
    own_code,
    own_code_locked_until,
    passcode_of,
    renew_code,
    renew_page,
)
from earlyhelp.plans.members import LONGEST_ANSWER, begin, keep_for_writer, leave, say, set_voice, share
from earlyhelp.plans.mine import Mine, mine
from earlyhelp.plans.office import PlanOffice, open_plan_office
from earlyhelp.plans.reviewing import begin_review, close, set_review
from earlyhelp.plans.walking import (
    Told,
    asks_back,
    before,
    changeable,
    is_skip,
    looked_at,
    named,
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
    "Told",
    "asks_back",
    "before",
    "begin",
    "begin_review",
    "changeable",
    "close",
    "entries_of",
    "invitation_locked_until",
    "invite",
    "is_skip",
    "join",
    "keep_for_writer",
    "leave",
    "looked_at",
    "member_with_code",
    "mine",
    "named",
    "next_up",
    "open_part",
    "open_plan_office",
    "own_code",
    "own_code_locked_until",
    "passcode_of",
    "places",
    "progress",
    "renew_code",
    "renew_page",
    "say",
    "seen_by_all",
    "set_review",
    "set_voice",
    "share",
    "told",
    "undecided",
]
