"""The tables of staff. Addresses are sealed; what opens something is kept as a hash only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database import Base, Moment
from core.keys import Keys, register_renewal
from earlyhelp.contacts.contact import MARK_LENGTH
from staff.keys import hash_under, key_under

EMAIL = "email"
"""The purpose of an address's hash."""


class StaffAccount(Base):
    """One member of staff. `id` is opaque and is what the audit knows them by, also after they have left.

    `contact` is the key of the contact that they are, with the mark of that person, or both are empty: once
    the key is somebody else's, the account is no contact. `removed_at` is None while they may sign in.
    """

    __tablename__ = "staff_account"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    email_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sealed_email: Mapped[bytes] = mapped_column(LargeBinary)
    role: Mapped[str] = mapped_column(String(16))
    contact: Mapped[str] = mapped_column(String(64))
    contact_mark: Mapped[str] = mapped_column(String(MARK_LENGTH))
    added_at: Mapped[datetime] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)


class SignInLink(Base):
    """A link that signs in once. `secret_hash` is the argon2id hash of what only the mail holds.

    `leads_to` is the reference of the request that was asked for, or empty.
    """

    __tablename__ = "staff_link"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("staff_account.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(200))
    leads_to: Mapped[str] = mapped_column(String(9))
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class StaffSession(Base):
    """One browser that is signed in, by the keyed hash of its cookie."""

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("staff_account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)
    seen_at: Mapped[datetime] = mapped_column(Moment, index=True)


class StaffTry(Base):
    """How often something was tried since a moment, by a keyed hash of what and by whom."""

    __tablename__ = "staff_try"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime] = mapped_column(Moment, index=True)


def _renew(_session: Session, account: StaffAccount, keys: Keys) -> Mapping[str, Any] | None:
    email = keys.vault.open(account.sealed_email, account.id).decode()
    sealed = keys.vault.renew(account.sealed_email, account.id)
    fresh = hash_under(key_under(keys.secrets[0]), EMAIL, email)
    if sealed is None and fresh == account.email_hash:
        return None
    return {"sealed_email": sealed or account.sealed_email, "email_hash": fresh}


register_renewal(StaffAccount, ("email_hash", "sealed_email"), _renew)
