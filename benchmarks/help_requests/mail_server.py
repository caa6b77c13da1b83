"""The mail server on loopback, in a process of its own that nobody kills."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.help_requests.journal import Journal, read_journal
from core.settings import Settings
from tests.core.smtp_server import Accepted, SmtpServer


@dataclass(frozen=True)
class Letter:
    """A mail as the server took it."""

    message_id: str
    to: str
    words: str


@dataclass(frozen=True)
class MailServer:
    """Where it listens, and what it has accepted."""

    port: int
    journal: Path

    def accepted(self) -> list[Letter]:
        """Every mail, in order, also those that came twice."""
        return [
            Letter(line["message_id"], line["to"], line["words"])
            for line in read_journal(self.journal)
            if line["what"] == "accepted"
        ]


@contextmanager
def mail_server(dawdles: float = 0.0) -> Iterator[MailServer]:
    """Runs a server that takes up to `dawdles` seconds between keeping a mail and saying so.

    Fork it before there are threads: it has some, and its parent must have none.
    """
    with TemporaryDirectory(prefix="mails-") as folder:
        journal = Path(folder) / "accepted.jsonl"
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reading)
            _serve(journal, writing, dawdles)
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                port = int(told.readline())
            yield MailServer(port, journal)
        finally:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def mailing(settings: Settings, port: int) -> Settings:
    """The settings with this server."""
    return replace(settings, smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")


def _serve(path: Path, writing: int, dawdles: float) -> None:
    """The server's process, which ends only by a kill."""
    try:
        journal, random = Journal(path), Random(os.getpid())

        def keep(mail: Accepted) -> None:
            words = f"{mail.message['Subject']}\n{mail.text}"
            journal.write("accepted", message_id=mail.message_id, to=mail.recipients[0], words=words)
            if dawdles:
                time.sleep(random.uniform(0, dawdles))

        with SmtpServer(on_accepted=keep) as server:
            os.write(writing, f"{server.port}\n".encode())
            while True:
                signal.pause()
    except BaseException as error:
        print(f"The mail server ended: {type(error).__name__}", file=sys.stderr)
    finally:
        os._exit(1)
