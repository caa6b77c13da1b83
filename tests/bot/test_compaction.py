"""A snapshot stands for the turns it replaces."""

from __future__ import annotations

import pytest
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    Event,
    Restarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.compaction import KEPT_TURNS, SPARE_TURNS, compact

from .conftest import DOMAIN


def turn(words: str, *more: Event) -> list[Event]:
    said = UserUttered(words, {"name": "greet", "confidence": 1.0})
    return [
        said,
        ActionExecuted("action_look"),
        *more,
        BotUttered("Yes?"),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]


def talk(turns: int) -> list[Event]:
    return [event for at in range(turns) for event in turn(f"message {at}")]


def state(events: list[Event]) -> dict[str, object]:
    tracker = DialogueStateTracker.from_events("one", events, DOMAIN.slots)
    return {
        "slots": tracker.current_slot_values(),
        "loop": tracker.active_loop_name,
        "paused": tracker.is_paused(),
        "last message": tracker.latest_message.text if tracker.latest_message else None,
        "last action": tracker.latest_action_name,
        "rejected": tracker.active_loop.rejected if tracker.active_loop else None,
    }


def test_a_short_conversation_is_left_as_it_is() -> None:
    events = talk(KEPT_TURNS + SPARE_TURNS)
    assert compact(events, DOMAIN) == events


@pytest.mark.parametrize(
    "begun",
    [
        [SlotSet("place", "Taunton")],
        [SlotSet("place", "Taunton"), SlotSet("place", None)],
        [ActionExecuted("place_form"), ActiveLoop("place_form"), SlotSet("place", "Wells")],
        [ActionExecuted("place_form"), ActiveLoop("place_form"), ActiveLoop(None)],
        [SlotSet("place", "Taunton"), Restarted()],
        [ConversationPaused()],
    ],
)
def test_a_compacted_conversation_stands_where_the_whole_one_stood(begun: list[Event]) -> None:
    events = [*turn("hello", *begun), *talk(20)]
    short = compact(events, DOMAIN)
    assert state(short) == state(events)
    assert sum(isinstance(event, UserUttered) for event in short) == KEPT_TURNS


def test_compacting_again_and_again_keeps_the_length_flat() -> None:
    events: list[Event] = turn("hello", SlotSet("place", "Taunton"))
    lengths = []
    for at in range(200):
        events = compact([*events, *turn(f"message {at}")], DOMAIN)
        lengths.append(len(events))
    assert max(lengths) == max(lengths[:20])
    assert DialogueStateTracker.from_events("one", events, DOMAIN.slots).get_slot("place") == "Taunton"
