"""A family whose plan Pat Ashdown leads, on a running site."""

from __future__ import annotations

import pytest

from earlyhelp.plans import mine, own_code
from earlyhelp.plans.leading import agree_lead
from tests.earlyhelp.plans.conftest import MUM
from tests.web.plans.conftest import Family, family
from tests.web.staff.conftest import casey, desk, jo, opening, pat
from web.door import PLANS

__all__ = ["casey", "desk", "family", "jo", "opening", "pat"]


@pytest.fixture
def led(family: Family) -> Family:
    """The family, after the mother said yes to Pat Ashdown."""
    desk = family.desk
    contact = desk.parts.office.contacts.by_key["pat_ashdown"]
    family.do(agree_lead, family.do(mine, MUM), contact, desk.hands(), desk.app[PLANS], None)
    return family


def code_of(family: Family) -> str:
    """The mother's own code word."""
    code: str = family.do(own_code, family.do(mine, MUM))
    return code
