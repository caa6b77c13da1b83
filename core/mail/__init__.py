"""Mail: what it is, how it goes to a mail server, and where development keeps it instead."""

from __future__ import annotations

from core.mail.letter import Mail, is_address
from core.mail.mailbox import KeptMail, MailboxSender, forget_mails, read_mailbox
from core.mail.opening import open_mail_sender
from core.mail.smtp import SmtpSender

__all__ = [
    "KeptMail",
    "Mail",
    "MailboxSender",
    "SmtpSender",
    "forget_mails",
    "is_address",
    "open_mail_sender",
    "read_mailbox",
]
