"""What members of staff are here for."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal["contact", "editor", "professional", "manager", "admin"]

ROLES: tuple[Role, ...] = get_args(Role)

NEEDS_CONTACT: frozenset[Role] = frozenset({"contact"})
"""Roles that are nothing without a contact of contacts.yml."""

MAY_BE_CONTACT: frozenset[Role] = frozenset({"contact", "manager"})
"""Roles that may also hold requests."""
