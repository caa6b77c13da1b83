"""Small feeds of services, and what is in the directory once they are imported."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from directory.models import Service

Sessions = sessionmaker[Session]
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
TAUNTON = (51.0151, -3.1068)


def locate_sample(postcode: str) -> tuple[float, float] | None:
    return TAUNTON if postcode == "TA1 1AA" else None


def some_rows(count: int, **more: object) -> list[dict[str, object]]:
    organization = {"id": "o", "name": "Sample Trust"}
    return [
        {
            "id": f"s{at}",
            "name": f"Service {at}",
            "description": f"About {at}.",
            "organization": organization,
            **more,
        }
        for at in range(count)
    ]


def service_of(session: Session, source_id: str) -> Service:
    return session.scalars(select(Service).where(Service.source_id == source_id)).one()


def everything(sessions: Sessions) -> dict[str, list[tuple[object, ...]]]:
    with sessions() as session:
        tables = Service.metadata.sorted_tables
        return {table.name: [tuple(row) for row in session.execute(select(table))] for table in tables}
