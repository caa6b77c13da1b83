"""The end of what is kept: the nightly purge, and erasure when a person asks for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from core import audit
from core.database import forget_after_commit
from core.encryption import Vault
from core.outbox import forget_settled
from earlyhelp.consent import Consent, stands
from earlyhelp.office import Office
from earlyhelp.requests.agreed import forget_words
from earlyhelp.requests.history import hold, write_audit
from earlyhelp.requests.model import AgreedWords, HelpRequest, RequestEvent, RequestItem
from earlyhelp.requests.passes import forget_passes
from earlyhelp.requests.staff import PERSON, SYSTEM
from earlyhelp.requests.withdrawing import withdraw
from earlyhelp.retention import Kept
from earlyhelp.tries import ReferenceTry


@dataclass(frozen=True)
class Purged:
    """How many of each kind have gone."""

    answers: int
    notes: int
    records: int
    tries: int
    deliveries: int

    @property
    def total(self) -> int:
        """Of all kinds together."""
        return self.answers + self.notes + self.records + self.tries + self.deliveries


@dataclass(frozen=True)
class Erased:
    """What was erased, what must stay and why, and until when it does."""

    reference: str
    kept: Kept
    until: datetime


def purge(session: Session, now: datetime, office: Office) -> Purged:
    """Deletes, in the caller's transaction, whatever's time is over; a second run finds nothing.

    Answers go when nobody may see them any more, for only the present round's consents share anything, and
    at the latest some time after the request ended. Notes and code word go with the last of them; those of a
    request that was never closed go once nothing is agreed to and nothing has happened for as long. The
    record goes later. Times are those of data/earlyhelp/retention.yml. One audit entry says how many. The
    files forget too.
    """
    times = office.retention
    long_ago = now - times["answers"].time
    ended = select(HelpRequest.id).where(HelpRequest.ended_at <= long_ago)
    allowed = (
        exists()
        .where(HelpRequest.id == RequestItem.request_id, Consent.request_id == RequestItem.request_id)
        .where(Consent.round == HelpRequest.round, Consent.item == RequestItem.item, stands(now))
    )
    agreed = exists().where(
        Consent.request_id == HelpRequest.id, Consent.round == HelpRequest.round, stands(now)
    )
    left_open = select(HelpRequest.id).where(
        HelpRequest.ended_at.is_(None), HelpRequest.changed_at <= long_ago, ~agreed
    )
    answers = session.scalars(
        delete(RequestItem)
        .where(or_(RequestItem.request_id.in_(ended), ~allowed))
        .returning(RequestItem.id)
        .execution_options(synchronize_session=False)
    ).all()
    notes = session.scalars(
        update(RequestEvent)
        .where(
            or_(RequestEvent.request_id.in_(ended), RequestEvent.request_id.in_(left_open)),
            RequestEvent.sealed.is_not(None),
        )
        .values(sealed=None)
        .returning(RequestEvent.id)
        .execution_options(synchronize_session=False)
    ).all()
    session.execute(
        update(HelpRequest)
        .where(
            or_(HelpRequest.id.in_(ended), HelpRequest.id.in_(left_open)),
            HelpRequest.sealed_code.is_not(None),
        )
        .values(sealed_code=None)
        .execution_options(synchronize_session=False)
    )
    last_moved = func.coalesce(HelpRequest.ended_at, HelpRequest.changed_at)
    records = session.scalars(
        delete(HelpRequest)
        .where(last_moved <= now - times["record"].time)
        .returning(HelpRequest.id)
        .execution_options(synchronize_session=False)
    ).all()
    tries = session.scalars(
        delete(ReferenceTry)
        .where(ReferenceTry.since <= now - times["tries"].time)
        .returning(ReferenceTry.reference)
        .execution_options(synchronize_session=False)
    ).all()
    forget_passes(session, now)
    deliveries = forget_settled(session, now - times["deliveries"].time)
    purged = Purged(len(answers), len(notes), len(records), len(tries), deliveries)
    if purged.total:
        forget_after_commit(session, HelpRequest, RequestItem, RequestEvent, AgreedWords)
        why = ", ".join(f"{kind} {count}" for kind, count in asdict(purged).items() if count)
        audit.append(session, SYSTEM, "request/purged", "purge", why, now=now)
    return purged


def erase_request(session: Session, vault: Vault, request_id: str, now: datetime, office: Office) -> Erased:
    """Erases what a person told us in one request, and takes the request back first if nobody did.

    A chat that it was told in keeps its own words until it is deleted or forgotten, which is not done here.
    What stays is the record: that somebody asked, when, whom, and yes or no to which items; nothing in
    it says who it was. Each of a person's requests needs a transaction of its own. Again changes nothing.
    """
    withdraw(session, vault, request_id, now, office)
    request = hold(session, request_id)
    if request.erased_at is None:
        forget_after_commit(session, HelpRequest, RequestEvent, AgreedWords)
        session.execute(
            update(RequestEvent)
            .where(RequestEvent.request_id == request.id)
            .values(sealed=None)
            .execution_options(synchronize_session=False)
        )
        forget_words(session, request)
        request.person = request.sealed_code = None
        request.young = request.may_leave_message = False
        request.erased_at = now
        session.flush()
        write_audit(session, request, "erased", PERSON, now)
    kept = office.retention["record"]
    return Erased(request.reference, kept, (request.ended_at or now) + kept.time)
