"""Accounts: added and removed by whoever runs the site, never by signing in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import audit
from core.database import add_once
from core.encryption import Vault
from core.mail import is_address
from core.outbox import block
from earlyhelp.contacts import Contacts
from staff.errors import StaffError
from staff.keys import StaffKeys
from staff.models import EMAIL, SignInLink, StaffAccount, StaffSession
from staff.roles import MAY_BE_CONTACT, NEEDS_CONTACT, ROLES, Role

OPERATOR = "operator"
"""Who did it, in the audit, where it was done by a command on the server."""


@dataclass(frozen=True)
class Account:
    """A member of staff as whoever runs the site sees them."""

    id: str
    email: str
    role: str
    contact: str
    added_at: datetime


def plain_email(email: str) -> str:
    """The address as it is compared: without spaces around it, in small letters."""
    return email.strip().casefold()


def add_account(
    session: Session,
    vault: Vault,
    keys: StaffKeys,
    email: str,
    role: str,
    contact: str,
    contacts: Contacts,
    now: datetime,
) -> str:
    """Lets an address sign in under this role; a known one gets the role. Gives its id. Raises StaffError.

    Whoever is signed in is so under the new role at once.
    """
    email = plain_email(email)
    checked = _check(email, role, contact, contacts)
    mark = contacts.by_key[contact].mark if contact else ""
    account = find_account(session, keys, email)
    if account is None:
        account_id = str(uuid4())
        values = {
            "id": account_id,
            "email_hash": keys.hash(EMAIL, email),
            "sealed_email": vault.seal(email.encode(), account_id),
            "role": checked,
            "contact": contact,
            "contact_mark": mark,
            "added_at": now,
        }
        add_once(session, StaffAccount, values)
        account = find_account(session, keys, email)
        assert account is not None
    account.role, account.contact, account.contact_mark = checked, contact, mark
    account.removed_at = None
    session.flush()
    audit.append(session, OPERATOR, "staff/added", account.id, f"{checked} {contact}".strip(), now=now)
    return account.id


def check_address(email: str, contact: str, contacts: Contacts) -> None:
    """Raises StaffError where the contact has another address in contacts.yml, for their mails go there."""
    known = contacts.by_key.get(contact)
    if known is not None and plain_email(known.email) != plain_email(email):
        raise StaffError(
            f"Look at the address: {contact} has {known.email} in contacts.yml, for mails about requests. "
            "Whoever has the address given here would open them. Add --yes if that is right."
        )


def role_of(session: Session, keys: StaffKeys, email: str) -> tuple[str, str] | None:
    """The role of an address and the contact that it is; None if it cannot sign in."""
    account = find_account(session, keys, email)
    if account is None or account.removed_at is not None:
        return None
    return account.role, account.contact


def remove_account(session: Session, keys: StaffKeys, email: str, now: datetime) -> None:
    """Signs a member of staff out everywhere and lets them in no more. Raises StaffError.

    The row stays, without a way in, so that the audit can still say who did something.
    """
    account = _known(session, keys, email)
    account.removed_at = now
    session.flush()
    sign_out_everywhere(session, account.id, now)
    audit.append(session, OPERATOR, "staff/removed", account.id, now=now)


def sign_out(session: Session, keys: StaffKeys, email: str, now: datetime) -> None:
    """Ends every session of a member of staff, as after a lost phone. Raises StaffError."""
    account = _known(session, keys, email)
    sign_out_everywhere(session, account.id, now)
    audit.append(session, OPERATOR, "staff/signed_out", account.id, now=now)


def sign_out_everywhere(session: Session, account_id: str, now: datetime) -> None:
    """Ends an account's sessions and links, and stops links that are still on their way."""
    session.execute(delete(StaffSession).where(StaffSession.account_id == account_id))
    session.execute(delete(SignInLink).where(SignInLink.account_id == account_id))
    block(session, mail_subject(account_id), now)


def mail_subject(account_id: str) -> str:
    """What every entry of the outbox to this account begins with."""
    return f"staff/{account_id}"


def find_account(session: Session, keys: StaffKeys, email: str) -> StaffAccount | None:
    """The account of an address, also one that was removed."""
    hashes = keys.hashes(EMAIL, plain_email(email))
    return session.scalar(select(StaffAccount).where(StaffAccount.email_hash.in_(hashes)))


def email_of(session: Session, vault: Vault, account_id: str) -> str:
    """The address of an account; empty where there is none."""
    account = session.get(StaffAccount, account_id)
    return vault.open(account.sealed_email, account.id).decode() if account is not None else ""


def accounts(session: Session, vault: Vault) -> Sequence[Account]:
    """Everybody who may sign in, by role and address."""
    found = session.scalars(select(StaffAccount).where(StaffAccount.removed_at.is_(None)))
    listed = [
        Account(
            each.id,
            vault.open(each.sealed_email, each.id).decode(),
            each.role,
            each.contact,
            each.added_at,
        )
        for each in found
    ]
    return sorted(listed, key=lambda each: (each.role, each.email))


def without_account(session: Session, contacts: Contacts) -> Sequence[str]:
    """The keys of contacts as whom nobody can sign in, so that no request to them would ever be opened."""
    found = select(StaffAccount.contact_mark).where(StaffAccount.removed_at.is_(None))
    known = set(session.scalars(found))
    return [key for key, each in contacts.by_key.items() if each.mark not in known]


def _known(session: Session, keys: StaffKeys, email: str) -> StaffAccount:
    account = find_account(session, keys, email)
    if account is None or account.removed_at is not None:
        raise StaffError("Nobody with this address can sign in: see `opendoor staff list`.")
    return account


def _check(email: str, role: str, contact: str, contacts: Contacts) -> Role:
    if not is_address(email):
        raise StaffError("Give an e-mail address such as name@example.org.")
    found = next((each for each in ROLES if each == role), None)
    if found is None:
        raise StaffError(f"Choose one of these roles: {', '.join(ROLES)}.")
    if found in NEEDS_CONTACT and not contact:
        raise StaffError("Say with --contact which contact of data/earlyhelp/contacts.yml this is.")
    if contact and found not in MAY_BE_CONTACT:
        raise StaffError(f"Leave out --contact: {found}s do not receive requests.")
    if contact and contact not in contacts.by_key:
        raise StaffError(f"Choose a key of data/earlyhelp/contacts.yml: {', '.join(contacts.by_key)}.")
    return found
