"""The end of what was agreed to: its contact hears of it in good time, and then the request ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.consent import Consent, stands
from earlyhelp.days import day_of
from earlyhelp.office import Office
from earlyhelp.requests.announcing import announce
from earlyhelp.requests.history import add_event
from earlyhelp.requests.letters import send_letter, stop_asking
from earlyhelp.requests.model import HelpRequest, RequestEvent
from earlyhelp.requests.staff import SYSTEM, in_this_round
from earlyhelp.requests.status import ENDED, check_move
from earlyhelp.requests.withdrawing import everybody_asked

WARNED_BEFORE = timedelta(days=14)
"""How long before a yes ends its contact hears of it."""

EXPIRED, ENDS_SOON = "expired", "ends_soon"

_OPEN = HelpRequest.status.not_in(ENDED)
_YES = and_(Consent.request_id == HelpRequest.id, Consent.round == HelpRequest.round, Consent.given)


def has_run_out(now: datetime, office: Office) -> ColumnElement[bool]:
    """That no yes of an open request stands any more, of those that were given in its present round.

    One that never shared anything runs out once nobody did anything for as long as the longest yes lasts.
    """
    untouched = HelpRequest.changed_at <= now - office.agreement.longest
    return and_(_OPEN, ~exists().where(_YES, stands(now)), or_(exists().where(_YES), untouched))


def ends_soon(now: datetime) -> ColumnElement[bool]:
    """That a yes of an open request ends soon, and that nobody was told of that lately."""
    ends = exists().where(_YES, stands(now), Consent.expires_at <= now + WARNED_BEFORE)
    told = exists().where(in_this_round(ENDS_SOON), RequestEvent.at > now - WARNED_BEFORE)
    return and_(_OPEN, ends, ~told)


def expire(session: Session, vault: Vault, request: HelpRequest, now: datetime, office: Office) -> None:
    """Ends a request that has run out; everybody who was asked hears of it. The caller holds the request."""
    check_move(request.status, "expired")
    stop_asking(session, request, now)
    request.status, request.ended_at, request.next_step_at = "expired", now, None
    add_event(session, vault, request, EXPIRED, EXPIRED, SYSTEM, now)
    for contact in everybody_asked(session, request, office):
        send_letter(session, vault, request, contact, EXPIRED, now, office)
    announce(session, vault, request, EXPIRED, now, office)


def warn(session: Session, vault: Vault, request: HelpRequest, now: datetime, office: Office) -> None:
    """Tells whoever holds it that what was agreed to ends soon. The caller holds the request."""
    day = day_of(now).isoformat()
    contact = office.contacts.to_reach(request.contact, request.contact_mark)
    add_event(session, vault, request, ENDS_SOON, f"{request.round}/{ENDS_SOON}/{day}", SYSTEM, now)
    send_letter(session, vault, request, contact, ENDS_SOON, now, office, day)
