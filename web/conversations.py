"""Conversations: taken down before they are answered, told apart by cookie, forgotten on request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from core.clock import Clock
from core.database import empty_log, forget_after_commit
from core.encryption import Vault
from web.errors import ButtonUsedError
from web.identity import hash_of, new_token, tag_of
from web.messages import Message, Reply
from web.models import ChatErasure, ChatMessage, ChatSession
from web.rows import Rows


@dataclass(frozen=True)
class Sent:
    """What a visitor sends: text, or the token of a button. `once` names the submission, if given.

    `staff` is the account of the member of staff who is signed in on this browser, or empty.
    """

    text: str = ""
    button: str = ""
    once: str = ""
    staff: str = ""


@dataclass(frozen=True)
class Turn:
    """A message that was taken down and waits for its answer, or, when `done`, already has it."""

    conversation_id: str
    message_id: str
    number: int
    text: str
    payload: str | None
    done: bool


@dataclass(frozen=True)
class Seen:
    """Messages, and the tag of the conversation they belong to; an empty tag where there is none."""

    conversation: str
    messages: list[Message]


@dataclass(frozen=True)
class Conversations:
    """Every conversation, by the cookie that opens it. Calls block: use a thread."""

    sessions: sessionmaker[Session]
    vault: Vault
    clock: Clock

    def begin(self, cookie: str, sent: Sent) -> Turn:
        """Takes down a message before the assistant is asked, so that it cannot be lost.

        The same submission, or the same words sent again after a failure, is the same turn.
        Raises ButtonUsedError.
        """
        with self._writing() as rows:
            session = rows.open_session(cookie)
            once = hash_of("\n".join((cookie, sent.once, sent.button, sent.text))) if sent.once else None
            known = self._sent_before(rows, session, sent, once)
            if known is not None and known.answered:
                return self._turn(rows, session, known)
            held = self._press(rows, session, sent.button, again=known is not None) if sent.button else {}
            if known is not None:
                return self._turn(rows, session, known)
            body: dict[str, str | None] = {"text": sent.text, "id": new_token()}
            if held:
                body |= {"text": held["label"], "payload": held["payload"], "button": held["token"]}
            row = rows.add(session, "visitor", "button" if sent.button else "text", body, once)
            return self._turn(rows, session, row)

    def finish(self, cookie: str, turn: Turn, replies: Iterable[Reply]) -> list[Message]:
        """Stores the answer to a turn; gives it with its buttons, or nothing if the chat is gone."""
        with self._writing() as rows:
            session = rows.session_of(cookie)
            if session is None or session.conversation_id != turn.conversation_id:
                return []
            row = rows.message(session, turn.number)
            if row is not None:
                row.answered = True
            return [rows.add_reply(session, each) for each in replies]

    def fail(self, cookie: str, turn: Turn, safety: Reply | None) -> list[Message]:
        """Stores what safety asks to be said when no answer comes; the turn, or button, can be repeated."""
        with self._writing() as rows:
            session = rows.session_of(cookie)
            if session is None or session.conversation_id != turn.conversation_id:
                return []
            row = rows.message(session, turn.number)
            pressed = rows.body(session, row).get("button") if row is not None else None
            button = rows.button(session, pressed) if pressed else None
            if button is not None:
                button.used_at = None
            last = rows.last_from(session, "open_door")
            said_before = last is not None and last.number > turn.number
            return [rows.add_reply(session, safety)] if safety and not said_before else []

    def read(self, cookie: str, after: int = 0) -> list[Message]:
        """The messages after number `after`, in order; none for a cookie without a chat."""
        return self.see(cookie, after).messages

    def see(self, cookie: str, after: int = 0) -> Seen:
        """What `read` gives, with the tag by which a page knows whether it still shows this conversation."""
        with self.sessions() as db:
            rows = Rows(db, self.vault, self.clock)
            session = rows.session_of(cookie)
            if session is None:
                return Seen("", [])
            messages = rows.opened(session, rows.messages(session, after))
            return Seen(tag_of(session.conversation_id), messages)

    def answers_to(self, cookie: str, turn: Turn) -> list[Message]:
        """The replies that followed a turn."""
        replies: list[Message] = []
        for message in self.read(cookie, turn.number):
            if message.speaker == "visitor":
                break
            replies.append(message)
        return replies

    def erase(self, cookie: str) -> str | None:
        """Forgets a chat at once; gives the conversation id, which the assistant still has to forget."""
        with self._writing() as rows:
            session = rows.session_of(cookie)
            if session is None:
                return None
            forget_after_commit(rows.db)
            rows.forget(session)
            return session.conversation_id

    def erase_older_than(self, days: int) -> int:
        """Forgets chats that have been silent for `days`; gives how many."""
        with self._writing() as rows:
            since = self.clock() - timedelta(days=days)
            old = rows.db.scalars(select(ChatSession).where(ChatSession.active_at < since)).all()
            for session in old:
                rows.forget(session)
            if old:
                forget_after_commit(rows.db)
            return len(old)

    def empty_log(self) -> None:
        """Tries to take what was deleted, in any process, out of the database's log; waits for nobody."""
        with self.sessions() as db:
            empty_log(db)

    def awaiting_erasure(self) -> Sequence[str]:
        """Conversation ids that the assistant still has to forget, oldest wish first."""
        with self.sessions() as db:
            return db.scalars(select(ChatErasure.conversation_id).order_by(ChatErasure.asked_at)).all()

    def erased(self, conversation_id: str) -> None:
        """Notes that the assistant has forgotten a conversation."""
        with self.sessions.begin() as db:
            db.execute(delete(ChatErasure).where(ChatErasure.conversation_id == conversation_id))

    @contextmanager
    def _writing(self) -> Iterator[Rows]:
        with self.sessions.begin() as db:
            yield Rows(db, self.vault, self.clock)

    def _sent_before(
        self, rows: Rows, session: ChatSession, sent: Sent, once: bytes | None
    ) -> ChatMessage | None:
        known = rows.submission(session, once) if once is not None else None
        last = rows.last_from(session, "visitor")
        if known is not None or last is None or last.answered:
            return known
        body = rows.body(session, last)
        again = body["button"] == sent.button if "button" in body else body["text"] == sent.text
        if not again:
            return None
        last.once = once
        return last

    def _press(self, rows: Rows, session: ChatSession, token: str, again: bool) -> dict[str, str]:
        """Uses up a button. `again` is a press that was taken down and never answered, even by a crash."""
        button = rows.button(session, token)
        if button is None or (button.used_at is not None and not again):
            raise ButtonUsedError
        button.used_at = self.clock()
        return rows.held_by(button)

    def _turn(self, rows: Rows, session: ChatSession, row: ChatMessage) -> Turn:
        body = rows.body(session, row)
        return Turn(
            conversation_id=session.conversation_id,
            message_id=body["id"],
            number=row.number,
            text=body["text"],
            payload=body.get("payload"),
            done=bool(row.answered),
        )
