"""The family plan as it is read: the sections of Appendix B, with only what its reader may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.plans.entries import Entry, entries_of, seen_by_all
from earlyhelp.plans.model import FamilyPlan, PlanMember
from earlyhelp.plans.office import PlanOffice
from earlyhelp.plans.outcomes import is_own
from earlyhelp.plans.parts import ACTION, CALLED, NOW, WHEN, WHO
from earlyhelp.plans.team.involving import Agency, agency_of, lead_mark_of
from earlyhelp.plans.team.meetings import Meeting, meetings_of
from language.scale import Score

GOAL_PARTS = ("world", "happy", "notice", "next", "know", "better", "helped")
"""What a member's goal is told in, in the order in which it is read."""
_STRENGTHS, _HELPERS = "strengths", "helpers"
_ONESELF = frozenset({"me", "i", "myself", "just me", "i will", "me myself", "i do", "only me"})
"""How people say that they do a thing themselves."""


@dataclass(frozen=True)
class PersonInPlan:
    """Somebody of the family, and their role in it; empty where it was not said.

    `key` names who was written into the plan; whoever takes part by themselves has none.
    """

    name: str
    role: str
    key: str = ""


@dataclass(frozen=True)
class Goal:
    """What one member wants: labels and words, and each place on the scale with its moment."""

    name: str
    told: Sequence[tuple[str, str]]
    scores: Sequence[tuple[datetime, Score]]


@dataclass(frozen=True)
class Wanted:
    """One desired outcome, with how much it touches the family: at first, and at the latest review."""

    key: str
    label: str
    effects: Sequence[int]

    @property
    def first(self) -> int:
        """How much it touched them when it was first said."""
        return self.effects[0]

    @property
    def last(self) -> int:
        """How much it touches them now."""
        return self.effects[-1]


@dataclass(frozen=True)
class PlannedAction:
    """One thing to do; `key` names it among all, `service` is the id of one of the directory, or empty.

    `is_step` is true of the small step of a member, who said it in the chat.
    """

    key: str
    need: str
    outcome: str
    action: str
    who: str
    by: str
    service: str
    done: bool
    is_step: bool = False


@dataclass(frozen=True)
class PlanDocument:
    """One plan as all who may see it read it. What was not said is empty, and nothing of it is made up.

    `lead` is empty without one, and where whom the family said yes to is no contact any more: then
    `lead_left` is their name. `lead_is` is the key and mark by which that is known. `meetings` come the
    latest first.
    """

    reference: str
    people: Sequence[PersonInPlan]
    agencies: Sequence[Agency]
    family_view: str
    practitioner_view: str
    review_notes: str
    goals: Sequence[Goal]
    outcomes: Sequence[Wanted]
    strengths: Sequence[tuple[str, str]]
    helpers: Sequence[tuple[str, str]]
    actions: Sequence[PlannedAction]
    summary: str
    lead: Mapping[str, Any]
    review_on: date | None
    changed_at: datetime
    closed_at: datetime | None
    lead_is: tuple[str, str] = ("", "")
    lead_left: str = ""
    meetings: Sequence[Meeting] = ()


def read_plan(session: Session, vault: Vault, plan: FamilyPlan, office: PlanOffice) -> PlanDocument:
    """The plan as everybody sees who opened its page."""
    members = session.scalars(
        select(PlanMember).where(PlanMember.plan_id == plan.id).order_by(PlanMember.number)
    ).all()
    numbers = {member.id: member.number for member in members}
    seen = sorted(
        seen_by_all(entries_of(session, vault, plan.id), plan.id),
        key=lambda each: (numbers.get(each.owner, 0), each.round),
    )
    names = {member.id: _name(seen, member.id, member.number, office) for member in members}
    ours = [each for each in seen if each.owner == plan.id]
    return PlanDocument(
        plan.reference,
        _people(seen, ours, names),
        _agencies(ours, names, lead_mark_of(plan)),
        _words(ours, "view", "family"),
        _words(ours, "view", "practitioner"),
        _words(ours, "view", "review"),
        [
            goal
            for member in members
            if (goal := _goal(seen, member.id, names[member.id], office)) is not None
        ],
        _outcomes(ours, office),
        _strengths(seen, ours, names),
        _said_of(seen, names, _HELPERS),
        _actions(seen, ours, names),
        _words(ours, "summary", "summary"),
        next((each.content for each in ours if each.kind == "lead"), {}),
        plan.review_on,
        max((each.at for each in seen), default=plan.created_at),
        plan.closed_at,
        (plan.lead or "", plan.lead_mark or ""),
        meetings=meetings_of(ours),
    )


def _name(seen: Sequence[Entry], member: str, number: int, office: PlanOffice) -> str:
    """What a member is called, where they share it; else which of the family they are, by number."""
    called = next((each.words for each in seen if each.owner == member and each.key == CALLED), "")
    return called or office.wording.say("someone", number=str(number))


def _people(seen: Sequence[Entry], ours: Sequence[Entry], names: Mapping[str, str]) -> list[PersonInPlan]:
    taking_part = {each.owner for each in seen} & names.keys()
    members = [PersonInPlan(name, "") for member, name in names.items() if member in taking_part]
    listed = [
        PersonInPlan(each.content["name"], each.content.get("role", ""), each.key)
        for each in ours
        if each.kind == "person"
    ]
    return [*members, *listed]


def _agencies(ours: Sequence[Entry], members: Collection[str], lead: str) -> list[Agency]:
    beside = {each.key: each.content for each in ours if each.kind == "involved"}
    lines = [each for each in ours if each.kind == "agency"]
    return [agency_of(each, beside.get(each.key, {}), members, lead) for each in lines]


def _words(ours: Sequence[Entry], kind: str, key: str) -> str:
    return next((each.words for each in ours if each.kind == kind and each.key == key), "")


def _goal(seen: Sequence[Entry], member: str, name: str, office: PlanOffice) -> Goal | None:
    """The goal of one member; None where they share nothing of it."""
    own = [each for each in seen if each.owner == member]
    told = [
        (office.blue_sky.label(each.key), each.words)
        for part in GOAL_PARTS
        for each in own
        if each.key == part and each.words
    ]
    scores = [
        (each.at, Score(each.content["low"], each.content["high"]))
        for each in sorted(own, key=lambda each: each.round)
        if each.key == NOW and "low" in each.content
    ]
    return Goal(name, told, scores) if told or scores else None


def _outcomes(ours: Sequence[Entry], office: PlanOffice) -> list[Wanted]:
    by_key: dict[str, list[Entry]] = {}
    for each in sorted((each for each in ours if each.kind == "outcome"), key=lambda each: each.round):
        by_key.setdefault(each.key, []).append(each)
    return [
        Wanted(
            key, office.outcomes.label(key, several[-1].words), [each.content["effect"] for each in several]
        )
        for key, several in by_key.items()
        if is_own(key) or key in office.outcomes.by_key
    ]


def _strengths(
    seen: Sequence[Entry], ours: Sequence[Entry], names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Whose strength, and what it is; those of the whole family have no name before them."""
    own = _said_of(seen, names, _STRENGTHS)
    return [*own, *(("", each.words) for each in ours if each.kind == "strengths" and each.words)]


def _said_of(seen: Sequence[Entry], names: Mapping[str, str], key: str) -> list[tuple[str, str]]:
    """What each member said to this part, with their name."""
    return [
        (names[each.owner], each.words)
        for each in seen
        if each.owner in names and each.key == key and each.words
    ]


def _actions(seen: Sequence[Entry], ours: Sequence[Entry], names: Mapping[str, str]) -> list[PlannedAction]:
    """The small step of each member, in every round, and what was added to the plan."""
    done = {each.key for each in seen if each.kind == "done" and each.content.get("done")}
    steps = []
    for each in seen:
        if each.owner in names and each.key == ACTION and each.words:
            same = {
                other.key: other.words
                for other in seen
                if (other.owner, other.round) == (each.owner, each.round)
            }
            key = f"{each.owner}-{each.round}"
            who, by = same.get(WHO, ""), same.get(WHEN, "")
            if who.strip(" .!").lower() in _ONESELF:
                who = names[each.owner]
            step = PlannedAction(
                key, "", same.get("next", ""), each.words, who, by, "", key in done, is_step=True
            )
            steps.append(step)
    for each in ours:
        if each.kind == "action":
            told = {
                name: str(each.content.get(name, ""))
                for name in ("need", "outcome", "action", "who", "by", "service")
            }
            steps.append(PlannedAction(each.key, **told, done=each.key in done, is_step=False))
    return steps
