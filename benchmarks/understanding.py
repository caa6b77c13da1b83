"""`python -m benchmarks.understanding`: Open Door beside Rasa's default pipeline, trained in the same run."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from adapting.lessons import gather
from benchmarks.rasa_default.comparing import costs, figures
from benchmarks.rasa_default.contestants import default_pipeline, open_door
from benchmarks.rasa_default.environment import BenchmarkError, make_environment
from benchmarks.rasa_default.projects import TASKS, taught
from benchmarks.rasa_default.public import HOW_TO_READ, compare_public
from benchmarks.rasa_default.sampling import sampled_data
from core.errors import OpenDoorError
from core.settings import Settings, load_settings
from evaluation import report
from evaluation.breakdown import Table
from evaluation.heldout import SETS, read_set
from evaluation.targets import TARGETS
from language.encoder import adapter_of

TITLE = "Open Door beside Rasa's default pipeline"
PLAIN = "Open Door, no adapter"


def compare(
    settings: Settings, python: Path, workshop: Path, epochs: int, many: int | None, tasks: Sequence[str]
) -> list[Table]:
    """The figures that decide, on the furthest held-out set, and what each side costs."""
    sets = {name: read_set(settings.data / "heldout", name) for name in SETS}
    furthest = [name for name, topics in sets.items() if any(topics.values())][-1:]
    if not furthest:
        raise BenchmarkError("There are no held-out messages under data/heldout.")
    rows = sets[furthest[0]]
    texts = list(dict.fromkeys(row["text"] for topic in rows.values() for row in topic))
    if many:
        sampled_data(settings, many, workshop / "data")
        settings = replace(settings, data=workshop / "data")
    lessons = taught(gather(settings)["messages"])
    sides = []
    if not many and not settings.encoder and adapter_of(settings).is_file():
        sides.append(open_door("Open Door", settings, texts, workshop / "ours"))
    sides.append(open_door(PLAIN, settings, texts, workshop / "plain", adapter=False))
    wanted = {task: lessons[task] for task in TASKS if task in tasks}
    sides.append(default_pipeline(python, wanted, texts, workshop / "default", epochs))
    learnt = ", ".join(f"{task} {len(lessons[task])}" for task in wanted)
    note = f"Messages learnt by both: {learnt}. Epochs of the default pipeline: {epochs}."
    title = f"The figures that decide, on the set `{furthest[0]}`"
    return [figures(title, sides, rows, TARGETS), costs("Cost on this machine", sides, note)]


def main(
    epochs: Annotated[int, typer.Option(min=1, help="Epochs of the default pipeline.")] = 100,
    rows: Annotated[int | None, typer.Option(min=1, help="Learn from about so many messages only.")] = None,
    task: Annotated[list[str] | None, typer.Option(help=f"One of {', '.join(TASKS)}; all if none.")] = None,
    public: Annotated[Path | None, typer.Option(help="Compare on the public sets in this folder.")] = None,
    write: Annotated[Path | None, typer.Option(help="Where the report is written as Markdown.")] = None,
) -> None:
    """Print the comparison."""
    tasks = task or TASKS
    if set(tasks) - set(TASKS):
        raise BenchmarkError(f"A task is one of {', '.join(TASKS)}.")
    settings, python = load_settings(), make_environment()
    with tempfile.TemporaryDirectory() as folder:
        workshop = Path(folder)
        if public:
            tables = compare_public(public, settings, python, workshop, epochs, rows)
        else:
            tables = compare(settings, python, workshop, epochs, rows, tasks)
    report.show(tables, Console())
    if write:
        page = report.as_markdown(TITLE, tables)
        page = page.replace(report.HOW_TO_READ, HOW_TO_READ) if public else page
        write.write_text(page, encoding="utf-8")
        print(f"Written to {write}.")


if __name__ == "__main__":
    try:
        typer.run(main)
    except OpenDoorError as error:
        sys.exit(str(error))
