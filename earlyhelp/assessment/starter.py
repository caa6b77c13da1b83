"""Filling an assessment with what its reader may see of a request, and with nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from earlyhelp.assessment.form import Section
from earlyhelp.days import date_words, day_of
from earlyhelp.office import Office
from earlyhelp.requests import Shown


@dataclass(frozen=True)
class Part:
    """One section with its answers, as pairs of label and words; a label that the title says is empty."""

    section: Section
    told: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Starter:
    """An assessment that has been started. `not_shared` are labels of what was asked about but not shared."""

    reference: str
    title: str
    intro: Sequence[str]
    made_on: str
    made_for: str
    cautions: Sequence[str]
    parts: Sequence[Part]
    not_shared: Sequence[str]


def start_assessment(shown: Shown, reader: str, now: datetime, office: Office) -> Starter:
    """The assessment for the contact `reader`, with what `shown` holds for them."""
    contact, label = office.contacts.by_key[reader], office.agreement.label_for_staff
    return Starter(
        reference=shown.request.reference,
        title=office.assessment.title,
        intro=office.assessment.intro,
        made_on=date_words(day_of(now)),
        made_for=f"{contact.name}, {contact.role}, {contact.agency}",
        cautions=[office.wording.cautions[each] for each in shown.cautions],
        parts=[
            Part(
                section,
                [
                    (label(item) if label(item) != section.title else "", shown.values[item])
                    for item in section.items
                    if item in shown.values
                ],
            )
            for section in office.assessment.sections
        ],
        not_shared=[label(item) for item in shown.not_shared],
    )
