"""What every page and route works with, put together in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import ClientSession, web
from sqlalchemy.orm import Session, sessionmaker

from core.clock import Clock
from core.encryption import Vault
from core.settings import Settings
from directory.advice import Article
from directory.guidance import GuidanceDesk
from directory.people import Letters, PeopleSearch
from directory.places import Places
from directory.search import Search
from earlyhelp.office import Office
from earlyhelp.plans import PlanOffice
from language.needs import Need
from staff.keys import StaffKeys
from staff.wording import SignInMail
from web.assets import Assets
from web.bot_client import BotClient
from web.chat import Chat
from web.housekeeping import Housekeeping
from web.identity import Minter
from web.limits import Limit
from web.rounds import Rounds


@dataclass(frozen=True)
class Door:
    """The parts of the front door, made once."""

    settings: Settings
    clock: Clock
    sessions: sessionmaker[Session]
    vault: Vault
    minter: Minter
    assets: Assets
    needs: Mapping[str, Need]
    articles: Mapping[str, Article]
    places: Places
    search: Search
    people: PeopleSearch
    guidance: GuidanceDesk
    messages: Limit
    requests: Limit


@dataclass(frozen=True)
class Lines:
    """The parts that need a running loop: made when the site starts, closed when it stops."""

    http: ClientSession
    bot: BotClient
    chat: Chat
    housekeeping: Housekeeping


@dataclass(frozen=True)
class Desk:
    """The parts that early help requests need; a site that others reach has none on invented contacts."""

    office: Office
    rounds: Rounds
    staff_keys: StaffKeys
    sign_in_mail: SignInMail
    letters: Letters


DOOR = web.AppKey("door", Door)
LINES = web.AppKey("lines", Lines)
DESK = web.AppKey("desk", Desk)
PLANS = web.AppKey("plans", PlanOffice)
"""Family plans, which every site has."""
