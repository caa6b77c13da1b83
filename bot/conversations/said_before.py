"""What the person typed in the last turns, for the parts that hear several turns together.

Rasa hands a message to its components without the conversation. The store, which reads the conversation at
the start of every turn, notes the last words here. Turns run in tasks of their own, and the words are
forgotten when they were heard and when the turn is kept, so that a later parse in the same task hears none.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar

from rasa.shared.core.events import Event, SlotSet, UserUttered

from earlyhelp.filling import filling_from

TURNS = 3
ASKED, IN_REQUEST, DISCLOSURE = "asked", "request", "disclosure"
_ABOUT_REACHING = frozenset({"reach_how", "reach_where", "reach_when", "message"})
_SAID: ContextVar[tuple[str, ...]] = ContextVar("said_before", default=())
_ANSWERS: ContextVar[bool] = ContextVar("answers_a_request", default=False)
_REACHING: ContextVar[bool] = ContextVar("about_reaching", default=False)


def note_said_before(events: Iterable[Event]) -> None:
    """Keeps the last TURNS typed messages of a conversation, the oldest first; buttons are not words.

    Notes as well whether the next message answers a question of a request. If it does not, answers of a
    request are left out: a name and a number before it would only drown what else was said.
    """
    asked, draft, said = None, None, list[tuple[str, bool]]()
    for event in events:
        if isinstance(event, SlotSet) and event.key == ASKED:
            asked = event.value
        elif isinstance(event, SlotSet) and event.key == IN_REQUEST:
            draft = event.value
        elif isinstance(event, UserUttered) and event.text and not event.text.startswith("/"):
            said.append((event.text, asked == IN_REQUEST and event.intent_name != DISCLOSURE))
    answers = asked == IN_REQUEST
    _ANSWERS.set(answers)
    filling = filling_from(draft) if answers else None
    _REACHING.set(filling is not None and filling.open_question in _ABOUT_REACHING)
    _SAID.set(tuple(text for text, is_answer in said if answers or not is_answer)[-TURNS:])


def said_before() -> tuple[str, ...]:
    """The messages noted for this turn, once; none outside a conversation."""
    said = _SAID.get()
    _SAID.set(())
    return said


def answers_a_request() -> bool:
    """Whether this turn's message answers a question of a request; False outside a conversation."""
    return _ANSWERS.get()


def answers_about_reaching() -> bool:
    """Whether that question is how and when it is safe to get in touch; False outside a conversation."""
    return _REACHING.get()


def forget_said_before() -> None:
    """The turn is over."""
    _SAID.set(())
    _ANSWERS.set(False)
    _REACHING.set(False)
