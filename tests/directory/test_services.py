from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from directory.importing import import_feed
from directory.models import CostOption, Service
from directory.services import ServiceDetails, service_details
from directory.wording import ages_in_words, cost_in_words, is_free

NOW = datetime(2026, 11, 2, 19, tzinfo=UTC)
TODAY = NOW.date()


def _details(sessions: sessionmaker[Session], source_id: str) -> ServiceDetails:
    with sessions() as session:
        found = session.scalars(select(Service.id).where(Service.source_id == source_id)).one()
        details = service_details(session, found, NOW)
    assert details is not None
    return details


def test_details_hold_all_that_a_page_needs(sessions: sessionmaker[Session], version_1: bytes) -> None:
    import_feed(sessions, version_1, "Council feed", NOW, locate=lambda _: (51.0, -3.1))
    found = _details(sessions, "1001")
    assert found.ages == "6 months to 4"
    assert found.cost == "A family: £2.50 each time"
    assert found.free is False
    assert found.opening == ("Mondays and Thursdays, 9:30am to 11am", "Wednesdays, 6:30pm to 8pm")
    assert found.opens_evenings and not found.opens_weekends
    assert found.open_now(datetime(2026, 11, 4, 19, tzinfo=UTC)) is True
    assert (found.phones[0].number, found.phones[0].link) == ("01632 960101 ext 4", "tel:+441632960101")
    assert found.phones[0].note == "Sam Sample"
    assert found.addresses[0].text == "Sample Village Hall, 1 Sample Street, Taunton, Somerset, TA1 1AA"
    assert found.addresses[0].accessibility == ("Step-free entrance",)
    assert (found.addresses[0].latitude, found.addresses[0].longitude) == (51.0, -3.1)
    assert found.directions == "To find a bus, a train or a way to walk, look up TA1 1AA on traveline.info."
    assert found.languages == ("Polish",)
    assert found.how_to_start == "Drop-in"
    assert (found.needs, found.audiences) == (("parenting",), ("Grandparents", "Mental Health"))
    assert (found.source, found.sample) == ("Council feed", False)
    assert found.assured == date(2026, 5, 1)
    assert found.organization.name == "Little Steps (sample)"


def test_details_say_what_was_read_out_of_the_description(
    sessions: sessionmaker[Session], version_1: bytes
) -> None:
    import_feed(sessions, version_1, "feed", NOW)
    assert _details(sessions, "1004").read_from_description == {"ages", "email", "phones"}


def test_details_of_a_version_3_service(sessions: sessionmaker[Session], version_3: bytes) -> None:
    import_feed(sessions, version_3, "feed", NOW)
    found = _details(sessions, "3f0c1d2e-0000-4000-8000-000000000001")
    assert found.opening == ("First and third Wednesdays of the month, 6pm to 8pm",)
    assert (found.cost, found.free, found.ages) == ("Free", True, "16 and over")
    assert found.addresses[0].accessibility == ("Lift to all floors. Doors are 90 cm wide.",)
    assert found.directions is not None and found.directions.startswith("Bus 1 stops outside.")
    assert (found.alert, found.how_to_start) == ("Closed on 25 December.", "Just turn up")


def test_no_service_has_an_unknown_id(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        assert service_details(session, "nothing") is None


@pytest.mark.parametrize(
    ("minimum", "maximum", "words"),
    [
        (None, None, None), (0, None, None), (11, 18, "11 to 18"), (16, None, "16 and over"), (0, 5, "up to 5"),
        (None, 4.99, "under 5"), (0.5, 4, "6 months to 4"), (0.5, None, "6 months and over"), (2, 4.99, "2 to 4"),
        (1.5, 2.5, "18 months to 30 months"), (None, 0.5, "up to 6 months"), (18, 18, "18"), (4.5, 11, "4½ to 11"),
    ],
)  # fmt: skip
def test_ages_are_said_in_plain_words(
    minimum: float | None, maximum: float | None, words: str | None
) -> None:
    assert ages_in_words(minimum, maximum) == words


def test_costs_are_said_in_plain_words() -> None:
    costs = [
        CostOption(amount=5, amount_description="a session", option="Adults"),
        CostOption(amount=0, amount_description=None, option="Under 5s"),
        CostOption(amount=3, option="Last year", valid_to=date(2025, 1, 1)),
    ]
    assert cost_in_words(costs, None, TODAY) == "Adults: £5 a session; Under 5s: free"
    assert is_free(costs, None, TODAY) is False
    assert cost_in_words(
        [CostOption(amount=0.5, option="Everyone", amount_description="50p a night")], None, TODAY
    ) == ("50p a night")
    assert cost_in_words([], "free of charge", TODAY) == "Free of charge"
    assert is_free([], "Free of charge", TODAY) is True
    assert is_free([], "Free trial, then £4", TODAY) is False
    assert (cost_in_words([], None, TODAY), is_free([], None, TODAY)) == (None, None)
