"""Signing in by a link that is mailed to a known address, works once, and for 15 minutes.

A link is `ID.SECRET`. The id finds the row; the secret is 256 random bits, of which only the argon2id hash is
kept. Hashing takes some 20 milliseconds of a processor, so it is done outside any transaction, and only for a
client that has not asked or tried too often.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete
from sqlalchemy.orm import Session

from core import audit
from core.encryption import Vault
from core.mail import Mail
from core.outbox import put
from staff.accounts import find_account, mail_subject, plain_email
from staff.errors import LinkSpentError
from staff.keys import StaffKeys
from staff.models import SignInLink, StaffAccount
from staff.sessions import begin_session
from staff.tries import count_try
from staff.wording import SignInMail

VALID_FOR = timedelta(minutes=15)
ASKS_PER_ADDRESS = 5
ASKS_PER_CLIENT = 30
TRIES_PER_CLIENT = 30
"""How often within 15 minutes."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""The least that OWASP asks of argon2id; the secret is random, so more would gain nothing."""


@dataclass(frozen=True)
class FreshLink:
    """A link that nobody was given yet."""

    id: str
    secret: str
    secret_hash: str

    @property
    def token(self) -> str:
        """What the mail's address ends with."""
        return f"{self.id}.{self.secret}"


@dataclass(frozen=True)
class SignedInBy:
    """A new session: the cookie's value, and the reference that was asked for, or empty."""

    cookie: str
    leads_to: str


def fresh_link() -> FreshLink:
    """A new link. Slow on purpose: use a thread."""
    secret = secrets.token_urlsafe(32)
    return FreshLink(uuid4().hex, secret, _HASHER.hash(secret))


def may_ask(session: Session, keys: StaffKeys, client: str, now: datetime) -> bool:
    """Counts a client that asks to be let in, whoever it says it is; False if it asks too often.

    The caller commits whatever the answer is.
    """
    return count_try(session, keys, "ask-client", client, now, ASKS_PER_CLIENT)


def ask_for_link(
    session: Session,
    vault: Vault,
    keys: StaffKeys,
    link: FreshLink,
    email: str,
    leads_to: str,
    site: str,
    mail: SignInMail,
    now: datetime,
) -> None:
    """Puts a link into the outbox if the address is known and has not asked too often; tells nothing of it.

    `link` is made for every address, so that the time taken tells little too. The caller commits.
    """
    allowed = count_try(session, keys, "ask-address", plain_email(email), now, ASKS_PER_ADDRESS)
    account = find_account(session, keys, email)
    if account is None or account.removed_at is not None or not allowed:
        return
    session.add(
        SignInLink(
            id=link.id,
            account_id=account.id,
            secret_hash=link.secret_hash,
            leads_to=leads_to,
            expires_at=now + VALID_FOR,
        )
    )
    to = vault.open(account.sealed_email, account.id).decode()
    text = mail.text.format_map({"link": f"{site}/desk/enter/{link.token}"})
    payload = Mail(to, mail.subject, text).payload()
    key = f"{mail_subject(account.id)}/sign-in/{link.id}"
    put(session, vault, key, "mail", payload, now, expires_at=now + VALID_FOR)
    session.flush()


def may_enter(session: Session, keys: StaffKeys, client: str, now: datetime) -> bool:
    """Counts a try to enter by a link; False if this client tries too often. The caller commits."""
    return count_try(session, keys, "enter-client", client, now, TRIES_PER_CLIENT)


def link_of(session: Session, token: str, now: datetime) -> SignInLink:
    """The link that this token names, of which the secret is still to be checked; raises LinkSpentError."""
    link_id = token.partition(".")[0]
    link = session.get(SignInLink, link_id) if link_id.isalnum() and len(link_id) == 32 else None
    if link is None or link.expires_at <= now:
        raise _spent()
    return link


def check_secret(link: SignInLink, token: str) -> None:
    """Raises LinkSpentError unless the token's secret is that of the link. Slow on purpose: use a thread."""
    if not _fits(link.secret_hash, token.partition(".")[2]):
        raise _spent()


def enter(session: Session, keys: StaffKeys, link_id: str, now: datetime) -> SignedInBy:
    """Uses up a link that was checked, with every other link of its account; raises LinkSpentError.

    Its first statement deletes the link, so that of two presses at once only one signs in.
    """
    using = (
        delete(SignInLink)
        .where(SignInLink.id == link_id, SignInLink.expires_at > now)
        .returning(SignInLink.account_id, SignInLink.leads_to)
        .execution_options(synchronize_session=False)
    )
    used = session.execute(using).first()
    account = session.get(StaffAccount, used.account_id) if used is not None else None
    if used is None or account is None or account.removed_at is not None:
        raise _spent()
    session.execute(delete(SignInLink).where(SignInLink.account_id == account.id))
    cookie = begin_session(session, keys, account.id, now)
    audit.append(session, account.id, "staff/signed_in", account.id, now=now)
    return SignedInBy(cookie, used.leads_to)


def _spent() -> LinkSpentError:
    return LinkSpentError("This link has been used, or its 15 minutes are over. Ask for a new one.")


def _fits(secret_hash: str, secret: str) -> bool:
    try:
        return _HASHER.verify(secret_hash, secret)
    except (VerificationError, InvalidHashError):
        return False
