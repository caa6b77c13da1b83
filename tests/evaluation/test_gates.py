"""The trained assistant on held-out messages: the figures that decide may only get better.

`opendoor evaluate` prints them all with what lies behind them.
"""

import pytest

from bot.parsing import Reader
from core.settings import load_settings
from evaluation.heldout import SETS, SetName, read_set
from evaluation.listening import Set, listen
from evaluation.targets import TARGETS

pytestmark = pytest.mark.model

TOLERANCE = 0.01
"""What another processor may change; one message at least."""
REACHED: dict[SetName, dict[str, float]] = {
    "known": {
        "danger heard": 0.993,
        "danger heard, weakest kind": 0.973,
        "immediate heard as immediate": 0.992,
        "immediate heard as none": 0.008,
        "false alarms, hard negatives": 0.151,
        "false alarms, ordinary messages": 0.019,
        "false alarms, everyday needs": 0.158,
        "needs, micro-F1": 0.758,
        "intents right": 0.876,
        "out of scope caught": 0.881,
        "in scope refused": 0.023,
        "places right": 0.983,
        "ages right": 1.0,
        "who right": 1.0,
    },
    "watched": {
        "danger heard": 0.97,
        "danger heard, weakest kind": 0.87,
        "immediate heard as immediate": 0.992,
        "immediate heard as none": 0.008,
        "false alarms, hard negatives": 0.104,
        "false alarms, ordinary messages": 0.071,
        "false alarms, everyday needs": 0.1,
        "needs, micro-F1": 0.874,
        "intents right": 0.936,
        "out of scope caught": 0.923,
        "in scope refused": 0.0,
    },
    "unseen": {
        "danger heard": 0.985,
        "danger heard, weakest kind": 0.95,
        "immediate heard as immediate": 0.961,
        "immediate heard as none": 0.0,
        "false alarms, hard negatives": 0.083,
        "false alarms, ordinary messages": 0.042,
        "false alarms, everyday needs": 0.133,
        "needs, micro-F1": 0.82,
        "intents right": 0.931,
        "out of scope caught": 0.9,
        "in scope refused": 0.0,
        "places right": 0.908,
        "ages right": 0.945,
        "who right": 0.844,
    },
}
"""What was reached when this was written."""


@pytest.fixture(scope="module")
def heard() -> dict[SetName, Set]:
    reader, folder = Reader(load_settings()), load_settings().data / "heldout"
    return {name: listen(reader.understand, read_set(folder, name)) for name in SETS}


@pytest.mark.parametrize("name", SETS)
def test_every_figure_is_as_good_as_it_was(heard: dict[SetName, Set], name: SetName) -> None:
    worse = {}
    for target in TARGETS:
        figure = target.measure(heard[name])
        if figure is None:
            continue
        reached = REACHED[name][target.name]
        fallen = figure.value - reached if target.at_most else reached - figure.value
        if fallen > max(TOLERANCE, 1 / figure.of):
            worse[target.name] = f"{figure}, was {reached}"
    assert worse == {}


@pytest.mark.parametrize("name", SETS)
def test_no_figure_is_forgotten(heard: dict[SetName, Set], name: SetName) -> None:
    assert {target.name for target in TARGETS if target.measure(heard[name])} == set(REACHED[name])
