"""What cannot be used is refused, and changes nothing else."""

from __future__ import annotations

import pytest

from directory.importing import FeedError, import_feed
from tests.directory.feeding import NOW, Sessions, everything, some_rows

BAD = {
    b"": "empty",
    b"   \n": "empty",
    b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>": "web page",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00": "not text",
    b"\xff\xfe\x00\xd8": "not text",
    b'{"contents": [{"id": "1", "name": "A"': "cut short",
    b"hello": "not valid JSON",
    b"{}": "no list of services",
    b'{"error": "not found"}': "no list of services",
    b"[]": "no services",
    b'{"contents": []}': "no services",
    b"[1, 2, 3]": "do not look like services",
    b'"text"': "no list of services",
    b"null": "no list of services",
    b"[" * 100_000: "nested too deeply",
}


def test_a_session_is_left_for_its_owner_to_commit(sessions: Sessions) -> None:
    with sessions() as session:
        import_feed(session, some_rows(2), "feed", NOW)
        session.rollback()
    assert not any(everything(sessions).values())


def test_a_row_the_database_refuses_stops_no_other(sessions: Sessions) -> None:
    engine = sessions.kw["bind"]
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON service WHEN NEW.source_id = 's1' "
            "BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    report = import_feed(sessions, some_rows(3), "feed", NOW)
    assert [(row.outcome, row.notes) for row in report.rows] == [
        ("taken", ()), ("skipped", ("the database refused it",)), ("taken", ()),
    ]  # fmt: skip


@pytest.mark.parametrize("document", BAD, ids=[reason + f" {len(each)}" for each, reason in BAD.items()])
def test_a_bad_file_changes_nothing_and_says_why(sessions: Sessions, document: bytes) -> None:
    import_feed(sessions, some_rows(2), "feed", NOW)
    before = everything(sessions)
    with pytest.raises(FeedError, match=BAD[document]):
        import_feed(sessions, document, "feed", NOW)
    assert everything(sessions) == before


def test_a_file_of_a_hundred_megabytes_is_refused_unread(sessions: Sessions) -> None:
    with pytest.raises(FeedError, match="larger than 50 MB"):
        import_feed(sessions, b" " * 100_000_000, "feed", NOW)
