"""The tables: figures of both sides with intervals, their difference message by message, and their costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from benchmarks.rasa_default.contestants import Contestant
from benchmarks.rasa_default.measuring import ALL
from evaluation.breakdown import Table
from evaluation.figures import Figure
from evaluation.heldout import Row, Topic
from evaluation.listening import Set, has, listen
from evaluation.targets import Target

RESAMPLES = 300
PAIRED = (
    "The difference is the first column less the last; its interval is from resampling the same messages."
)


def figures(
    title: str, sides: Sequence[Contestant], rows: Mapping[Topic, Sequence[Row]], targets: Sequence[Target]
) -> Table:
    """A line a target that both the first and the last side can be measured by."""
    heard = [listen(each.ear, rows) for each in sides]
    lines = []
    for target in targets:
        measured = [target.measure(each) if has(target.field, each) else None for each in heard]
        if measured[0] is None or measured[-1] is None:
            continue
        wish = " (less is better)" if target.at_most else ""
        lines.append(
            (
                f"{target.name}{wish}", str(measured[0].of), *map(_cell, measured),
                difference(target.measure, heard[0], heard[-1]),
            )
        )  # fmt: skip
    columns = ("what", "messages", *(each.name for each in sides), "difference (95 %)")
    return Table(title, columns, lines, PAIRED)


def difference(measure: Callable[[Set], Figure | None], ours: Set, theirs: Set) -> str:
    """Our figure less theirs, with a bootstrap interval over messages that both heard."""
    chance, drawn = np.random.default_rng(0), []
    for _ in range(RESAMPLES):
        chosen = {
            topic: chance.integers(0, len(some), len(some)) for topic, some in ours.items() if len(some)
        }
        pair = [
            measure({topic: [heard[topic][at] for at in chosen.get(topic, ())] for topic in heard})
            for heard in (ours, theirs)
        ]
        if pair[0] is not None and pair[1] is not None:
            drawn.append(pair[0].value - pair[1].value)
    ours_now, theirs_now = measure(ours), measure(theirs)
    if not drawn or ours_now is None or theirs_now is None:
        return ""
    low, high = np.percentile(drawn, (2.5, 97.5))
    return f"{ours_now.value - theirs_now.value:+.3f} ({low:+.2f} to {high:+.2f})"


def costs(title: str, sides: Sequence[Contestant], note: str = "") -> Table:
    """Training, time of a message and memory of each side."""
    lines = []
    for each in sides:
        parts = ", ".join(f"{name} {taken:.0f}" for name, taken in each.seconds.items() if name != ALL)
        median, most = np.percentile(each.milliseconds, (50, 95))
        lines.append(
            (
                each.name,
                f"{sum(each.seconds.values()):.0f} s" + (f" ({parts})" if parts else ""),
                f"{median:.1f} ms", f"{most:.1f} ms",
                _megabytes(each.training_memory), _megabytes(each.memory),
            )
        )  # fmt: skip
    columns = (
        "side",
        "training",
        "a message, median",
        "95th of 100",
        "memory, training",
        "memory, answering",
    )
    return Table(title, columns, lines, note)


def _cell(figure: Figure | None) -> str:
    return "" if figure is None else str(figure)


def _megabytes(measured: float | None) -> str:
    return "" if measured is None else f"{measured:.0f} MB"
