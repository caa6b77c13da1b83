"""A site whose guidance is the project's own."""

from __future__ import annotations

from tests.web.staff.conftest import desk, opening

__all__ = ["desk", "opening"]
