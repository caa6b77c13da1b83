"""The one place where the action server is put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import structlog
from sqlalchemy.orm import Session, sessionmaker

from core.audit import audited
from core.database import open_database
from core.encryption import Vault, open_vault
from core.settings import load_settings
from directory.advice import Article, load_advice
from directory.guidance import GuidanceDesk, open_guidance_desk
from directory.people import PeopleSearch, open_people_search
from directory.places import Places, load_places
from directory.search import Search, open_search
from earlyhelp.contacts import Contacts
from earlyhelp.errors import EarlyHelpError
from earlyhelp.filling import Questions, load_questions
from earlyhelp.office import Office, open_office
from earlyhelp.plans import PlanOffice, open_plan_office
from earlyhelp.replies import Replies, load_replies
from language.needs import Need, load_needs
from staff.keys import StaffKeys, staff_keys


@dataclass(frozen=True)
class Parts:
    """What actions work with."""

    sessions: sessionmaker[Session]
    search: Search
    places: Places
    needs: Mapping[str, Need]
    advice: Mapping[str, Article]


@lru_cache(maxsize=1)
def parts() -> Parts:
    """The parts of this process, made at first use."""
    settings = load_settings()
    sessions = open_database(settings.database)
    places = load_places(settings)
    return Parts(
        sessions=sessions,
        search=open_search(sessions, settings, places),
        places=places,
        needs={need.key: need for need in load_needs(settings.data / "needs.yml")},
        advice=load_advice(settings.data / "advice"),
    )


@dataclass(frozen=True)
class Library:
    """What actions for professionals work with."""

    sessions: sessionmaker[Session]
    vault: Vault
    people: PeopleSearch
    guidance: GuidanceDesk


@lru_cache(maxsize=1)
def library() -> Library:
    """The who's-who and the guidance; raises OpenDoorError."""
    settings = load_settings()
    sessions = audited(parts().sessions, settings)
    people = open_people_search(sessions, settings)
    return Library(sessions, open_vault(settings), people, open_guidance_desk(settings))


@dataclass(frozen=True)
class HelpDesk:
    """What actions about requests work with; a chat is kept for `chat_days` after its last message."""

    sessions: sessionmaker[Session]
    vault: Vault
    office: Office
    questions: Questions
    replies: Replies
    keys: StaffKeys
    chat_days: int


@lru_cache(maxsize=1)
def help_desk() -> HelpDesk | None:
    """The parts for requests; None where requests cannot be taken, such as on sample contacts in public."""
    settings = load_settings()
    try:
        office, questions = open_office(settings), load_questions(settings.data / "earlyhelp")
        replies = load_replies(settings.data / "earlyhelp")
    except EarlyHelpError as error:
        structlog.get_logger().error("requests are not taken", error=type(error).__name__)
        return None
    sessions, vault = audited(parts().sessions, settings), open_vault(settings)
    keys, days = staff_keys(settings), settings.retention_days
    return HelpDesk(sessions, vault, office, questions, replies, keys, days)


@dataclass(frozen=True)
class PlanDesk:
    """What actions about family plans work with."""

    sessions: sessionmaker[Session]
    vault: Vault
    office: PlanOffice
    keys: StaffKeys

    @property
    def contacts(self) -> Contacts | None:
        """Who can lead a plan; None where requests cannot be taken."""
        desk = help_desk()
        return desk.office.contacts if desk else None


@lru_cache(maxsize=1)
def plan_desk() -> PlanDesk:
    """The parts for plans, which every site has; raises EarlyHelpDataError."""
    settings = load_settings()
    sessions, vault = audited(parts().sessions, settings), open_vault(settings)
    return PlanDesk(sessions, vault, open_plan_office(settings), staff_keys(settings))
