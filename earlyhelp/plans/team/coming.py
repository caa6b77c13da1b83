"""Who can be asked to a meeting: the family, their lead, and whoever the family said yes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.team.meetings import COMING, Attendee, Coming, Meeting, attendee_key


@dataclass(frozen=True)
class Candidate:
    """Somebody who could come. `may_come` is false where the family has not said yes, or not any more."""

    name: str
    role: str
    coming: Coming | None
    may_come: bool

    @property
    def key(self) -> str:
        """Names them in a form."""
        return attendee_key(self.name, self.role)


def candidates(plan: PlanDocument, meeting: Meeting | None) -> list[Candidate]:
    """Everybody in the plan and everybody who is noted at this meeting, each once."""
    noted = {each.key: each for each in meeting.attendees} if meeting else {}
    could = [(each.name, each.role, True) for each in plan.people]
    if plan.lead.get("name"):
        could.append((str(plan.lead["name"]), str(plan.lead.get("agency", "")), True))
    for each in plan.agencies:
        could.append((each.name, ", ".join(filter(None, (each.role, each.service))), each.may_talk is True))
    found = {
        key: Candidate(name, role, noted[key].coming if key in noted else None, may_come)
        for name, role, may_come in could
        if (key := attendee_key(name, role))
    }
    for key, was in noted.items():
        if key not in found:
            found[key] = Candidate(was.name, was.role, was.coming, may_come=False)
    return list(found.values())


def read_coming(said: str) -> Coming | None:
    """What a form says; None for anything that is none of these."""
    return next((state for state in COMING if state == said), None)


def who_comes(plan: PlanDocument, meeting: Meeting | None, chosen: Mapping[str, str]) -> list[Attendee]:
    """Who is noted at the meeting, `chosen` by key; nobody whom the family did not say yes to is asked to it.

    Who was there stays noted, whatever the family says afterwards.
    """
    attendees = []
    for each in candidates(plan, meeting):
        coming = read_coming(chosen.get(each.key, ""))
        if not each.may_come:
            coming = each.coming if each.coming != "asked" else None
        if coming:
            attendees.append(Attendee(each.name, each.role, coming))
    return attendees
