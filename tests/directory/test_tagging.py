from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from directory.importing import import_feed
from directory.models import Service, ServiceNeed
from directory.tagging import tag_services
from directory.version import current_version

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class _Heard:
    need: str
    confidence: float


class _Listener:
    """Hears money in "money" and parenting in everything, and remembers what it was given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[list[_Heard]]:
        self.texts += texts
        return [
            [_Heard("parenting", 0.6)] + ([_Heard("money", 0.9)] if "money" in text else []) for text in texts
        ]


def _needs(session: Session, source_id: str) -> set[tuple[str, float, str]]:
    query = select(ServiceNeed).join(Service).where(Service.source_id == source_id)
    return {(each.need, each.confidence, each.origin) for each in session.scalars(query)}


def test_suggested_needs_are_stored_beside_those_of_the_feed(
    sessions: sessionmaker[Session], version_1: bytes
) -> None:
    import_feed(sessions, version_1, "feed", NOW)
    listener = _Listener()
    with sessions.begin() as session:
        assert tag_services(session, listener, now=NOW) == 5
    with sessions() as session:
        assert _needs(session, "1001") == {("parenting", 1.0, "feed")}
        assert _needs(session, "1005") == {("parenting", 0.6, "suggested")}
        assert current_version(session) == 2
    heard = next(text for text in listener.texts if text.startswith("Little Steps"))
    assert "Songs and messy play" in heard and "Grandparents" in heard and "Playgroups" in heard


def test_only_services_whose_words_changed_are_listened_to_again(sessions: sessionmaker[Session]) -> None:
    rows = [{"id": str(at), "name": f"Service {at}", "description": "About money."} for at in range(3)]
    import_feed(sessions, rows, "feed", NOW)
    with sessions.begin() as session:
        tag_services(session, _Listener(), now=NOW)
    with sessions.begin() as session:
        assert tag_services(session, _Listener(), now=NOW) == 0
        assert current_version(session) == 2
    rows[0]["description"] = "About play."
    import_feed(sessions, rows, "feed", NOW)
    with sessions.begin() as session:
        assert tag_services(session, _Listener(), now=NOW) == 1
        assert _needs(session, "0") == {("parenting", 0.6, "suggested")}
        assert tag_services(session, _Listener(), version="another", now=NOW) == 3
