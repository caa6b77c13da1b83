"""Mail to a mail server, as the settings OPENDOOR_SMTP_* say."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urlsplit

from core.clock import Clock
from core.cutting_off import cut_off_after
from core.errors import RefusedError
from core.mail.letter import Mail
from core.settings import Settings

_SECONDS = 20.0
LONGEST = 60.0
"""Seconds of silence, and for a whole mail: well within the lease of the outbox, whatever the server does."""

_NO_SUCH_CODES = {550, 551, 553}
_NO_SUCH_ADDRESS = re.compile(r"5\.1\.(?:1|2|3|6|10)(?!\d)")
"""The statuses of RFC 3463 and 7505 that are of the recipient's address; 5.1.7 and 5.1.8 are the sender's."""


@dataclass(frozen=True)
class SmtpSender:
    """Speaks SMTP, a connection a mail, over TLS unless the settings say otherwise. Calls block."""

    settings: Settings
    clock: Clock
    longest: float = LONGEST

    def send(self, message_id: str, payload: Mapping[str, Any]) -> None:
        """Returns once the server has accepted the mail; raises RefusedError if the address takes none.

        Any other refusal or fault is smtplib's own error, or OSError.
        """
        try:
            message = self._written(message_id, Mail(**payload))
        except ValueError:
            raise RefusedError("This mail has an address or a subject that no mail can have.") from None
        with self._connected() as server:
            try:
                server.send_message(message)
            except smtplib.SMTPRecipientsRefused as refused:
                raise _judged(refused.recipients.values(), refused) from None
            except smtplib.SMTPDataError as refused:
                raise _judged([(refused.smtp_code, refused.smtp_error)], refused) from None

    def _written(self, message_id: str, mail: Mail) -> EmailMessage:
        domain = parseaddr(self.settings.smtp_from)[1].rpartition("@")[2]
        message = EmailMessage(policy=SMTP)
        message["From"] = self.settings.smtp_from
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(self.clock())
        message["Message-ID"] = f"<{message_id}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text, cte="quoted-printable")
        return message

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """A server that is ready for a mail. What fails in taking leave does not undo what it accepted."""
        chosen, opened = self.settings, list[smtplib.SMTP]()
        with cut_off_after(self.longest, lambda: opened[0].sock if opened else None):
            server = self._opened(opened)
            try:
                if chosen.smtp_security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if chosen.smtp_user:
                    server.login(chosen.smtp_user, chosen.smtp_password)
                yield server
            finally:
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
                server.close()

    def _opened(self, opened: list[smtplib.SMTP]) -> smtplib.SMTP:
        """The connection, which is in `opened` from before its first word."""
        chosen = self.settings
        here = urlsplit(chosen.site).hostname
        where: dict[str, Any] = {"host": chosen.smtp_host, "port": chosen.smtp_port, "local_hostname": here}
        if chosen.smtp_security == "tls":
            return _OverTls(opened, **where, timeout=_SECONDS, context=ssl.create_default_context())
        return _Plain(opened, **where, timeout=_SECONDS)


class _Plain(smtplib.SMTP):
    """A connection that can be found while it still waits for the server's greeting."""

    def __init__(self, opened: list[smtplib.SMTP], **given: Any) -> None:
        opened.append(self)
        super().__init__(**given)


class _OverTls(smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""

    def __init__(self, opened: list[smtplib.SMTP], **given: Any) -> None:
        opened.append(self)
        super().__init__(**given)


def _judged(answers: Iterable[tuple[int, bytes | str]], refused: smtplib.SMTPException) -> Exception:
    """A refusal for good where every answer says that there is no such address, else the refusal as it came.

    Servers refuse with 5xx also what their own fault, or ours, makes them refuse (a wrong sender, a relay
    that is not allowed): that would be every mail at once, and is mended sooner or later.
    """
    if all(code in _NO_SUCH_CODES and _NO_SUCH_ADDRESS.match(_text(said)) for code, said in answers):
        return RefusedError("The mail server knows no such address.")
    return refused


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
