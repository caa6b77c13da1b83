"""Rows of the chat within one transaction: sealed on the way in, opened on the way out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, cast

import msgspec
from sqlalchemy import delete, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.clock import Clock
from core.encryption import Vault
from web.identity import hash_of, new_token
from web.messages import Button, Card, Message, MessageKind, Reply, Speaker
from web.models import (
    ChatButton,
    ChatErasure,
    ChatMessage,
    ChatSession,
    button_sealed_under,
    message_sealed_under,
)


@dataclass(frozen=True)
class Rows:
    """The tables of the chat, seen through one open transaction."""

    db: Session
    vault: Vault
    clock: Clock

    def session_of(self, cookie: str) -> ChatSession | None:
        """The chat that a cookie opens."""
        return self.db.scalar(select(ChatSession).where(ChatSession.cookie_hash == hash_of(cookie)))

    def open_session(self, cookie: str) -> ChatSession:
        """The chat that a cookie opens, made if it is new."""
        now = self.clock()
        session = self.session_of(cookie)
        if session is None:
            with suppress(IntegrityError), self.db.begin_nested():
                fresh = ChatSession(
                    cookie_hash=hash_of(cookie), conversation_id=new_token(), created_at=now, active_at=now
                )
                self.db.add(fresh)
            session = self.session_of(cookie)
            assert session is not None
        session.active_at = now
        return session

    def forget(self, session: ChatSession) -> None:
        """Deletes a chat and leaves the wish that the assistant deletes it too."""
        self.db.execute(delete(ChatButton).where(ChatButton.session_id == session.id))
        self.db.execute(delete(ChatMessage).where(ChatMessage.session_id == session.id))
        self.db.merge(ChatErasure(conversation_id=session.conversation_id, asked_at=self.clock()))
        self.db.delete(session)

    def message(self, session: ChatSession, number: int) -> ChatMessage | None:
        """The message with this number."""
        found = select(ChatMessage).where(ChatMessage.session_id == session.id, ChatMessage.number == number)
        return self.db.scalar(found)

    def submission(self, session: ChatSession, once: bytes) -> ChatMessage | None:
        """The message that this submission made."""
        found = select(ChatMessage).where(ChatMessage.session_id == session.id, ChatMessage.once == once)
        return self.db.scalar(found)

    def last_from(self, session: ChatSession, speaker: Speaker) -> ChatMessage | None:
        """The newest message of one speaker."""
        found = select(ChatMessage).where(
            ChatMessage.session_id == session.id, ChatMessage.speaker == speaker
        )
        return self.db.scalar(found.order_by(ChatMessage.number.desc()).limit(1))

    def messages(self, session: ChatSession, after: int) -> Sequence[ChatMessage]:
        """The messages after number `after`, in order."""
        found = select(ChatMessage).where(ChatMessage.session_id == session.id, ChatMessage.number > after)
        return self.db.scalars(found.order_by(ChatMessage.number)).all()

    def add(
        self,
        session: ChatSession,
        speaker: Speaker,
        kind: str,
        body: dict[str, Any],
        once: bytes | None = None,
    ) -> ChatMessage:
        """Writes the next message of a chat."""
        last = self.db.scalar(
            select(func.max(ChatMessage.number)).where(ChatMessage.session_id == session.id)
        )
        number = (last or 0) + 1
        row = ChatMessage(
            session_id=session.id,
            number=number,
            speaker=speaker,
            kind=kind,
            once=once,
            answered=False if speaker == "visitor" else None,
            sealed=self.vault.seal(json.dumps(body).encode(), _context(session, number)),
            created_at=self.clock(),
        )
        self.db.add(row)
        self.db.flush()
        return row

    def add_reply(self, session: ChatSession, reply: Reply) -> Message:
        """Writes a reply with its buttons, and gives it as the visitor will see it."""
        row = self.add(
            session,
            "open_door",
            reply.kind,
            {"text": reply.text, "cards": [msgspec.to_builtins(card) for card in reply.cards]},
        )
        buttons: list[Button] = []
        for position, choice in enumerate(reply.choices):
            button = Button(choice.label, new_token(), choice.beside)
            held = {**asdict(choice), "token": button.token}
            token_hash = hash_of(button.token)
            self.db.add(
                ChatButton(
                    session_id=session.id,
                    message_id=row.id,
                    position=position,
                    token_hash=token_hash,
                    sealed=self.vault.seal(json.dumps(held).encode(), button_sealed_under(token_hash)),
                )
            )
            buttons.append(button)
        return self._opened(session, row, tuple(buttons))

    def button(self, session: ChatSession, token: str) -> ChatButton | None:
        """The button of this chat that a token presses."""
        found = select(ChatButton).where(
            ChatButton.session_id == session.id, ChatButton.token_hash == hash_of(token)
        )
        return self.db.scalar(found)

    def held_by(self, button: ChatButton) -> dict[str, Any]:
        """What a button holds: token, label, payload and where it stands."""
        opened = self.vault.open(button.sealed, button_sealed_under(button.token_hash))
        return cast(dict[str, Any], json.loads(opened))

    def body(self, session: ChatSession, row: ChatMessage) -> dict[str, Any]:
        """What a message holds."""
        opened = self.vault.open(row.sealed, _context(session, row.number))
        return cast(dict[str, Any], json.loads(opened))

    def opened(self, session: ChatSession, rows: Sequence[ChatMessage]) -> list[Message]:
        """Messages as the visitor sees them: only buttons that still work, only under the newest replies.

        While the last message has no answer, the buttons before it stay: one of them may be what failed, also
        by a crash that left it used.
        """
        newest = max((row.number for row in rows if row.answered), default=0)
        numbers = {row.id: row.number for row in rows if row.number > newest}
        working = self.db.scalars(
            select(ChatButton)
            .where(ChatButton.session_id == session.id, ChatButton.message_id.in_(numbers))
            .where(or_(ChatButton.used_at.is_(None), ChatButton.token_hash == self._cut_short(session, rows)))
            .order_by(ChatButton.message_id, ChatButton.position)
        ).all()
        buttons: dict[int, list[Button]] = {}
        for each in working:
            held = self.held_by(each)
            button = Button(held["label"], held["token"], held.get("beside", 0))
            buttons.setdefault(numbers[each.message_id], []).append(button)
        return [self._opened(session, row, tuple(buttons.get(row.number, ()))) for row in rows]

    def _cut_short(self, session: ChatSession, rows: Sequence[ChatMessage]) -> bytes | None:
        """Which button was pressed last, if that has no answer yet."""
        last = next((row for row in reversed(rows) if row.speaker == "visitor"), None)
        token = self.body(session, last).get("button") if last is not None and not last.answered else None
        return hash_of(token) if token else None

    def _opened(self, session: ChatSession, row: ChatMessage, buttons: tuple[Button, ...]) -> Message:
        body = self.body(session, row)
        return Message(
            number=row.number,
            speaker=cast(Speaker, row.speaker),
            kind=cast(MessageKind, row.kind),
            text=body["text"],
            created_at=row.created_at,
            answered=row.answered,
            buttons=buttons,
            cards=tuple(msgspec.convert(card, Card) for card in body.get("cards", ())),
        )


def _context(session: ChatSession, number: int) -> str:
    return message_sealed_under(session.conversation_id, number)
