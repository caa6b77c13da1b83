"""Keeps a conversation short: a snapshot of where it stood, then only its last turns.

Rasa replays every event of a conversation at every turn and sends them all to the action server, so that turn
200 would cost many times turn 10. A snapshot replays to the same slots, loop and pause as what it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    ConversationPaused,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

KEPT_TURNS = 6
"""Turns kept word for word, so that "the last few messages" can be looked at."""
SPARE_TURNS = 2
"""Turns allowed above that before the next snapshot, so that not every turn takes one."""


def compact(all_events: Iterable[Event], domain: Domain) -> list[Event]:
    """The events as they are, or a snapshot and the last KEPT_TURNS turns if there are many more."""
    events = list(all_events)
    turns = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= KEPT_TURNS + SPARE_TURNS:
        return events
    cut = turns[-KEPT_TURNS]
    if (
        cut
        and isinstance(events[cut - 1], ActionExecuted)
        and events[cut - 1].action_name == ACTION_LISTEN_NAME
    ):
        cut -= 1
    return [*_snapshot(events[:cut], domain), *events[cut:]]


def _snapshot(events: Sequence[Event], domain: Domain) -> list[Event]:
    before = DialogueStateTracker.from_events("", list(events), domain.slots)
    when = events[-1].timestamp
    unset = {slot.name: slot.initial_value for slot in domain.slots}
    taken: list[Event] = []
    if before.active_loop is not None and before.active_loop_name:
        taken.append(ActionExecuted(before.active_loop_name, timestamp=when))
        taken.append(ActiveLoop(before.active_loop_name, timestamp=when))
        if before.active_loop.rejected:
            taken.append(ActionExecutionRejected(before.active_loop_name, timestamp=when))
    taken.extend(
        SlotSet(name, value, timestamp=when)
        for name, value in before.current_slot_values().items()
        if value != unset.get(name)
    )
    if before.is_paused():
        taken.append(ConversationPaused(timestamp=when))
    return taken
