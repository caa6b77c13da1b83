"""A fresh database of each sort, with the keys of staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from earlyhelp.contacts import Contacts, load_contacts
from staff.accounts import add_account
from staff.keys import StaffKeys, staff_keys
from staff.links import FreshLink, ask_for_link, fresh_link
from staff.wording import SignInMail
from tests.core.conftest import NOW, Store, cluster, migrated, store

__all__ = ["cluster", "migrated", "store"]

PAT = "pat@example.org"
MAIL = SignInMail("Your link", "Open {link}\n")


@dataclass(frozen=True)
class People:
    """Staff on one database: each `do` is a transaction of its own."""

    store: Store

    @property
    def keys(self) -> StaffKeys:
        return staff_keys(self.store.settings)

    @property
    def contacts(self) -> Contacts:
        return load_contacts(self.store.settings.data / "earlyhelp")

    def do(self, work: Callable[..., Any], *given: Any) -> Any:
        """Calls `work(session, *given)` and commits."""
        with self.store.sessions.begin() as session:
            return work(session, *given)

    def add(self, email: str = PAT, role: str = "contact", contact: str = "pat_ashdown") -> str:
        """Lets someone sign in."""
        given = (self.store.vault, self.keys, email, role, contact, self.contacts, NOW)
        added: str = self.do(add_account, *given)
        return added

    def link(self, email: str = PAT) -> FreshLink:
        """Asks for a link."""
        link = fresh_link()
        self.do(
            ask_for_link,
            self.store.vault,
            self.keys,
            link,
            email,
            "",
            "https://help.example.org",
            MAIL,
            NOW,
        )
        return link


@pytest.fixture
def people(store: Store) -> People:
    """Staff on a database of each sort."""
    return People(store)
