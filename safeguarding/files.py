"""Where the reviewed safeguarding data lies and how it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from core.errors import OpenDoorError

DATA = Path(__file__).resolve().parent.parent / "data" / "safeguarding"


class SafeguardingDataError(OpenDoorError):
    """The safeguarding data is missing or wrong; the message names the file and says what to mend."""


def read(path: Path) -> Any:
    """The parsed YAML of one data file; raises SafeguardingDataError when it cannot be read."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, yaml.YAMLError) as error:
        raise SafeguardingDataError(f"Mend {path.name}: it cannot be read as YAML ({error}).") from error
