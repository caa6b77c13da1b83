"""The one place where the front door is put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial

import structlog
from aiohttp import ClientSession, web

import safeguarding
from core.audit import audited
from core.clock import Clock, utc_now
from core.database import open_database
from core.encryption import open_vault
from core.mail import open_mail_sender
from core.outbox import Sender, Worker
from core.settings import Settings, secret_of
from core.webhook import Webhook
from directory.advice import load_advice
from directory.guidance import open_guidance_desk
from directory.people import load_letters, open_people_search
from directory.places import Places, load_places
from directory.search import Search, open_search
from earlyhelp.errors import InventedContactsError
from earlyhelp.office import Office, open_office
from earlyhelp.plans import open_plan_office
from earlyhelp.requests.announcing import KIND as WEBHOOK
from earlyhelp.webhook import BundleSender
from language.needs import load_needs
from staff.accounts import without_account
from staff.keys import staff_keys
from staff.sessions import session_times
from staff.wording import load_sign_in_mail
from web import api
from web.assets import Assets
from web.bodies import LARGEST_BODY
from web.bot_client import BotClient
from web.chat import Chat
from web.conversations import Conversations
from web.door import DESK, DOOR, LINES, PLANS, Desk, Door, Lines
from web.guidance import answering, deciding
from web.housekeeping import Housekeeping
from web.identity import Minter
from web.led import involved
from web.led import meetings as led_meetings
from web.led import plan as led_plan
from web.limits import Limit
from web.pages import (
    advice,
    chat,
    health,
    home,
    information,
    kept,
    leaving,
    mailbox,
    my_request,
    plan,
    search,
    services,
    taking_back,
)
from web.people import entry as people_entry
from web.people import finding as people
from web.people import own
from web.plans import finding, lead, lines, outcomes, own_part, points, review_day, talking, texts
from web.protection import add_headers, keep_limits, tell_problems, write_access_line
from web.rendering import prepare_templates
from web.rounds import Rounds
from web.staff import (
    assessments,
    deliveries,
    desk,
    handing_over,
    requests,
    signing_in,
    single_sign_on,
    whos_who,
)
from web.staff.rights import check_rights
from web.urgent import hear_danger

log = structlog.get_logger()


def build_app(
    settings: Settings, clock: Clock = utc_now, places: Places | None = None, search_: Search | None = None
) -> web.Application:
    """The front door, ready to be served; raises OpenDoorError if something it needs is missing or wrong.

    `places` and `search_` are opened unless they are given, for example to be shared.
    """
    safeguarding.load()
    app = web.Application(
        middlewares=[write_access_line, add_headers, tell_problems, keep_limits, check_rights],
        client_max_size=LARGEST_BODY,
    )
    sessions = audited(open_database(settings.database), settings)
    assets = Assets()
    places = places or load_places(settings)
    app[DOOR] = Door(
        settings=settings,
        clock=clock,
        sessions=sessions,
        vault=open_vault(settings),
        minter=Minter(secret_of(settings)),
        assets=assets,
        needs={need.key: need for need in load_needs(settings.data / "needs.yml")},
        articles=load_advice(settings.data / "advice"),
        places=places,
        search=search_ or open_search(sessions, settings, places, partial(hear_danger, settings=settings)),
        people=open_people_search(sessions, settings, clock),
        guidance=open_guidance_desk(settings, partial(hear_danger, settings=settings)),
        messages=Limit(settings.messages_a_minute),
        requests=Limit(settings.requests_a_minute),
    )
    prepare_templates(app, assets, settings.council)
    public = (home, chat, search, services, advice, leaving, information, health, api)
    for part in (
        *public,
        people,
        own,
        people_entry,
        deciding,
        answering,
        plan,
        lines,
        outcomes,
        texts,
        lead,
        review_day,
        finding,
        own_part,
        talking,
        points,
    ):
        app.add_routes(part.routes)
    if settings.is_local:
        app.add_routes(mailbox.routes)
    app.router.add_get("/assets/{name}", assets.serve)
    app[PLANS] = open_plan_office(settings)
    app.cleanup_ctx.append(_open_lines)
    try:
        _open_desk(app, open_office(settings))
    except InventedContactsError as error:
        log.warning("no requests are taken", error=type(error).__name__)
    return app


async def _open_lines(app: web.Application) -> AsyncIterator[None]:
    door = app[DOOR]
    bot = BotClient(door.settings)
    conversations = Conversations(door.sessions, door.vault, door.clock)
    housekeeping = Housekeeping(conversations, bot, door.settings.retention_days)
    async with ClientSession(trust_env=False) as http:
        app[LINES] = Lines(http, bot, Chat(conversations, bot, door.settings), housekeeping)
        tidying = asyncio.create_task(housekeeping.run())
        yield
        tidying.cancel()
        with suppress(asyncio.CancelledError):
            await tidying
    await bot.close()
    door.sessions.kw["bind"].dispose()


def _open_desk(app: web.Application, office: Office) -> None:
    """Adds the staff pages and what delivers requests; raises OpenDoorError."""
    door = app[DOOR]
    settings, sessions, vault, clock = door.settings, door.sessions, door.vault, door.clock
    senders: dict[str, Sender] = {"mail": open_mail_sender(settings, sessions, vault, clock)}
    if settings.webhook_url:
        webhook = Webhook(settings.webhook_url, settings.webhook_secret)
        senders[WEBHOOK] = BundleSender(sessions, office, webhook, clock)
    workers = [Worker(sessions, vault, senders, kinds=frozenset({kind})) for kind in ("mail", WEBHOOK)]
    letters = load_letters(settings.data / "people")
    times = session_times(settings)
    app[DESK] = Desk(
        office=office,
        rounds=Rounds(workers, sessions, vault, office, app[PLANS], letters, times, clock),
        staff_keys=staff_keys(settings),
        sign_in_mail=load_sign_in_mail(settings.data),
        letters=letters,
    )
    mine, signing = (my_request, kept, taking_back), (signing_in, single_sign_on)
    led = (led_plan, involved, led_meetings)
    for part in (*mine, *signing, whos_who, desk, deliveries, requests, handing_over, assessments, *led):
        app.add_routes(part.routes)
    app.cleanup_ctx.append(_go_round)


async def _go_round(app: web.Application) -> AsyncIterator[None]:
    await asyncio.to_thread(_warn_of_contacts, app)
    rounds = app[DESK].rounds
    going = asyncio.create_task(rounds.run())
    yield
    await rounds.stop(going)


def _warn_of_contacts(app: web.Application) -> None:
    """Logs how many contacts could not open what is sent to them; `opendoor staff list` names them."""
    with app[DOOR].sessions() as session:
        missing = without_account(session, app[DESK].office.contacts)
    if missing:
        log.warning("contacts without an account", count=len(missing))
