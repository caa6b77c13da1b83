"""Which way mail goes, by the settings."""

from __future__ import annotations

from sqlalchemy.orm import Session, sessionmaker

from core.encryption import Vault
from core.errors import SettingsError
from core.mail.mailbox import MailboxSender
from core.mail.smtp import SmtpSender
from core.outbox.sending import Sender
from core.settings import PREFIX, Settings


def open_mail_sender(settings: Settings, sessions: sessionmaker[Session], vault: Vault) -> Sender:
    """The mail server where one is set, else the mailbox; production without a server is a SettingsError."""
    if settings.smtp_host:
        return SmtpSender(settings)
    if settings.in_production:
        raise SettingsError(f"Set {PREFIX}SMTP_HOST: production sends its mails and keeps no mailbox.")
    return MailboxSender(sessions, vault)
