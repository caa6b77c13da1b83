"""A person who asks somebody to get in touch, over HTTP, and the mails that staff would have got."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from core.database import open_database
from core.encryption import open_vault
from core.outbox.models import OutboxEntry
from core.settings import load_settings
from earlyhelp.requests import HelpRequest, RequestItem
from tests.conftest import Site
from tests.conversations.conftest import Conversation

REFERENCE = re.compile(r"\b([A-Z]{4}-\d{4})\b")
CODE = re.compile(r"code word is \*\*([A-Z]{6})\*\*")


class Asking(Conversation):
    """A conversation with shortcuts through the questions of a request."""

    def skip_to(self, *parts: str) -> Asking:
        """Skips questions, and takes what is offered, until the last answer holds every part."""
        for _ in range(30):
            if all(part.lower() in self.said.lower() for part in parts):
                return self
            for label in ("Skip this", "Use these", "That is fine", "Share all", "Yes, they may", "Go on"):
                if any(each["label"].startswith(label) for each in self.buttons):
                    self.press(label)
                    break
            else:
                raise AssertionError(f"no way to {parts} from:\n{self.said}")
        raise AssertionError(f"{parts} never came; the last answer was:\n{self.said}")

    def to_check(self) -> Asking:
        """On to the page that is checked before sending."""
        return self.skip_to("check your answers")

    sent_words = ""

    def send(self) -> Asking:
        """Presses the button that sends, then lets the name and the code word be shown."""
        self.press("Send my request").expect("on its way to")
        self.sent_words = self.said
        return self.note()

    def note(self) -> Asking:
        """Says that it is safe to show the name and the code word."""
        self.expect("is it safe to show them").press("Yes, show me").expect("code word is")
        return self

    @property
    def reference(self) -> str:
        found = REFERENCE.search(self.said)
        assert found, self.said
        return found[1]

    @property
    def code(self) -> str:
        found = CODE.search(self.said)
        assert found, self.said
        return found[1]

    def token(self, label: str) -> str:
        """The token of a button, to press it more than once."""
        return str(next(each["token"] for each in self.buttons if each["label"].startswith(label)))

    def press_token(self, token: str, once: str = "") -> int:
        """Sends a token as a program would; gives the status."""
        body: dict[str, Any] = {"button": token} | ({"once": once} if once else {})
        answer = self.http.post(f"{self.url}/api/chat", json=body, timeout=30)
        if answer.status_code == 200:
            self.messages = answer.json()["messages"]
        return answer.status_code


@dataclass(frozen=True)
class Records:
    """What the site's database holds, read from outside."""

    sessions: sessionmaker[Session]
    vault: Any
    before: frozenset[str] = field(default=frozenset())

    def count(self) -> int:
        """Requests since the test began."""
        with self.sessions() as session:
            return len(set(session.scalars(select(HelpRequest.id))) - self.before)

    def request(self, reference: str) -> HelpRequest:
        with self.sessions() as session:
            return session.scalars(select(HelpRequest).where(HelpRequest.reference == reference)).one()

    def items(self, reference: str) -> dict[str, str]:
        """What is stored of a request, opened."""
        request = self.request(reference)
        with self.sessions() as session:
            rows = session.scalars(select(RequestItem).where(RequestItem.request_id == request.id)).all()
        return {each.item: self.vault.open(each.sealed, each.id).decode() for each in rows}

    def mails(self, reference: str) -> int:
        """Mails put into the outbox about a request."""
        subject = self.request(reference).subject
        with self.sessions() as session:
            found = select(func.count()).where(
                OutboxEntry.key.startswith(subject), OutboxEntry.kind == "mail"
            )
            return int(session.scalar(found) or 0)


@pytest.fixture
def asking(site: Site) -> Asking:
    """A new person."""
    return Asking(site.url)


@pytest.fixture
def records(site: Site) -> Records:
    settings = load_settings(site.environ)
    sessions = open_database(settings.database)
    with sessions() as session:
        before = frozenset(session.scalars(select(HelpRequest.id)))
    return Records(sessions, open_vault(settings), before)
