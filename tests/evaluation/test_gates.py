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
        "danger heard": 0.989,
        "danger heard, weakest kind": 0.951,
        "immediate heard as immediate": 1.0,
        "immediate heard as none": 0.0,
        "false alarms, hard negatives": 0.143,
        "false alarms, ordinary messages": 0.019,
        "false alarms, everyday needs": 0.126,
        "needs, micro-F1": 0.803,
        "intents right": 0.892,
        "out of scope caught": 0.857,
        "in scope refused": 0.014,
        "places right": 0.991,
        "ages right": 0.965,
        "who right": 0.897,
    },
    "watched": {
        "danger heard": 0.975,
        "danger heard, weakest kind": 0.899,
        "immediate heard as immediate": 0.974,
        "immediate heard as none": 0.006,
        "false alarms, hard negatives": 0.101,
        "false alarms, ordinary messages": 0.05,
        "false alarms, everyday needs": 0.135,
        "needs, micro-F1": 0.831,
        "intents right": 0.934,
        "out of scope caught": 0.938,
        "in scope refused": 0.0,
        "places right": 0.994,
        "ages right": 0.997,
        "who right": 0.956,
    },
    "unseen": {
        "danger heard": 0.988,
        "danger heard, weakest kind": 0.95,
        "immediate heard as immediate": 0.96,
        "immediate heard as none": 0.0,
        "false alarms, hard negatives": 0.056,
        "false alarms, ordinary messages": 0.025,
        "false alarms, everyday needs": 0.127,
        "needs, micro-F1": 0.838,
        "intents right": 0.946,
        "out of scope caught": 0.917,
        "in scope refused": 0.006,
        "places right": 0.952,
        "ages right": 0.912,
        "who right": 0.864,
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
        slack = 0.001 if target.name == "immediate heard as none" else max(TOLERANCE, 1 / figure.of)
        if fallen > slack:
            worse[target.name] = f"{figure}, was {reached}"
    assert worse == {}


@pytest.mark.parametrize("name", SETS)
def test_no_figure_is_forgotten(heard: dict[SetName, Set], name: SetName) -> None:
    assert {target.name for target in TARGETS if target.measure(heard[name])} == set(REACHED[name])
