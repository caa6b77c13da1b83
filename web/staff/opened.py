"""A request in the words of its page on the desk, for one member of staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from earlyhelp.days import moment_words
from earlyhelp.office import Office
from earlyhelp.requests import HelpRequest, Shown, reach_by
from earlyhelp.requests.draft import REACH
from earlyhelp.requests.sharing import Capacity, may_read
from earlyhelp.requests.staff import holder_of, may_hold
from earlyhelp.requests.status import MOVES, WAITING, fits
from earlyhelp.requests.ways import gives_way
from earlyhelp.wording import Outcome
from staff.sessions import SignedIn
from web.staff.words import KINDS, NOT_SHARED, Listed, listed, who_words


@dataclass(frozen=True)
class Line:
    """One line of the history."""

    what: str
    when: str
    who: str
    note: str


@dataclass(frozen=True)
class Opened:
    """A request for the page. `shared` and `not_shared` are pairs of label and words; both are empty for a
    manager to whom the person did not agree, and `is_shared` says so. `cautions` are sentences to heed.

    `asks` is true for the manager whom the person let ask them who else may help; `can_reach` where they may
    see how, `can_ask` there and for who holds it; `has_left` where nobody holds the request any more.
    """

    summary: Listed
    status: str
    contact: str
    is_shared: bool
    has_left: bool
    asks: bool
    can_reach: bool
    can_ask: bool
    cautions: Sequence[str]
    shared: Sequence[tuple[str, str]]
    not_shared: Sequence[tuple[str, str]]
    history: Sequence[Line]
    outcomes: Sequence[Outcome]
    outcome: str
    may: frozenset[str]
    steps_in: bool


def open_for(
    session: Session, shown: Shown, who: SignedIn, seen_as: Capacity | None, now: datetime, office: Office
) -> Opened:
    """What `shown` holds, worded; `seen_as` is the capacity in which they look, None of a manager without."""
    found, label = shown.request, office.agreement.label_for_staff
    outcome = office.wording.outcomes.get(found.outcome or "")
    could_reach = seen_as is None or gives_way(shown.values.get(REACH), office)
    until = reach_by(session, [found]).get(found.id) if could_reach else None
    summary = listed(found, office, now, until)
    return Opened(
        summary=summary,
        status=found.status,
        contact=summary.contact,
        is_shared=seen_as is not None,
        has_left=found.ended_at is None and holder_of(found, office) is None,
        asks=seen_as == "manager",
        can_reach=REACH in shown.values,
        can_ask=REACH in shown.values or may_hold(found, who.contact, office),
        cautions=[office.wording.cautions[each] for each in shown.cautions],
        shared=[(label(item), words) for item, words in shown.values.items()],
        not_shared=[(label(item), NOT_SHARED[shown.states[item]]) for item in shown.not_shared],
        history=[
            Line(
                KINDS.get(each.kind, each.kind),
                moment_words(each.at),
                who_words(each.who, each.done_by, office),
                each.note,
            )
            for each in shown.history
        ],
        outcomes=[each for each in office.wording.outcomes.values() if fits(found.status, each.key)],
        outcome=outcome.label if outcome else "",
        may=_may(session, found, who, office),
        steps_in=seen_as == "second",
    )


def _may(session: Session, request: HelpRequest, who: SignedIn, office: Office) -> frozenset[str]:
    """What this member of staff can do with the request as it stands."""
    after = MOVES[request.status]  # type: ignore[index]
    may: set[str] = set()
    holds = may_hold(request, who.contact, office)
    if may_read(session, request, who.contact, office) and request.status in WAITING:
        may.add("acknowledge")
    if holds and request.ended_at is None:
        may.add("note")
        if "contact_made" in after or request.status == "contact_made":
            may.add("contact")
        if "closed" in after:
            may.add("close")
    if "handed_over" in after and (holds or who.staff.is_manager):
        may.add("hand_over")
    return frozenset(may)
