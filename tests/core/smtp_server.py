"""A small real SMTP server on loopback that writes down what it accepts, and can refuse or interrupt."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import TracebackType


@dataclass(frozen=True)
class Accepted:
    """A mail as the server took it."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage
    encrypted: bool
    user: str

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def text(self) -> str:
        return str(self.message.get_content()).strip()


@dataclass
class SmtpServer:
    """Runs while it is entered. `answers` replaces the reply to a verb, as in {"RCPT": "550 no such person"}.

    `on_accepted` is called once a mail is written down and before the server says so.
    """

    answers: dict[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    tls_at_once: bool = False
    on_accepted: Callable[[Accepted], None] | None = None
    accepted: list[Accepted] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def __enter__(self) -> SmtpServer:
        self._server = _Listening(("127.0.0.1", 0), _Talk)
        self._server.smtp = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Listening(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    smtp: SmtpServer


class _Talk(socketserver.BaseRequestHandler):
    server: _Listening

    def handle(self) -> None:
        self.encrypted, self.user = False, ""
        try:
            if self.server.smtp.tls_at_once:
                self._encrypt()
            else:
                self.lines = self.request.makefile("rb")
            self._say("220 loopback")
            while (line := self.lines.readline()) and self._answer(line.decode().strip()):
                continue
        except (OSError, ValueError):
            return

    def _encrypt(self) -> None:
        assert self.server.smtp.tls is not None
        self.request = self.server.smtp.tls.wrap_socket(self.request, server_side=True)
        self.encrypted = True
        self.lines = self.request.makefile("rb")

    def _say(self, *lines: str) -> None:
        self.request.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def _answer(self, line: str) -> bool:
        verb = line[:4].upper()
        if verb in self.server.smtp.answers:
            self._say(self.server.smtp.answers[verb])
        elif verb == "EHLO":
            offers = ["250-loopback", "250-AUTH PLAIN"]
            if self.server.smtp.tls and not self.encrypted:
                offers.append("250-STARTTLS")
            self._say(*offers, "250 8BITMIME")
        elif verb == "STAR":
            self._say("220 go on")
            self._encrypt()
        elif verb == "AUTH":
            self.user = ":".join(base64.b64decode(line.split()[2]).decode().split("\0")[1:])
            self._say("235 welcome")
        elif verb == "MAIL":
            self.sender, self.recipients = _address(line), []
            self._say("250 ok")
        elif verb == "RCPT":
            self.recipients.append(_address(line))
            self._say("250 ok")
        elif verb == "DATA":
            self._say("354 go on")
            self._take()
        elif verb == "QUIT":
            self._say("221 goodbye")
            return False
        else:
            self._say("250 ok")
        return True

    def _take(self) -> None:
        body = []
        while (line := self.lines.readline()) != b".\r\n":
            if not line:
                raise ValueError("The client went away in the middle of a mail.")
            body.append(line.removeprefix(b"."))
        message = message_from_bytes(b"".join(body), policy=default)
        accepted = Accepted(self.sender, tuple(self.recipients), message, self.encrypted, self.user)
        if "BODY" in self.server.smtp.answers:
            self._say(self.server.smtp.answers["BODY"])
            return
        self.server.smtp.accepted.append(accepted)
        if self.server.smtp.on_accepted:
            self.server.smtp.on_accepted(accepted)
        self._say("250 accepted")


def _address(line: str) -> str:
    return line[line.index("<") + 1 : line.index(">")]
