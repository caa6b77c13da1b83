from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from directory.importing import import_feed, read_feed
from directory.models import Attribute, Organization, Phone, Service

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def north_lincolnshire(shared: Path) -> bytes:
    document = read_feed(shared / "feeds" / "north-lincolnshire-oruk-v1.json")
    assert isinstance(document, bytes)
    return document


def test_a_real_council_feed_is_taken_in_seconds(
    sessions: sessionmaker[Session], north_lincolnshire: bytes
) -> None:
    started = time.process_time()
    report = import_feed(sessions, north_lincolnshire, "North Lincolnshire", NOW)
    assert time.process_time() - started < 15
    assert (report.taken, report.skipped) == (735, 3)
    assert not report.unknown_fields
    assert all("says the same as row" in row.notes[0] for row in report.rows if row.outcome == "skipped")
    again = import_feed(sessions, north_lincolnshire, "North Lincolnshire", NOW)
    assert (again.unchanged, again.taken, again.changed, again.removed) == (735, 0, 0, 0)


def test_nothing_of_a_real_feed_is_unsafe_or_untidy(
    sessions: sessionmaker[Session], north_lincolnshire: bytes
) -> None:
    import_feed(sessions, north_lincolnshire, "North Lincolnshire", NOW)
    with sessions() as session:
        services = session.scalars(select(Service)).all()
    for service in services:
        assert service.name.strip() == service.name != ""
        assert len(service.summary) <= 221
        assert not re.search(
            r"&(nbsp|amp|quot|lt|gt);|<[a-z]|data-cke|[\u200b\u00a0]|\s$", service.description
        )
        tags = re.findall(r"<([a-z0-9]+)([^<>]*)>", service.description_html)
        assert {name for name, _ in tags} <= {"p", "br", "ul", "ol", "li", "strong", "em", "h3", "a"}
        for name, attributes in tags:
            safe = r' href="(https?://|mailto:|tel:)[^"<>]*"( rel="noopener noreferrer nofollow")?'
            assert not attributes or (name == "a" and re.fullmatch(safe, attributes)), attributes
        assert not re.search(r"<(p|li|ul|h3)>\s*</\1>", service.description_html)
        assert service.url is None or re.match(r"https?://[^/]+\.[a-z]", service.url)


def test_phones_ages_and_audiences_are_found_in_a_real_feed(
    sessions: sessionmaker[Session], north_lincolnshire: bytes
) -> None:
    import_feed(sessions, north_lincolnshire, "North Lincolnshire", NOW)
    with sessions() as session:
        phones = session.scalars(select(Phone)).all()
        with_ages = session.scalar(select(func.count()).where(Service.ages_origin == "description"))
        assert len(phones) > 120
        assert all(
            each.origin == "description" and each.tel and each.tel.startswith("+44") for each in phones
        )
        assert with_ages is not None and with_ages > 80
        assert session.scalar(select(func.count()).select_from(Attribute)) == 527
        assert session.scalar(select(func.count()).select_from(Organization)) == len(
            {row["organization"]["id"] for row in json.loads(north_lincolnshire)}
        )
        club = session.scalars(select(Service).where(Service.name == "Brigg Youth Club")).one()
        assert (club.minimum_age, club.maximum_age) == (11, 14)


def test_the_standards_own_example_is_taken_whole(sessions: sessionmaker[Session], shared: Path) -> None:
    document = read_feed(shared / "oruk" / "examples" / "service_full.json")
    report = import_feed(sessions, document, "example", NOW)
    assert (report.taken, dict(report.unknown_fields)) == (1, {})
    with sessions() as session:
        service = session.scalars(select(Service)).one()
        assert service.schedules[0].byday == "TH,FR"
        assert service.cost_options[0].amount == 35
        assert service.service_at_locations[0].location.accessibility[0].details
