from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from directory.importing import FeedError, import_feed
from directory.importing.running import need_words
from directory.models import (
    FeedSource,
    ImportedRecord,
    Location,
    Organization,
    Phone,
    Service,
    ServiceNeed,
)
from directory.version import current_version

Sessions = sessionmaker[Session]
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
TAUNTON = (51.0151, -3.1068)


def _locate(postcode: str) -> tuple[float, float] | None:
    return TAUNTON if postcode == "TA1 1AA" else None


def _rows(count: int, **more: object) -> list[dict[str, object]]:
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


def _service(session: Session, source_id: str) -> Service:
    return session.scalars(select(Service).where(Service.source_id == source_id)).one()


def _everything(sessions: Sessions) -> dict[str, list[tuple[object, ...]]]:
    with sessions() as session:
        tables = Service.metadata.sorted_tables
        return {table.name: [tuple(row) for row in session.execute(select(table))] for table in tables}


def test_a_version_1_feed_is_taken_row_by_row(sessions: Sessions, version_1: bytes) -> None:
    report = import_feed(sessions, version_1, "v1", NOW, locate=_locate)
    told = {(row.source_id, row.outcome) for row in report.rows}
    assert told == {
        ("1001", "taken"), ("1002", "taken"), ("1003", "skipped"), ("1004", "taken"), ("1004", "skipped"),
        ("1005", "taken"), ("1006", "skipped"), ("1007", "taken"), ("", "skipped"),
    }  # fmt: skip
    assert (report.taken, report.skipped) == (5, 4)
    assert report.unknown_fields == {"pc_colour": 1}
    assert [row.row for row in report.rows] == list(range(1, 10))


def test_every_part_of_a_version_1_service_is_kept(sessions: Sessions, version_1: bytes) -> None:
    import_feed(sessions, version_1, "v1", NOW, locate=_locate)
    with sessions() as session:
        service = _service(session, "1001")
        assert service.name == "Little Steps Stay & Play"
        assert (service.minimum_age, service.maximum_age, service.ages_origin) == (0.5, 4, "feed")
        assert service.url == "https://www.little-steps.example.org"
        assert service.email == "hello@little-steps.example.org"
        assert service.assured_date == date(2026, 5, 1)
        assert [each.name for each in service.languages] == ["Polish"]
        assert [each.amount for each in service.cost_options] == [2.5]
        assert [(each.number, each.tel, each.extension) for each in service.phones] == [
            ("01632 960101 ext 4", "+441632960101", "4")
        ]
        assert service.phones[0].contact is service.contacts[0]
        assert {each.taxonomy_term.name for each in service.attributes} == {
            "Parenting", "Playgroups", "Grandparents", "Mental Health",
        }  # fmt: skip
        assert [(each.byday, str(each.opens_at)) for each in service.schedules] == [
            ("MO", "09:30:00"), ("TH", "09:30:00"),
        ]  # fmt: skip
        at = service.service_at_locations[0]
        assert at.schedules[0].byday == "WE"
        assert (at.location.latitude, at.location.longitude) == TAUNTON
        assert at.location.coordinates_origin == "postcode"
        assert at.location.addresses[0].postal_code == "TA1 1AA"
        assert at.location.accessibility[0].description == "Step-free entrance"
        assert service.organization.website == "https://little-steps.example.org"


def test_needs_come_from_categories_but_never_from_audiences(sessions: Sessions, version_1: bytes) -> None:
    import_feed(sessions, version_1, "v1", NOW)
    with sessions() as session:
        needs = session.execute(select(ServiceNeed.need, ServiceNeed.origin)).all()
    assert [tuple(each) for each in needs] == [("parenting", "feed")]


def test_descriptions_are_safe_and_tidy(sessions: Sessions, version_1: bytes) -> None:
    import_feed(sessions, version_1, "v1", NOW)
    with sessions() as session:
        service = _service(session, "1001")
    for dangerous in ("script", "alert", "onclick", "cke", "nbsp", "<p></p>"):
        assert dangerous not in service.description_html
    assert 'href="https://www.little-steps.example.org/play"' in service.description_html
    assert service.description.startswith("Songs and messy play.\n\nRing Sam or see our page")


def test_what_only_the_description_says_is_read_with_its_origin(sessions: Sessions, version_1: bytes) -> None:
    report = import_feed(sessions, version_1, "v1", NOW)
    with sessions() as session:
        service = _service(session, "1004")
        assert (service.minimum_age, service.maximum_age, service.ages_origin) == (11, 17, "description")
        assert (service.email, service.email_origin) == ("cafe@example.org", "description")
        assert [(each.tel, each.origin) for each in service.phones] == [("+441632960104", "description")]
        assert service.name == "Youth Café"
        assert "It’s free" in service.description
        assert service.url is None
    notes = next(row.notes for row in report.rows if row.row == 4)
    assert any(note.startswith("url could not be used") for note in notes)
    assert any(note.startswith("assured_date could not be used") for note in notes)


def test_a_blank_name_becomes_the_organisations_if_the_description_says_something(
    sessions: Sessions, version_1: bytes
) -> None:
    report = import_feed(sessions, version_1, "v1", NOW)
    with sessions() as session:
        assert _service(session, "1002").name == "Warm Rooms (sample)"
    assert next(row.notes for row in report.rows if row.row == 3) == ("it has no name",)


def test_the_same_words_under_two_ids_are_one_service_but_different_words_are_two(
    sessions: Sessions, version_1: bytes
) -> None:
    report = import_feed(sessions, version_1, "v1", NOW)
    notes = {row.row: " ".join(row.notes) for row in report.rows}
    assert "it says the same as row 6" in notes[7]
    assert "differs from it: both were kept" in notes[8]
    assert "minimum_age is above maximum_age" in notes[8]


def test_every_part_of_a_version_3_service_is_kept(sessions: Sessions, version_3: bytes) -> None:
    report = import_feed(sessions, version_3, "v3", NOW)
    assert (report.taken, report.warnings, dict(report.unknown_fields)) == (2, 0, {})
    with sessions() as session:
        services = session.scalars(select(Service).order_by(Service.name)).all()
        evening, night = services
        assert evening.description_html == "<p>Advice on money and housing.</p><p>No appointment needed.</p>"
        assert evening.schedules[0].byday == "1WE,3WE"
        assert [each.need for each in evening.needs] == ["money"]
        assert evening.last_modified == datetime(2026, 6, 1, 9, tzinfo=UTC)
        assert evening.service_at_locations[0].location.transportation == "Bus 1 stops outside."
        assert night.status == "temporarily closed"
        assert len(session.scalars(select(Organization)).all()) == 1


def test_importing_again_changes_nothing(sessions: Sessions, version_1: bytes) -> None:
    import_feed(sessions, version_1, "v1", NOW, locate=_locate)
    with sessions() as session:
        before = {each.id: each.changed_at for each in session.scalars(select(Service))}
        phones = session.scalars(select(Phone.id)).all()
        version = current_version(session)
    report = import_feed(sessions, version_1, "v1", NOW + timedelta(days=1), locate=_locate)
    assert (report.taken, report.changed, report.unchanged, report.removed) == (0, 0, 5, 0)
    with sessions() as session:
        assert {each.id: each.changed_at for each in session.scalars(select(Service))} == before
        assert session.scalars(select(Phone.id)).all() == phones
        assert current_version(session) == version == report.version
        record = session.scalars(select(ImportedRecord)).first()
        assert record is not None
        assert (record.first_seen, record.last_seen) == (NOW, NOW + timedelta(days=1))


def test_a_changed_record_is_changed_and_nothing_else(sessions: Sessions) -> None:
    rows = _rows(3)
    import_feed(sessions, rows, "feed", NOW)
    rows[1]["description"] = "Something else."
    report = import_feed(sessions, rows, "feed", NOW)
    assert (report.taken, report.changed, report.unchanged) == (0, 1, 2)
    assert report.version == 2


def test_what_the_feed_drops_is_hidden_and_comes_back_with_it(sessions: Sessions) -> None:
    import_feed(sessions, _rows(4), "feed", NOW)
    report = import_feed(sessions, _rows(3), "feed", NOW)
    assert report.removed == 1
    with sessions() as session:
        assert _service(session, "s3").status == "inactive"
    assert import_feed(sessions, _rows(3), "feed", NOW).removed == 0
    assert import_feed(sessions, _rows(4), "feed", NOW).changed == 1
    with sessions() as session:
        assert _service(session, "s3").status == "active"


def test_a_feed_that_lost_most_of_its_services_removes_none_unless_forced(sessions: Sessions) -> None:
    import_feed(sessions, _rows(5), "feed", NOW)
    report = import_feed(sessions, _rows(2), "feed", NOW)
    assert report.removed == 0
    assert "3 of 5 services are missing" in report.notes[0]
    assert import_feed(sessions, _rows(2), "feed", NOW, force=True).removed == 3


def test_an_unusable_row_leaves_the_service_as_it_was(sessions: Sessions) -> None:
    rows = _rows(3)
    import_feed(sessions, rows, "feed", NOW)
    rows[0] = {"id": "s0", "name": "", "description": ""}
    report = import_feed(sessions, rows, "feed", NOW)
    assert (report.skipped, report.removed) == (1, 0)
    with sessions() as session:
        assert _service(session, "s0").name == "Service 0"


def test_feeds_do_not_touch_each_other(sessions: Sessions) -> None:
    import_feed(sessions, _rows(3), "one", NOW)
    import_feed(sessions, _rows(2), "two", NOW, sample=True)
    with sessions() as session:
        assert len(session.scalars(select(Service)).all()) == 5
        sources = {each.name: each.sample for each in session.scalars(select(FeedSource))}
    assert sources == {"one": False, "two": True}


def test_ids_are_the_same_in_every_database(
    sessions: Sessions, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from directory.importing.storing import make_id

    import_feed(sessions, _rows(1), "feed", NOW)
    with sessions() as session:
        assert _service(session, "s0").id == make_id("feed", "service", "s0")


def test_needs_that_an_editor_gave_survive_a_changed_record(sessions: Sessions) -> None:
    rows = _rows(1)
    import_feed(sessions, rows, "feed", NOW)
    with sessions.begin() as session:
        service = _service(session, "s0")
        service.needs.append(ServiceNeed(need="housing", confidence=1, origin="editor"))
    rows[0]["description"] = "Other words."
    import_feed(sessions, rows, "feed", NOW)
    with sessions() as session:
        assert [each.need for each in _service(session, "s0").needs] == ["housing"]


def test_locations_that_no_service_uses_are_swept_away(sessions: Sessions) -> None:
    at = [{"location": {"id": "a", "name": "Old hall"}}]
    rows = _rows(1, service_at_locations=at)
    import_feed(sessions, rows, "feed", NOW)
    rows[0]["service_at_locations"] = [{"location": {"id": "b", "name": "New hall"}}]
    import_feed(sessions, rows, "feed", NOW)
    with sessions() as session:
        assert session.scalars(select(Location.name)).all() == ["New hall"]


def test_postcodes_in_a_description_place_a_service_that_has_no_location(sessions: Sessions) -> None:
    rows = _rows(1)
    rows[0]["description"] = "We meet at the hall, TA1 1AA, each week. Not at ZZ99 9ZZ."
    import_feed(sessions, rows, "feed", NOW, locate=_locate)
    with sessions() as session:
        location = _service(session, "s0").service_at_locations[0].location
        assert (location.latitude, location.coordinates_origin) == (TAUNTON[0], "description")


def test_a_session_is_left_for_its_owner_to_commit(sessions: Sessions) -> None:
    with sessions() as session:
        import_feed(session, _rows(2), "feed", NOW)
        session.rollback()
    assert not any(_everything(sessions).values())


def test_a_row_the_database_refuses_stops_no_other(sessions: Sessions) -> None:
    engine = sessions.kw["bind"]
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON service WHEN NEW.source_id = 's1' "
            "BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    report = import_feed(sessions, _rows(3), "feed", NOW)
    assert [(row.outcome, row.notes) for row in report.rows] == [
        ("taken", ()), ("skipped", ("the database refused it",)), ("taken", ()),
    ]  # fmt: skip


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


@pytest.mark.parametrize("document", BAD, ids=[reason + f" {len(each)}" for each, reason in BAD.items()])
def test_a_bad_file_changes_nothing_and_says_why(sessions: Sessions, document: bytes) -> None:
    import_feed(sessions, _rows(2), "feed", NOW)
    before = _everything(sessions)
    with pytest.raises(FeedError, match=BAD[document]):
        import_feed(sessions, document, "feed", NOW)
    assert _everything(sessions) == before


def test_a_file_of_a_hundred_megabytes_is_refused_unread(sessions: Sessions) -> None:
    with pytest.raises(FeedError, match="larger than 50 MB"):
        import_feed(sessions, b" " * 100_000_000, "feed", NOW)


def test_windows_encoding_and_byte_order_marks_are_understood(sessions: Sessions) -> None:
    text = json.dumps(_rows(1), ensure_ascii=False).replace("About 0", "Café £5")
    for at, encoding in enumerate(("cp1252", "utf-8-sig", "utf-16")):
        import_feed(sessions, text.encode(encoding), f"feed {at}", NOW)
    with sessions() as session:
        assert set(session.scalars(select(Service.description))) == {"Café £5."}


def test_flat_lists_are_folded_into_whole_services(sessions: Sessions) -> None:
    document = {
        "services": [{"id": "s1", "name": "Flat", "organization_id": "o1", "status": "active"}],
        "organizations": [{"id": "o1", "name": "Flat Trust"}],
        "phones": [{"id": "p1", "service_id": "s1", "number": "01632 960199"}],
        "service_at_locations": [{"id": "a1", "service_id": "s1", "location_id": "l1"}],
        "locations": [{"id": "l1", "name": "Hall", "latitude": 51.1, "longitude": -3.0}],
        "addresses": [{"id": "d1", "location_id": "l1", "address_1": "1 Road", "postal_code": "TA1 1AA"}],
        "schedules": [{"id": "c1", "service_at_location_id": "a1", "byday": "MO", "opens_at": "09:00"}],
        "attributes": [{"id": "t1", "link_id": "s1", "taxonomy_term_id": "m"}],
        "taxonomy_terms": [{"id": "m", "name": "money", "taxonomy": "Needs"}],
    }
    import_feed(sessions, document, "flat", NOW)
    with sessions() as session:
        service = _service(session, "s1")
        assert service.organization.name == "Flat Trust"
        assert [each.number for each in service.phones] == ["01632 960199"]
        assert service.service_at_locations[0].location.addresses[0].address_1 == "1 Road"
        assert service.service_at_locations[0].schedules[0].byday == "MO"
        assert [each.need for each in service.needs] == ["money"]


def test_needs_are_known_by_key_and_by_label() -> None:
    words = need_words()
    assert words["money"] == "money"
    assert words["not_going_to_school"] == "school_attendance"
