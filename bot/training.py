"""Training the assistant: when it is needed, under what name, and where the outcome is kept."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.errors import BotError
from bot.quiet import start_quiet_logging, without_telemetry
from core.settings import PROJECT, Settings
from language.encoder import encoder_fingerprint, load_encoder
from language.training import fingerprint_of

KEPT_MODELS = 2
_CODE = ("bot", "language")
_DIALOGUE = ("nlu", "stories", "rules")
_PARTS = {
    "HybridIntentClassifier": "Learning what people ask for",
    "NeedFinder": "Learning what families need",
    "MemoizationPolicy": "Learning how conversations go",
}

Say = Callable[[str], None]


def model_file(settings: Settings) -> Path:
    """Where the model for today's files is kept; another file for every change that training depends on."""
    files = [PROJECT / "config.yml", PROJECT / "domain.yml", settings.data / "needs.yml"]
    files += [file for name in _DIALOGUE for file in (settings.data / name).rglob("*.yml")]
    files += [
        file for name in _CODE for file in (PROJECT / name).rglob("*") if file.suffix in {".py", ".yml"}
    ]
    trained_on = fingerprint_of(files)[:10] + encoder_fingerprint(settings)[:6]
    return settings.models / f"open-door-{trained_on}.tar.gz"


def train_model(settings: Settings, say: Say, force: bool = False) -> Path:
    """The model of today's files, trained if it is missing or `force` says so; raises OpenDoorError."""
    wanted = model_file(settings)
    if wanted.is_file() and not force:
        wanted.touch()
        return wanted
    settings.models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.models, prefix=".training-") as workshop:
        trained = _train(settings, Path(workshop), wanted.name.removesuffix(".tar.gz"), say, force)
        shutil.move(trained, wanted)
    for old in sorted(settings.models.glob("*.tar.gz"), key=lambda file: -file.stat().st_mtime)[KEPT_MODELS:]:
        old.unlink(missing_ok=True)
    return wanted


def _train(settings: Settings, workshop: Path, name: str, say: Say, force: bool) -> str:
    without_telemetry()
    start_quiet_logging("train", "ERROR")
    os.environ["LOG_LEVEL"] = "ERROR"
    os.environ["RASA_CACHE_DIRECTORY"] = str(settings.home / "rasa-cache")
    say("Reading the training messages")
    from rasa.model_training import train

    with load_encoder(settings).sharing(), _progress(say), _silence():
        try:
            outcome = train(
                domain=str(PROJECT / "domain.yml"),
                config=str(PROJECT / "config.yml"),
                training_files=[str(settings.data)],
                output=str(workshop),
                fixed_model_name=name,
                force_training=force,
            )
        except Exception as error:
            raise BotError(
                f"The assistant could not be trained ({type(error).__name__}): run `rasa data validate`."
            ) from None
    if outcome.code != 0 or not outcome.model:
        raise BotError("The assistant could not be trained: run `rasa data validate`.")
    return str(outcome.model)


class _Steps(logging.Handler):
    """Says in a person's words which part Rasa is training."""

    def __init__(self, say: Say) -> None:
        super().__init__(logging.INFO)
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        line = record.getMessage()
        for part, words in _PARTS.items():
            if line.startswith("Starting to train") and part in line:
                self._say(words)


@contextlib.contextmanager
def _progress(say: Say) -> Iterator[None]:
    logger = logging.getLogger("rasa.engine.training.hooks")
    steps, before = _Steps(say), (logger.level, logger.propagate)
    logger.addHandler(steps)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(steps)
        logger.level, logger.propagate = before


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Rasa prints what it did, and lets git complain on our standard error where a project has no origin."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
