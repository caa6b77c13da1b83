"""The guidance as the project ships it, and held-out questions and worries that nothing was tuned to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from core.settings import load_settings
from directory.guidance import GuidanceDesk, open_guidance_desk

HERE = Path(__file__).parent


def held_out(name: str) -> Any:
    """What a file beside this one holds."""
    return yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def desk() -> GuidanceDesk:
    """The guidance, its search and its routes."""
    return open_guidance_desk(load_settings())
