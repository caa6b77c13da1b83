from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from core.database import Base, open_engine
from directory.importing import FeedError, import_feed
from directory.importing.found import find_ages
from directory.importing.markup import plain_text, safe_html
from directory.importing.phones import find_number, read_numbers
from directory.importing.text import plain
from directory.importing.values import (
    age,
    clock_time,
    day,
    degrees,
    email_address,
    moment,
    number,
    web_address,
)
from directory.models import ImportRun, Service

NOW = datetime(2026, 11, 1, tzinfo=UTC)
FIELDS = (
    "id", "name", "description", "url", "email", "status", "minimum_age", "maximum_age", "assured_date",
    "organization", "service_at_locations", "location", "physical_addresses", "addresses", "postal_code",
    "latitude", "longitude", "eligibilitys", "contacts", "phones", "number", "regular_schedules", "schedules",
    "byday", "opens_at", "closes_at", "bymonthday", "interval", "cost_options", "amount", "languages", "language",
    "service_taxonomys", "taxonomy", "attributes", "taxonomy_term", "term", "pc_targetAudience", "audienceType",
    "service_areas", "service_area", "accessibility", "pc_metadata", "date_modified", "contents", "content",
    "total_pages", "services", "organizations", "service",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["18+", "0.5", "null", "<p>x</p>", "&nbsp;", "www.a.org", "01632 960000", "MO,TU", "javascript:alert(1)",
         "9:30am", "2026-02-30", "aged 11 to 17", "\ud800", "\x00", "Ã©", "a@b.org", "TA1 1AA", "999999999999"]
    ),
)  # fmt: skip
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(FIELDS), st.text(max_size=8)), inner, max_size=8),
    ),
    max_leaves=30,
)
SERVICE = st.fixed_dictionaries(
    {"name": TEXTS}, optional={field: JSON for field in FIELDS if field != "name"}
)
RELAXED = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sessionmaker[Session]]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('anything') / 'directory.db'}")
    Base.metadata.create_all(engine)
    yield sessionmaker(engine, expire_on_commit=False)
    engine.dispose()


def _state(sessions: sessionmaker[Session]) -> list[Any]:
    with sessions() as session:
        runs = session.scalars(select(ImportRun.id)).all()
        return [runs, session.execute(select(*Service.__table__.c).order_by(Service.id)).all()]


@RELAXED
@given(document=JSON)
def test_any_json_is_taken_or_refused_whole(kept: sessionmaker[Session], document: Any) -> None:
    before = _state(kept)
    try:
        report = import_feed(kept, document, "anything", NOW, needs={"money": "money"})
    except FeedError:
        assert _state(kept) == before
    else:
        assert len(report.rows) - report.removed == len([row for row in report.rows if row.row])


@RELAXED
@given(document=st.lists(st.one_of(SERVICE, LEAVES), min_size=1, max_size=5))
def test_services_with_anything_in_them_are_the_same_the_second_time(
    kept: sessionmaker[Session], document: list[Any]
) -> None:
    with contextlib.suppress(FeedError):
        first = import_feed(kept, document, "twice", NOW, needs={"money": "money"}, force=True)
        state = _state(kept)[1]
        second = import_feed(kept, document, "twice", NOW, needs={"money": "money"}, force=True)
        assert (second.taken, second.changed, second.removed) == (0, 0, 0)
        assert second.unchanged == first.taken + first.changed + first.unchanged
        assert _state(kept)[1] == state
        assert not any("database refused" in note for row in first.rows for note in row.notes)


@RELAXED
@given(document=st.binary(max_size=200))
def test_any_bytes_are_taken_or_refused(kept: sessionmaker[Session], document: bytes) -> None:
    with contextlib.suppress(FeedError):
        import_feed(kept, document, "bytes", NOW, needs={})


@RELAXED
@given(rows=st.lists(SERVICE, min_size=1, max_size=3), cut=st.floats(0.05, 0.95))
def test_a_feed_cut_short_is_refused(kept: sessionmaker[Session], rows: list[Any], cut: float) -> None:
    whole = json.dumps({"contents": rows}).encode()
    with pytest.raises(FeedError):
        import_feed(kept, whole[: max(1, int(len(whole) * cut))], "cut", NOW, needs={})


@given(value=LEAVES)
def test_reading_one_value_never_fails(value: Any) -> None:
    for read in (
        web_address,
        email_address,
        number,
        age,
        day,
        moment,
        clock_time,
        plain,
        read_numbers,
        safe_html,
    ):
        read(value)
    degrees(value, 90)


@given(text=st.text(max_size=300))
def test_descriptions_are_safe_whatever_they_hold(text: str) -> None:
    markup = safe_html(f"<p>{text}</p>")
    assert "<script" not in markup.lower() and "onerror" not in "".join(
        part.split(">")[0] for part in markup.split("<a")[1:]
    )
    assert safe_html(markup) == safe_html(safe_html(markup))
    plain_text(markup)
    find_ages(text, text)
    find_number(text)
