"""The audit: who did what to what, when and why, in a chain that shows every later change.

Each entry carries the SHA-256 of itself and of the entry before; one more row holds how many entries there
are and the last hash, signed with a key from the secret. A changed, removed or inserted entry breaks the
chain; a tail cut off, or a chain rewritten from somewhere on, no longer fits the signed end. What no chain
in the same database can show is the whole database put back to an earlier day: note the number and hash
that `opendoor audit verify` prints.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import LargeBinary, String, literal, select, true, update
from sqlalchemy.orm import Mapped, Session, mapped_column, sessionmaker

from core.database import Base, Moment, add_once
from core.encryption import derive_key
from core.errors import AuditError, SealError
from core.keys import Keys, keys_of, register_renewal
from core.opaque import opaque
from core.settings import Settings

_NAME = 64
_WHY = 200
_START = bytes(32)
_ONLY = 1
_PURPOSE = "audit-end"
_UNFIT = "The audit does not fit its signed end: run `opendoor audit verify`, and check OPENDOOR_SECRET_KEY."


class AuditEntry(Base):
    """One thing that was done. `number` counts from 1 without gaps; `who` and `subject` are opaque ids."""

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(_NAME))
    what: Mapped[str] = mapped_column(String(_NAME))
    subject: Mapped[str] = mapped_column(String(_NAME), index=True)
    why: Mapped[str] = mapped_column(String(_WHY))
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditEnd(Base):
    """The one row that says where the chain ends; `mark` signs the other two."""

    __tablename__ = "audit_end"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entries: Mapped[int]
    last: Mapped[bytes] = mapped_column(LargeBinary(32))
    mark: Mapped[bytes] = mapped_column(LargeBinary(32))


@dataclass(frozen=True)
class Verified:
    """How many entries there are, the last hash in hex, and the first number that does not fit, or None.

    A `broken_at` one past the last entry means that the end itself was cut off or changed.
    """

    entries: int
    broken_at: int | None
    last: str = ""


def audited(sessions: sessionmaker[Session], settings: Settings) -> sessionmaker[Session]:
    """The same sessions, now able to append to the audit and to verify it."""
    sessions.configure(info={_PURPOSE: _mark_keys(keys_of(settings))})
    return sessions


def append(session: Session, who: str, what: str, subject: str, why: str = "", *, now: datetime) -> int:
    """Adds an entry in the caller's transaction; gives its number. Raises AuditError and ValueError.

    `who`, `what` and `subject` are opaque ids of up to 64 letters, digits and `._:/-`; `why` is a line of up
    to 200 characters; none may hold personal data. Appends take turns: the first statement locks the end
    until the caller's transaction ends, so append last and keep the transaction short. On SQLite that
    statement takes the write lock, so no BEGIN IMMEDIATE is needed.
    """
    if len(why) > _WHY or (why and not why.isprintable()):
        raise ValueError(f"The reason in an audit entry is one line of up to {_WHY} characters.")
    keys = _keys(session)
    number, previous = _next(session, keys)
    values: dict[str, Any] = {
        "number": number,
        "at": now,
        "who": opaque(who, _NAME),
        "what": opaque(what, _NAME),
        "subject": opaque(subject, _NAME),
        "why": why,
        "previous": previous,
    }
    hash_ = _hash(values)
    session.add(AuditEntry(**values, hash=hash_))
    session.flush()
    session.execute(
        update(AuditEnd)
        .where(AuditEnd.id == _ONLY)
        .values(last=hash_, mark=_mark(keys[0], number, hash_))
        .execution_options(synchronize_session=False)
    )
    return number


def verify(session: Session) -> Verified:
    """Walks the whole chain in one statement, so that entries appended meanwhile do not matter."""
    keys = _keys(session)
    one = select(literal(1).label("one")).subquery()
    walk = (
        select(*AuditEntry.__table__.columns, AuditEnd.entries, AuditEnd.last, AuditEnd.mark)
        .select_from(one)
        .outerjoin(AuditEntry, true())
        .outerjoin(AuditEnd, AuditEnd.id == _ONLY)
        .order_by(AuditEntry.number)
        .execution_options(yield_per=1000)
    )
    count, last, end = 0, _START, None
    for row in session.execute(walk):
        entry, end = row._asdict(), _End(row.entries, row.last, row.mark)
        if entry["number"] is None:
            break
        fits = entry["number"] == count + 1 and entry["previous"] == last
        if not fits or _hash(entry) != entry["hash"]:
            return Verified(count, count + 1, last.hex())
        count, last = count + 1, entry["hash"]
    return Verified(count, _end_broken_at(keys, end, count, last), last.hex())


@dataclass(frozen=True)
class _End:
    """The signed end; of nothing where there is no such row."""

    entries: int | None
    last: bytes
    mark: bytes


def _next(session: Session, keys: tuple[bytes, ...]) -> tuple[int, bytes]:
    """Locks the end; gives the number of the next entry and the hash before it. Raises AuditError."""
    locking = (
        update(AuditEnd)
        .where(AuditEnd.id == _ONLY)
        .values(entries=AuditEnd.entries + 1)
        .returning(AuditEnd.entries, AuditEnd.last, AuditEnd.mark)
        .execution_options(synchronize_session=False)
    )
    found = session.execute(locking).first()
    if found is None:
        fresh = {"id": _ONLY, "entries": 0, "last": _START, "mark": _mark(keys[0], 0, _START)}
        is_first = add_once(session, AuditEnd, fresh)
        if is_first and session.scalar(select(AuditEntry.number).limit(1)) is not None:
            raise AuditError(_UNFIT)
        found = session.execute(locking).one()
    number, last, mark = found
    if not _fits(keys, number - 1, last, mark):
        raise AuditError(_UNFIT)
    return number, last


def _end_broken_at(keys: tuple[bytes, ...], end: _End | None, count: int, last: bytes) -> int | None:
    """Where the signed end and what was found part ways; None where they agree."""
    if end is None or end.entries is None:
        return 1 if count else None
    if not _fits(keys, end.entries, end.last, end.mark) or end.entries > count:
        return count + 1
    if end.entries < count:
        return end.entries + 1
    return None if end.last == last else count


def _hash(entry: Mapping[str, Any]) -> bytes:
    """SHA-256 over canonical JSON: sorted names, no spaces, UTC with microseconds, the hash before in hex."""
    at = cast(datetime, entry["at"]).astimezone(UTC).isoformat(timespec="microseconds")
    plain = {name: entry[name] for name in ("number", "who", "what", "subject", "why")}
    plain |= {"at": at, "previous": entry["previous"].hex()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).digest()


def _mark(key: bytes, entries: int, last: bytes) -> bytes:
    return hmac.digest(key, f"{entries}:{last.hex()}".encode(), "sha256")


def _fits(keys: tuple[bytes, ...], entries: int, last: bytes, mark: bytes) -> bool:
    return any(hmac.compare_digest(_mark(key, entries, last), mark) for key in keys)


def _mark_keys(keys: Keys) -> tuple[bytes, ...]:
    return tuple(derive_key(secret, _PURPOSE) for secret in keys.secrets)


def _keys(session: Session) -> tuple[bytes, ...]:
    try:
        return cast(tuple[bytes, ...], session.info[_PURPOSE])
    except KeyError:
        raise AuditError(
            "These sessions cannot write the audit: open them with core.audit.audited."
        ) from None


def _renew(session: Session, end: AuditEnd, keys: Keys) -> Mapping[str, Any] | None:
    marks = _mark_keys(keys)
    if _fits(marks[:1], end.entries, end.last, end.mark):
        return None
    if not _fits(marks, end.entries, end.last, end.mark):
        raise SealError(_UNFIT)
    return {"mark": _mark(marks[0], end.entries, end.last)}


register_renewal(AuditEnd, ("mark",), _renew)
