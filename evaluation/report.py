"""One report of how well the assistant hears, on the screen and as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.console import Console
from rich.table import Table as Shown

from evaluation import breakdown
from evaluation.breakdown import Table
from evaluation.heldout import SetName
from evaluation.listening import Set, has
from evaluation.targets import TARGETS

HOW_TO_READ = (
    "In brackets the 95 % interval: Wilson's for shares, a bootstrap over messages for F1. `known` is "
    "the set whose misses were read while the assistant was built; of `watched`, by writers who had read "
    "neither training data nor signs, the scores were followed, some misses read and thresholds chosen. "
    "`unseen` is by other such writers; its misses are not read, its scores led to three thresholds of "
    "danger. Very short messages that stand in training as well were taken out of every set, which makes "
    "all of them harder than real talk."
)


def headline(sets: Mapping[SetName, Set], baseline: Mapping[str, Set] | None = None) -> Table:
    """The deciding figures of every set, and those of baselines on the last set."""
    columns: list[str] = ["what", "wanted", *sets, *(baseline or {})]
    rows = []
    for target in TARGETS:
        line = [target.name, target.wish]
        for heard in (*sets.values(), *(baseline or {}).values()):
            figure = target.measure(heard) if has(target.field, heard) else None
            missed = "" if figure is None or target.met(figure) else " ✗"
            line.append("" if figure is None else f"{figure}{missed}")
        rows.append(tuple(line))
    return Table("The figures that decide", tuple(columns), rows, "✗: not yet as wanted.")


def tables_behind(heard: Set, danger: Callable[[str], float]) -> list[Table]:
    """Every table behind the figures of one set; `danger` gives the chance of danger in a message."""
    made = (
        breakdown.kinds, breakdown.alarms, breakdown.intents, breakdown.needs, breakdown.confusions,
    )  # fmt: skip
    return [*(make(heard) for make in made), breakdown.calibrated(heard, danger)]


def as_markdown(title: str, tables: Sequence[Table]) -> str:
    """A page with a heading and a table each."""
    parts = [f"# {title}", HOW_TO_READ]
    for table in tables:
        lines = [_line(table.columns), _line(["---"] * len(table.columns)), *map(_line, table.rows)]
        parts += [f"## {table.title}", *([table.note] if table.note else []), "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def show(tables: Sequence[Table], console: Console) -> None:
    """Prints the tables."""
    for table in tables:
        shown = Shown(*table.columns, title=table.title, caption=table.note or None, title_justify="left")
        for row in table.rows:
            shown.add_row(*row)
        console.print(shown)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
