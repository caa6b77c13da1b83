"""`opendoor evaluate`: how well the trained assistant hears messages that training has not seen."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from core.settings import load_settings

REPORT = Path("docs/understanding.md")
TITLE = "How well Open Door hears"


def evaluate(
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Also train and measure plain baselines on the same data.")
    ] = False,
    write: Annotated[Path, typer.Option(help="Where the report is written as Markdown.")] = REPORT,
) -> None:
    """Print one report of understanding and safeguarding, and write it as Markdown."""
    from bot.parsing import Reader
    from evaluation import baselines, report
    from evaluation.cost import cost
    from evaluation.heldout import SETS, HeldOutError, read_set
    from evaluation.listening import listen
    from safeguarding import load_danger_hearing
    from safeguarding.hearing import DANGER

    settings = load_settings()
    rows = {name: read_set(settings.data / "heldout", name) for name in SETS}
    rows = {name: topics for name, topics in rows.items() if any(topics.values())}
    if not rows:
        raise HeldOutError("There are no held-out messages under data/heldout.")
    begun = time.perf_counter()
    reader = Reader(settings)
    loaded = time.perf_counter() - begun
    texts = [row["text"] for topics in rows.values() for topic in topics.values() for row in topic]
    timed = cost(reader.understand, texts, loaded)
    heard = {name: listen(reader.understand, topics) for name, topics in rows.items()}
    *_, last = heard
    plain = baselines.baselines(settings) if baseline else {}
    compared = {name: listen(ear, rows[last]) for name, ear in plain.items()}
    hearing = load_danger_hearing(settings)
    behind = report.tables_behind(heard[last], lambda text: hearing.chances(text)[DANGER])
    tables = [report.headline(heard, compared), *behind, timed]
    report.show(tables, Console())
    write.write_text(report.as_markdown(TITLE, tables), encoding="utf-8")
    print(f"Written to {write}.")
