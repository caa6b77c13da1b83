"""Which way mail goes, by the settings."""

from __future__ import annotations

from sqlalchemy.orm import Session, sessionmaker

from core.clock import Clock
from core.encryption import Vault
from core.mail.mailbox import MailboxSender
from core.mail.smtp import SmtpSender
from core.outbox.sending import Sender
from core.settings import Settings, check_public


def open_mail_sender(
    settings: Settings, sessions: sessionmaker[Session], vault: Vault, clock: Clock
) -> Sender:
    """The mail server where one is set, else the mailbox; raises SettingsError where others can come and
    mail would not reach whom it is for."""
    check_public(settings)
    return SmtpSender(settings, clock) if settings.smtp_host else MailboxSender(sessions, vault, clock)
