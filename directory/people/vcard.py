"""An entry as a vCard 3.0 (RFC 2426), which every telephone's address book reads."""

from __future__ import annotations

import vobject
from vobject.vcard import Name

from directory.people.found import Found


def as_vcard(found: Found, site: str) -> str:
    """The card of a person or team; `site` is the website's address, for the card leads back to its page."""
    card = vobject.vCard()
    card.add("fn").value = found.name
    first, _, last = found.name.rpartition(" ") if found.kind == "person" else ("", "", found.name)
    card.add("n").value = Name(family=last, given=first)
    card.add("org").value = [part for part in (found.agency, found.team) if part]
    if found.role:
        card.add("title").value = found.role
    if found.phone:
        telephone = card.add("tel")
        telephone.value, telephone.type_param = found.phone, "WORK"
    if found.email:
        mail = card.add("email")
        mail.value, mail.type_param = found.email, "INTERNET"
    note = " ".join(part.rstrip(".") + "." for part in (found.works, found.reach) if part)
    if note:
        card.add("note").value = note
    card.add("url").value = f"{site}/whos-who/{found.key}"
    if found.signed_off_on:
        card.add("rev").value = found.signed_off_on.isoformat()
    return str(card.serialize())
