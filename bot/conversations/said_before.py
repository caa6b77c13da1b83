"""What a message is heard after, for the parts that hear several turns together.

Rasa hands a message to its components without the conversation. The store, which reads the conversation at
the start of every turn, notes here what came before. Turns run in tasks of their own; what was noted is taken
once and forgotten when the turn is kept, so that a later parse in the same task is heard by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass

from rasa.shared.core.events import Event, SlotSet, UserUttered

from earlyhelp.filling import filling_from

TURNS = 3
ASKED, IN_REQUEST, IN_PLAN, DISCLOSURE = "asked", "request", "plan", "disclosure"
_QUESTIONED = frozenset({IN_REQUEST, IN_PLAN})
_ABOUT_REACHING = frozenset({"reach_how", "reach_where", "reach_when", "message"})


@dataclass(frozen=True)
class Before:
    """What came before a message; nothing, for a message by itself."""

    said: tuple[str, ...] = ()
    """The last TURNS typed messages, the oldest first; buttons are not words."""
    answers_a_question: bool = False
    """Whether a question of a request, or of the talk about a good day, is open."""
    in_talk: bool = False
    """Whether it is one of the talk."""
    about_reaching: bool = False
    """Whether that question is how and when it is safe to get in touch."""


_NOTHING = Before()
_NOTED: ContextVar[Before] = ContextVar("said_before", default=_NOTHING)


def note_said_before(events: Iterable[Event]) -> None:
    """Keeps what came before the next message of a conversation.

    If that message answers no question, answers to questions are left out of what was said: a name and a
    number before it would only drown what else was said.
    """
    asked, draft, said = None, None, list[tuple[str, bool]]()
    for event in events:
        if isinstance(event, SlotSet) and event.key == ASKED:
            asked = event.value
        elif isinstance(event, SlotSet) and event.key == IN_REQUEST:
            draft = event.value
        elif isinstance(event, UserUttered) and event.text and not event.text.startswith("/"):
            said.append((event.text, asked in _QUESTIONED and event.intent_name != DISCLOSURE))
    answers = asked in _QUESTIONED
    filling = filling_from(draft) if asked == IN_REQUEST else None
    _NOTED.set(
        Before(
            tuple(text for text, is_answer in said if answers or not is_answer)[-TURNS:],
            answers,
            asked == IN_PLAN,
            filling is not None and filling.open_question in _ABOUT_REACHING,
        )
    )


def take_said_before() -> Before:
    """What was noted for this turn's message, once."""
    noted = _NOTED.get()
    forget_said_before()
    return noted


def forget_said_before() -> None:
    """The turn is over, or a message is to be heard by itself."""
    _NOTED.set(_NOTHING)
