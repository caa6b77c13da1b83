"""A small directory to search, and what a search finds in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from directory.importing import import_feed
from directory.places import Place
from directory.search import Query, Search
from directory.tagging import tag_services
from language.needs import HeardNeed

TAUNTON = (51.0149, -3.1029)
YEOVIL = (50.9416, -2.6321)
NEAR_TAUNTON = Place("Taunton", "", *TAUNTON, "Somerset", "town")
NEAR_YEOVIL = Place("Yeovil", "", *YEOVIL, "Somerset", "town")


def a_record(key: str, name: str, description: str, **more: Any) -> dict[str, Any]:
    """A service in Open Referral UK 3.0; `at` is where, `town` its town, `amount` its price in pounds."""
    at, town, amount = more.pop("at", None), more.pop("town", None), more.pop("amount", None)
    organisation = more.pop("by", f"Sample {key}")
    record = {
        "id": key,
        "name": name,
        "description": description,
        "status": "active",
        "organization": {"id": f"org-{organisation}", "name": organisation, "description": "A sample."},
        **more,
    }
    if at:
        address = {"id": f"address-{key}", "address_1": "1 Sample Way", "city": town, "state_province": "Somerset",
                   "postal_code": "", "country": "GB", "address_type": "physical"}  # fmt: skip
        location = {"id": f"location-{key}", "location_type": "physical", "name": town, "latitude": at[0],
                    "longitude": at[1], "addresses": [address]}  # fmt: skip
        record["service_at_locations"] = [{"id": f"at-{key}", "location": location}]
    if amount is not None:
        record["cost_options"] = [{"id": f"cost-{key}", "amount": amount, "option": "Session"}]
    return record


RECORDS = [
    a_record("larder", "Vivary Larder food bank", "Food parcels for anyone who has run out of money.", at=TAUNTON,
             town="Taunton", amount=0, needs=("money",)),
    a_record("larder-y", "Yeovil foodbank", "Food parcels, no questions asked.", at=YEOVIL, town="Yeovil", amount=0,
             needs=("money",)),
    a_record("debt", "Debt and money advice", "Free and private advice about debts, bills and bailiffs.", at=YEOVIL,
             town="Yeovil", needs=("money",)),
    a_record("youth", "Friday youth club", "Table tennis, music and a chat for young people.", at=TAUNTON,
             town="Taunton", amount=1, minimum_age=11, maximum_age=17, needs=("activities",)),
    a_record("tots", "Tiny Steps toddler group", "Stay and play for babies and toddlers.", at=TAUNTON, town="Taunton",
             amount=2, minimum_age=0, maximum_age=4, needs=("early_years_childcare",)),
    a_record("autism", "Sensory Saturdays", "For autistic children and their families, every Saturday.", at=TAUNTON,
             town="Taunton", amount=0, needs=("disability_and_send",)),
    a_record("swim", "Swimming lessons at the pool", "Learn to swim, all ages.", at=YEOVIL, town="Yeovil", amount=6,
             needs=("activities",)),
    a_record("talk", "Quiet Line", "A helpline for anyone who feels low, anxious or alone. By phone or online.",
             amount=0, needs=("mental_health",)),
    a_record("grief", "Snowdrop bereavement support", "For families after someone has died.", at=TAUNTON,
             town="Taunton", amount=0, needs=("bereavement",)),
    *(a_record(f"carers-{town}", "Carers peer group", f"Carers meet over tea in {town}.", by="Sample Carers", at=spot,
               town=town, amount=0, needs=("caring_for_adult",)) for town, spot in (("Taunton", TAUNTON), ("Yeovil", YEOVIL))),
    a_record("closed", "Closed food bank", "Food parcels.", status="defunct", needs=("money",)),
]  # fmt: skip


def fill(sessions: sessionmaker[Session], records: Sequence[dict[str, Any]]) -> None:
    needs = {record["name"]: record["needs"] for record in records}
    bare = [{key: value for key, value in record.items() if key != "needs"} for record in records]
    import_feed(sessions, bare, "sample", force=True)

    def hear(texts: Sequence[str]) -> list[list[HeardNeed]]:
        return [[HeardNeed(need, 0.9) for need in needs[text.split("\n")[0]]] for text in texts]

    with sessions.begin() as session:
        tag_services(session, hear)


def found_by(search: Search, text: str = "", **more: Any) -> list[str]:
    return [each.source_id for each in search.find(Query(text=text, **more)).results]
