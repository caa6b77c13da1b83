"""What the person typed in the last turns, for the parts that hear several turns together.

Rasa hands a message to its components without the conversation. The store, which reads the conversation at
the start of every turn, notes the last words here. Turns run in tasks of their own, and the words are
forgotten when they were heard and when the turn is kept, so that a later parse in the same task hears none.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from itertools import islice

from rasa.shared.core.events import Event, UserUttered

TURNS = 3
_SAID: ContextVar[tuple[str, ...]] = ContextVar("said_before", default=())


def note_said_before(events: Iterable[Event]) -> None:
    """Keeps the last TURNS typed messages of a conversation, the oldest first; buttons are not words."""
    typed = (
        event.text
        for event in reversed(list(events))
        if isinstance(event, UserUttered) and event.text and not event.text.startswith("/")
    )
    _SAID.set(tuple(islice(typed, TURNS))[::-1])


def said_before() -> tuple[str, ...]:
    """The messages noted for this turn, once; none outside a conversation."""
    said = _SAID.get()
    forget_said_before()
    return said


def forget_said_before() -> None:
    """The turn is over."""
    _SAID.set(())
