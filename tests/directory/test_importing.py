"""What a feed says of a service is kept, safe and tidy."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from sqlalchemy import select

from directory.importing import import_feed
from directory.importing.running import need_words
from directory.models import Organization, Service, ServiceNeed
from tests.directory.feeding import NOW, TAUNTON, Sessions, locate_sample, service_of, some_rows


def test_a_version_1_feed_is_taken_row_by_row(sessions: Sessions, version_1: bytes) -> None:
    report = import_feed(sessions, version_1, "v1", NOW, locate=locate_sample)
    told = {(row.source_id, row.outcome) for row in report.rows}
    assert told == {
        ("1001", "taken"), ("1002", "taken"), ("1003", "skipped"), ("1004", "taken"), ("1004", "skipped"),
        ("1005", "taken"), ("1006", "skipped"), ("1007", "taken"), ("", "skipped"),
    }  # fmt: skip
    assert (report.taken, report.skipped) == (5, 4)
    assert report.unknown_fields == {"pc_colour": 1}
    assert [row.row for row in report.rows] == list(range(1, 10))


def test_every_part_of_a_version_1_service_is_kept(sessions: Sessions, version_1: bytes) -> None:
    import_feed(sessions, version_1, "v1", NOW, locate=locate_sample)
    with sessions() as session:
        service = service_of(session, "1001")
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
        service = service_of(session, "1001")
    for dangerous in ("script", "alert", "onclick", "cke", "nbsp", "<p></p>"):
        assert dangerous not in service.description_html
    assert 'href="https://www.little-steps.example.org/play"' in service.description_html
    assert service.description.startswith("Songs and messy play.\n\nRing Sam or see our page")


def test_what_only_the_description_says_is_read_with_its_origin(sessions: Sessions, version_1: bytes) -> None:
    report = import_feed(sessions, version_1, "v1", NOW)
    with sessions() as session:
        service = service_of(session, "1004")
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
        assert service_of(session, "1002").name == "Warm Rooms (sample)"
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


def test_postcodes_in_a_description_place_a_service_that_has_no_location(sessions: Sessions) -> None:
    rows = some_rows(1)
    rows[0]["description"] = "We meet at the hall, TA1 1AA, each week. Not at ZZ99 9ZZ."
    import_feed(sessions, rows, "feed", NOW, locate=locate_sample)
    with sessions() as session:
        location = service_of(session, "s0").service_at_locations[0].location
        assert (location.latitude, location.coordinates_origin) == (TAUNTON[0], "description")


def test_windows_encoding_and_byte_order_marks_are_understood(sessions: Sessions) -> None:
    text = json.dumps(some_rows(1), ensure_ascii=False).replace("About 0", "Café £5")
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
        service = service_of(session, "s1")
        assert service.organization.name == "Flat Trust"
        assert [each.number for each in service.phones] == ["01632 960199"]
        assert service.service_at_locations[0].location.addresses[0].address_1 == "1 Road"
        assert service.service_at_locations[0].schedules[0].byday == "MO"
        assert [each.need for each in service.needs] == ["money"]


def test_needs_are_known_by_key_and_by_label() -> None:
    words = need_words()
    assert words["money"] == "money"
    assert words["not_going_to_school"] == "school_attendance"
