"""The environment of the default pipeline: real TensorFlow, which the project itself does without."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from core.errors import OpenDoorError
from core.settings import PROJECT

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
FOLDER = PROJECT / ".tools" / "rasa-default"
PYTHON_VERSION = "3.11"


class BenchmarkError(OpenDoorError):
    """The benchmark cannot be run; the message says what to do."""


def make_environment(folder: Path = FOLDER) -> Path:
    """The environment's Python; made with uv if it is missing or its requirements changed (about 2.5 GB)."""
    python, mark = folder / "bin" / "python", folder / ".ready"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if python.is_file() and mark.is_file() and mark.read_text() == wanted:
        return python
    print("Installing Rasa's default pipeline with TensorFlow, the first time only")
    uv = _uv()
    _run([uv, "venv", "--quiet", "--clear", "--python", PYTHON_VERSION, str(folder)])
    # Every package is pinned, and Rasa says of itself that it is for Python up to 3.10 only.
    _run([uv, "pip", "install", "--quiet", "--no-deps", "--python", str(python), "-r", str(REQUIREMENTS)])
    mark.write_text(wanted)
    return python


def _uv() -> str:
    found = shutil.which("uv") or shutil.which("uv", path=str(PROJECT / ".tools" / "uv" / "bin"))
    if found is None:
        raise BenchmarkError("There is no uv: run `make environment`, which installs it.")
    return found


def _run(command: list[str]) -> None:
    if subprocess.run(command, check=False).returncode:
        raise BenchmarkError("The default pipeline could not be installed: see above.")
