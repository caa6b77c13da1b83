"""Suggesting which needs a service meets, from what is written about it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from core.clock import utc_now
from directory.models import Attribute, Service, ServiceNeed
from directory.version import raise_version

BATCH = 128
READ_CHARACTERS = 1200
"""A description says whom it helps near its beginning; the rest is seldom worth the time."""


class Heard(Protocol):
    """A need heard in a text, and how sure that is (0 to 1)."""

    @property
    def need(self) -> str: ...
    @property
    def confidence(self) -> float: ...


Hear = Callable[[Sequence[str]], Sequence[Iterable[Heard]]]
"""Hears the needs in each text, such as `language.needs.NeedHearing.hear`."""


def words_about(service: Service) -> str:
    """What is listened to: name, summary, description and the names of categories and audiences."""
    names = ", ".join(dict.fromkeys(each.taxonomy_term.name for each in service.attributes))
    repeated = service.description.replace("\n", " ").startswith(service.summary[:60])
    parts = (
        service.name,
        "" if repeated else service.summary,
        service.description[:READ_CHARACTERS],
        service.eligibility_description or "",
        names,
    )
    return "\n".join(part for part in parts if part)


def tag_services(session: Session, hear: Hear, *, version: str = "", now: datetime | None = None) -> int:
    """Stores the needs heard in every service whose words changed; gives how many services that were.

    `version` names what hears: another one listens to all services again. Needs that a feed or an editor gave
    are left alone. Works in the caller's transaction.
    """
    query = select(Service).options(
        selectinload(Service.attributes).joinedload(Attribute.taxonomy_term), selectinload(Service.needs)
    )
    changed = []
    for service in session.scalars(query):
        text = words_about(service)
        mark = hashlib.sha256(f"{version}\x1f{text}".encode()).hexdigest()
        if mark != service.needs_hash:
            changed.append((service, text, mark))
    for start in range(0, len(changed), BATCH):
        batch = changed[start : start + BATCH]
        for (service, _, mark), heard in zip(batch, hear([text for _, text, _ in batch]), strict=True):
            _suggest(service, heard)
            service.needs_hash = mark
    if changed:
        raise_version(session, now or utc_now())
    return len(changed)


def _suggest(service: Service, heard: Iterable[Heard]) -> None:
    told = {each.need: round(float(each.confidence), 4) for each in heard}
    given = {each.need for each in service.needs if each.origin != "suggested"}
    for each in list(service.needs):
        if each.origin == "suggested" and each.need not in told:
            service.needs.remove(each)
    have = {each.need: each for each in service.needs}
    for need, confidence in told.items():
        if need in given:
            continue
        if need in have:
            have[need].confidence = confidence
        else:
            service.needs.append(ServiceNeed(need=need, confidence=confidence, origin="suggested"))
