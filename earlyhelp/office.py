"""Everything that requests need to know besides the database: words, people, rules and times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.settings import Settings, check_public
from earlyhelp.agreement import Agreement, load_agreement
from earlyhelp.assessment.form import Form, load_form
from earlyhelp.checking import mend, words
from earlyhelp.contacts import Case, Contact, Contacts, Routed, Routing, load_contacts, load_routing, route
from earlyhelp.days import day_of
from earlyhelp.errors import InventedContactsError
from earlyhelp.files import read
from earlyhelp.references import References, load_references
from earlyhelp.retention import Lasting, Retention, load_lasting, load_retention
from earlyhelp.wording import Wording, load_wording
from language.needs import load_needs


@dataclass(frozen=True)
class Office:
    """Loaded once a process, never changed, safe to share. `site` has no slash at its end.

    `announces` is true where a case management is told of requests by webhook; `they_ring` are the words of
    whoever will get in touch themselves.
    """

    contacts: Contacts
    routing: Routing
    references: References
    agreement: Agreement
    wording: Wording
    retention: Retention
    lasting: Lasting
    assessment: Form
    they_ring: str
    site: str
    acknowledge_days: int
    announces: bool = False

    def route(self, case: Case, now: datetime) -> Routed:
        """The contact for this case today."""
        return route(case, self.contacts, self.routing, day_of(now))

    def is_there(self, contact: str, now: datetime) -> bool:
        """Whether this is the key of a contact who has neither left nor is away today."""
        found = self.contacts.by_key.get(contact)
        return found is not None and not found.is_away(day_of(now))

    def name_of(self, person: Contact | None) -> str:
        """What somebody is called where they are named; of who has left it is said that they have."""
        return person.name if person is not None else self.wording.say("someone_left")

    def asks_for_manager(self, contact: str, second: str, agreed: Mapping[str, bool]) -> bool:
        """Whether there is a manager besides these two, and a way to reach the person that is shared."""
        return self.contacts.manager.key not in {contact, second} and agreed.get("reach") is True

    def link(self, reference: str) -> str:
        """Where staff open the request."""
        return f"{self.site}/desk/{reference}"

    def own_link(self, token: str) -> str:
        """Where the person opens their own request, once, by the token of `make_pass`."""
        return f"{self.site}/my-request/open/{token}"


def open_office(settings: Settings) -> Office:
    """The office of these settings; raises EarlyHelpDataError, and in public InventedContactsError, or
    SettingsError where its letters would not reach whom they are for."""
    folder = settings.data / "earlyhelp"
    contacts = load_contacts(folder)
    if contacts.sample and not settings.is_local:
        raise InventedContactsError(
            "Replace data/earlyhelp/contacts.yml before taking requests: its contacts are invented."
        )
    check_public(settings)
    agreement = load_agreement(folder)
    needs = [need.key for need in load_needs(settings.data / "needs.yml")]
    return Office(
        contacts=contacts,
        routing=load_routing(folder, contacts, needs),
        references=load_references(folder),
        agreement=agreement,
        wording=load_wording(folder),
        retention=load_retention(folder),
        lasting=load_lasting(folder),
        assessment=load_form(folder, agreement.items),
        they_ring=_they_ring(folder),
        site=settings.site,
        acknowledge_days=settings.acknowledge_days,
        announces=bool(settings.webhook_url),
    )


def _they_ring(folder: Path) -> str:
    try:
        return words(read(folder / "questions.yml")["values"]["i_ring"])
    except (KeyError, TypeError, ValueError) as error:
        raise mend("questions.yml", error) from None
