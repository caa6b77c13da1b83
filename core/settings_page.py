"""The page docs/settings.md, written from the settings themselves so that it cannot lie."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from core.settings import PREFIX, PROJECT, Settings

_HEAD = """# Settings

Every setting is an environment variable. This page is written by `make settings-page`; a test keeps it true.

| variable | default | what it is for |
|---|---|---|
"""


def settings_page() -> str:
    """The page as Markdown, one row a setting."""
    rows = (
        f"| `{PREFIX}{each.name.upper()}` | {_shown(each.default)} | {each.metadata['help']} |"
        for each in fields(Settings)
    )
    return _HEAD + "\n".join(rows) + "\n"


def _shown(default: object) -> str:
    if isinstance(default, Path):
        return f"`{default.relative_to(PROJECT)}/`"
    if isinstance(default, bool):
        return "`true`" if default else "`false`"
    return f"`{default}`" if default != "" else ""


if __name__ == "__main__":
    (PROJECT / "docs" / "settings.md").write_text(settings_page(), encoding="utf-8")
