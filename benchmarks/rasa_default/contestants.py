"""The two sides: each is trained and asked in a process of its own, and comes back as an ear with costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.rasa_default.environment import BenchmarkError
from benchmarks.rasa_default.projects import JOINT, NOTHING, Taught, write_project
from core.settings import PROJECT, Settings
from evaluation.listening import Ear
from language.encoder import packaged_folder
from language.normalising import normalise

SCRIPT = Path(__file__).with_name("default_pipeline.py")
OURS = "benchmarks.rasa_default.open_door"


@dataclass(frozen=True)
class Contestant:
    """An ear and what it cost: `seconds` to train by part, `milliseconds` of messages, megabytes at most."""

    name: str
    ear: Ear
    seconds: Mapping[str, float]
    milliseconds: Sequence[float]
    training_memory: float | None = None
    memory: float | None = None


def open_door(
    name: str, settings: Settings, texts: Sequence[str], workshop: Path, adapter: bool = True
) -> Contestant:
    """Open Door trained from nothing on the data of `settings`; the workshop takes all that it writes."""
    environ = {
        "OPENDOOR_DATA": str(settings.data),
        "OPENDOOR_HOME": str(workshop / "home"),
        "OPENDOOR_MODELS": str(workshop / "models"),
        "OPENDOOR_ENCODER": settings.encoder if adapter else str(packaged_folder()),
        "PYTHONPATH": str(PROJECT),
    }
    command = [sys.executable, "-W", "ignore", "-m", OURS]
    trained, asked = _train_and_ask(command, [], texts, workshop, environ)
    return _contestant(name, asked["answers"].__getitem__, trained, asked)


def default_pipeline(
    python: Path,
    lessons: Mapping[str, Taught],
    texts: Sequence[str],
    workshop: Path,
    epochs: int,
    prepared: Callable[[str], str] = normalise,
    refuses: bool = True,
) -> Contestant:
    """Rasa's default pipeline, one project a task; it hears each text as `prepared`.

    If it never `refuses`, its likeliest intent counts where the fallback spoke.
    """
    folders = [
        write_project(workshop / task, rows, epochs, joined=task == "needs") for task, rows in lessons.items()
    ]
    environ = {"RASA_CACHE_DIRECTORY": str(workshop / "cache"), "RASA_TELEMETRY_ENABLED": "false"}
    command = [str(python), "-W", "ignore", str(SCRIPT)]
    heard = [prepared(each) for each in texts]
    trained, asked = _train_and_ask(command, list(map(str, folders)), heard, workshop, environ)
    answers = asked["answers"]
    ear = {text: understood(answers[same], refuses) for text, same in zip(texts, heard, strict=True)}
    return _contestant("Rasa's default", ear.__getitem__, trained, asked)


def understood(answer: Mapping[str, Any], refuses: bool = True) -> dict[str, Any]:
    """What the projects heard, in the form of `opendoor understand`.

    A fallback refuses a message, so it counts for the intent alone; of needs and danger the likeliest label
    is taken.
    """
    fields: dict[str, Any] = {}
    if "intents" in answer:
        heard = answer["intents"]
        name = heard["name" if refuses else "likeliest"]
        fields["intent"] = {"name": name, "confidence": heard["confidence"]}
    if "needs" in answer:
        heard = answer["needs"]
        fields["needs"] = [
            {"need": each, "confidence": heard["confidence"]}
            for each in heard["likeliest"].split(JOINT)
            if each != NOTHING
        ]
    if "danger" in answer:
        fields["risk"] = {"level": answer["danger"]["likeliest"], "kinds": []}
    return fields


def _contestant(name: str, ear: Ear, trained: Mapping[str, Any], asked: Mapping[str, Any]) -> Contestant:
    return Contestant(
        name, ear, trained["seconds"], asked["milliseconds"], trained["memory"], asked["memory"]
    )


def _train_and_ask(
    command: list[str], projects: list[str], texts: Sequence[str], workshop: Path, environ: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    workshop.mkdir(parents=True, exist_ok=True)
    said, trained, asked = (workshop / f"{each}.json" for each in ("texts", "trained", "asked"))
    said.write_text(json.dumps(list(texts)), encoding="utf-8")
    for part in (["train", str(trained)], ["ask", str(said), str(asked)]):
        done = subprocess.run(
            [*command, *part, *projects], env=os.environ | environ, cwd=workshop, check=False
        )
        if done.returncode:
            raise BenchmarkError(f"{Path(command[-1]).name} could not {part[0]}: see above.")
    return json.loads(trained.read_text()), json.loads(asked.read_text())
