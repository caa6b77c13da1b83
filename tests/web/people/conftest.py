"""A site with a small who's-who, and people who look into it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from core.audit import AuditEntry, verify
from directory.people import import_people, read_people
from tests.web.staff.conftest import Desk, Member, desk, opening

__all__ = ["desk", "opening"]

PEOPLE = {
    "people": [
        {
            "id": "jo", "name": "Jo Hartley", "role": "Health visitor", "team": "Frome visitors",
            "agency": "NHS (sample)", "areas": ["Frome"], "languages": ["Polish"], "phone": "01632 960001",
            "email": "jo.hartley@example.org", "works": "Mon to Thu", "signed_off_on": "2026-01-10",
        },
        {
            "id": "sam", "name": "Sam Coombe", "role": "Parent and family support adviser", "areas": ["Frome"],
            "schools": ["Hillcrest Primary School (sample)"], "phone": "01632 960002",
            "email": "sam.coombe@example.org", "agency": "Council (sample)", "public": True,
            "signed_off_on": "2026-11-01",
        },
    ],
    "teams": [
        {
            "id": "line", "name": "Advice line", "agency": "Council (sample)", "areas": ["Somerset"],
            "roles": ["Early help adviser"], "phone": "01632 960003", "public": True,
        },
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def people(desk: Desk, tmp_path: Path) -> None:
    """Takes the who's-who in."""
    file = tmp_path / "people.json"
    file.write_text(json.dumps(PEOPLE), encoding="utf-8")
    read = read_people(file, frozenset(desk.door.needs))
    desk.do(lambda session, _vault: import_people(session, read, "people.json", desk.hands.now))


@pytest.fixture
async def teacher(desk: Desk) -> Member:
    """A professional without an entry."""
    return await desk.member("teacher@example.org", "professional")


@pytest.fixture
async def jo(desk: Desk) -> Member:
    """The owner of an entry."""
    return await desk.member("jo.hartley@example.org", "professional")


@pytest.fixture
async def editor(desk: Desk) -> Member:
    """Whoever keeps the who's-who right."""
    return await desk.member("editor@example.org", "editor")


def key_of(desk: Desk, name: str) -> str:
    """The key of whoever has this name."""
    return str(desk.door.people.called(name)[0].key)


def looked_up(desk: Desk) -> list[tuple[str, str, str]]:
    """Who looked up what, in order; the chain is whole."""
    with desk.door.sessions() as session:
        assert verify(session).broken_at is None
        found = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    return [(each.who, each.what, each.subject) for each in found if each.what.startswith("people/")]
