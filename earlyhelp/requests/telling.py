"""What the person is told of their request: the truth, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.consent import Consent, State
from earlyhelp.contacts import Contact
from earlyhelp.days import day_of, day_words
from earlyhelp.office import Office
from earlyhelp.requests.draft import REACH
from earlyhelp.requests.letters import Went, how_they_went
from earlyhelp.requests.model import HelpRequest, RequestEvent
from earlyhelp.requests.queues import reach_by
from earlyhelp.requests.sharing import opened_items
from earlyhelp.requests.staff import AT_MANAGER, AT_SECOND, could_step_in, holder_of, may_ask, second_of
from earlyhelp.requests.status import WAITING
from earlyhelp.requests.ways import gives_way


@dataclass(frozen=True)
class Told:
    """Where the request stands: a key for tests and pages, and sentences to say in this order."""

    standing: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class _Claim:
    """What a sentence says of letters: which they are, and what is said `instead` unless one went, or `each`.

    `whom` they are for is a gap or a sentence.
    """

    letters: tuple[str, ...]
    whom: str
    instead: str
    each: bool = False

    def went(self, session: Session, request: HelpRequest) -> Went:
        """What became of them."""
        return how_they_went(session, request, self.letters, each=self.each)


_CLAIMS: Mapping[str, _Claim] = {
    "sent": _Claim(("new", "less_shared"), "name", "sent_not_yet"),
    "handed_over": _Claim(("handed_over", "less_shared"), "name", "handed_over_not_yet"),
    "late_reminded": _Claim(("reminded",), "name", "late"),
    "late_second": _Claim(("second_asked", "second_chase"), "second", "late"),
    "late_manager": _Claim(("manager_told",), "a_manager", "late"),
    "left": _Claim(("contact_left",), "a_manager", "left_not_yet"),
    "left_second": _Claim(("second_asked",), "second", "left_second_not_yet"),
    "withdrawn": _Claim(("withdrawn",), "those_asked", "withdrawn_not_yet", each=True),
}
_RING: Mapping[State, str] = {
    "given": "ring",
    "refused": "ring_first",
    "withdrawn": "ring_taken_back",
    "expired": "ring_ended",
}
_NOT_GONE: Mapping[Went, str] = {
    "going": "mail_going",
    "trying": "mail_trying",
    "given_up": "mail_given_up",
}


def status_for_person(
    session: Session, vault: Vault, request: HelpRequest, now: datetime, office: Office
) -> Told:
    """Where the request stands, who has it, what is late, and what the person can do.

    That somebody was told of something is said only if the very letter about it went out.
    """
    standing = _standing(request, now, office)
    ring, manager = office.contacts.to_reach(request.contact, request.contact_mark), office.contacts.manager
    gaps = {
        "reference": request.reference,
        "name": office.name_of(holder_of(request, office)),
        "phone": ring.phone,
        "second": office.name_of(second_of(request, office)) if request.second else "",
        "manager": manager.name,
        "manager_phone": manager.phone,
        "due": day_words(day_of(request.due_at)),
        "sent": day_words(day_of(request.created_at)),
        "since": day_words(day_of(_since(session, request))),
    }
    ways = _ways(session, vault, request, now, office)
    until = reach_by(session, [request]).get(request.id) if "ring" in ways else None
    gaps["reach_by"] = day_words(day_of(until)) if until else ""
    points = [standing, *_who_comes_next(request, standing, until, now, office)]
    sentences = [_where_it_stands(session, request, each, office, gaps) for each in points]
    outcome = office.wording.outcomes.get(request.outcome or "")
    if outcome is not None:
        sentences.append(outcome.told.format_map(gaps))
    sentences += _deliveries(session, request, points, office, gaps)
    sentences += [office.wording.say(key, **gaps) for key in ways]
    return Told(standing, tuple(sentences))


def _who_comes_next(
    request: HelpRequest, standing: str, until: datetime | None, now: datetime, office: Office
) -> list[str]:
    """Once the contact has left: the second contact, where the person agreed to that, or somebody new.

    Of a contact who said that they have it: `until` when they should get in touch, if they can.
    """
    if standing == "left":
        return ["left_second" if could_step_in(request, office) else "left_new"]
    if until is None:
        return []
    if until <= now:
        return ["reach_late"]
    return ["reach_next"] if standing == "acknowledged" else []


def _ways(session: Session, vault: Vault, request: HelpRequest, now: datetime, office: Office) -> list[str]:
    """Their contact; the manager too while nobody answers, who may ring them if they said yes to that."""
    if request.ended_at is not None:
        return []
    holder, manager = holder_of(request, office), office.contacts.manager
    rings = [_RING[_may_reach(session, request, holder, now)]] if holder else []
    if rings == ["ring"] and not gives_way(opened_items(session, vault, request).get(REACH), office):
        rings = ["ring_yourself"]
    if holder is manager or not may_ask(request, manager.key, office):
        return rings
    asks = ["manager_asks"] if _may_reach(session, request, manager, now) == "given" else []
    return [*rings, *asks, "ring_manager"]


def _where_it_stands(
    session: Session, request: HelpRequest, standing: str, office: Office, gaps: Mapping[str, str]
) -> str:
    claim = _CLAIMS.get(standing)
    if claim is None or claim.went(session, request) == "sent":
        return office.wording.say(standing, **gaps)
    return office.wording.say(claim.instead, **gaps)


def _deliveries(
    session: Session, request: HelpRequest, points: Sequence[str], office: Office, gaps: Mapping[str, str]
) -> list[str]:
    """A sentence for each mail that has not gone through: that to the contact, and the newest."""
    first = [_CLAIMS["handed_over" if request.round > 1 else "sent"]] if request.status in WAITING else []
    newest = [_CLAIMS[each] for each in points if each in _CLAIMS]
    told = []
    for claim in [*first, *newest]:
        sentence = _NOT_GONE.get(claim.went(session, request))
        if sentence is not None:
            whom = gaps[claim.whom] if claim.whom in gaps else office.wording.say(claim.whom)
            told.append(office.wording.say(sentence, whom=whom))
    return list(dict.fromkeys(told))


def _standing(request: HelpRequest, now: datetime, office: Office) -> str:
    if request.ended_at is None and holder_of(request, office) is None:
        return "left"
    if request.status not in WAITING:
        return request.status
    if request.step >= AT_MANAGER:
        return "late_manager"
    if request.step == AT_SECOND:
        return "late_second"
    if request.step == 1:
        return "late_reminded"
    return "late" if request.due_at <= now else request.status


def _since(session: Session, request: HelpRequest) -> datetime:
    """When the present status began."""
    found = select(RequestEvent.at).where(
        RequestEvent.request_id == request.id, RequestEvent.kind == request.status
    )
    return session.scalars(found.order_by(RequestEvent.number.desc()).limit(1)).first() or request.changed_at


def _may_reach(session: Session, request: HelpRequest, contact: Contact, now: datetime) -> State:
    """Where the yes stands that this contact knows how to get in touch; refused if none was asked for."""
    found = select(Consent).where(
        Consent.request_id == request.id,
        Consent.round == request.round,
        Consent.item == REACH,
    )
    states = [each.state(now) for each in session.scalars(found) if each.is_for(contact)]
    return states[0] if states else "refused"
