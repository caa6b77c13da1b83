"""A feed that is imported again changes what it changed, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.importing import import_feed
from directory.models import FeedSource, ImportedRecord, Location, Phone, Service, ServiceNeed
from directory.version import current_version
from tests.directory.feeding import NOW, Sessions, locate_sample, service_of, some_rows


def test_importing_again_changes_nothing(sessions: Sessions, version_1: bytes) -> None:
    import_feed(sessions, version_1, "v1", NOW, locate=locate_sample)
    with sessions() as session:
        before = {each.id: each.changed_at for each in session.scalars(select(Service))}
        phones = session.scalars(select(Phone.id)).all()
        version = current_version(session)
    report = import_feed(sessions, version_1, "v1", NOW + timedelta(days=1), locate=locate_sample)
    assert (report.taken, report.changed, report.unchanged, report.removed) == (0, 0, 5, 0)
    with sessions() as session:
        assert {each.id: each.changed_at for each in session.scalars(select(Service))} == before
        assert session.scalars(select(Phone.id)).all() == phones
        assert current_version(session) == version == report.version
        record = session.scalars(select(ImportedRecord)).first()
        assert record is not None
        assert (record.first_seen, record.last_seen) == (NOW, NOW + timedelta(days=1))


def test_a_changed_record_is_changed_and_nothing_else(sessions: Sessions) -> None:
    rows = some_rows(3)
    import_feed(sessions, rows, "feed", NOW)
    rows[1]["description"] = "Something else."
    report = import_feed(sessions, rows, "feed", NOW)
    assert (report.taken, report.changed, report.unchanged) == (0, 1, 2)
    assert report.version == 2


def test_what_the_feed_drops_is_hidden_and_comes_back_with_it(sessions: Sessions) -> None:
    import_feed(sessions, some_rows(4), "feed", NOW)
    report = import_feed(sessions, some_rows(3), "feed", NOW)
    assert report.removed == 1
    with sessions() as session:
        assert service_of(session, "s3").status == "inactive"
    assert import_feed(sessions, some_rows(3), "feed", NOW).removed == 0
    assert import_feed(sessions, some_rows(4), "feed", NOW).changed == 1
    with sessions() as session:
        assert service_of(session, "s3").status == "active"


def test_a_feed_that_lost_most_of_its_services_removes_none_unless_forced(sessions: Sessions) -> None:
    import_feed(sessions, some_rows(5), "feed", NOW)
    report = import_feed(sessions, some_rows(2), "feed", NOW)
    assert report.removed == 0
    assert "3 of 5 services are missing" in report.notes[0]
    assert import_feed(sessions, some_rows(2), "feed", NOW, force=True).removed == 3


def test_an_unusable_row_leaves_the_service_as_it_was(sessions: Sessions) -> None:
    rows = some_rows(3)
    import_feed(sessions, rows, "feed", NOW)
    rows[0] = {"id": "s0", "name": "", "description": ""}
    report = import_feed(sessions, rows, "feed", NOW)
    assert (report.skipped, report.removed) == (1, 0)
    with sessions() as session:
        assert service_of(session, "s0").name == "Service 0"


def test_feeds_do_not_touch_each_other(sessions: Sessions) -> None:
    import_feed(sessions, some_rows(3), "one", NOW)
    import_feed(sessions, some_rows(2), "two", NOW, sample=True)
    with sessions() as session:
        assert len(session.scalars(select(Service)).all()) == 5
        sources = {each.name: each.sample for each in session.scalars(select(FeedSource))}
    assert sources == {"one": False, "two": True}


def test_ids_are_the_same_in_every_database(
    sessions: Sessions, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from directory.importing.storing import make_id

    import_feed(sessions, some_rows(1), "feed", NOW)
    with sessions() as session:
        assert service_of(session, "s0").id == make_id("feed", "service", "s0")


def test_needs_that_an_editor_gave_survive_a_changed_record(sessions: Sessions) -> None:
    rows = some_rows(1)
    import_feed(sessions, rows, "feed", NOW)
    with sessions.begin() as session:
        service = service_of(session, "s0")
        service.needs.append(ServiceNeed(need="housing", confidence=1, origin="editor"))
    rows[0]["description"] = "Other words."
    import_feed(sessions, rows, "feed", NOW)
    with sessions() as session:
        assert [each.need for each in service_of(session, "s0").needs] == ["housing"]


def test_locations_that_no_service_uses_are_swept_away(sessions: Sessions) -> None:
    at = [{"location": {"id": "a", "name": "Old hall"}}]
    rows = some_rows(1, service_at_locations=at)
    import_feed(sessions, rows, "feed", NOW)
    rows[0]["service_at_locations"] = [{"location": {"id": "b", "name": "New hall"}}]
    import_feed(sessions, rows, "feed", NOW)
    with sessions() as session:
        assert session.scalars(select(Location.name)).all() == ["New hall"]
