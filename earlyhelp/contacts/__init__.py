"""Who can receive a request for help, and how the right one is found."""

from __future__ import annotations

from earlyhelp.contacts.contact import Areas, Case, Contact, Contacts
from earlyhelp.contacts.loading import load_contacts, load_routing
from earlyhelp.contacts.routing import Routed, Routing, Rule, route

__all__ = [
    "Areas",
    "Case",
    "Contact",
    "Contacts",
    "Routed",
    "Routing",
    "Rule",
    "load_contacts",
    "load_routing",
    "route",
]
