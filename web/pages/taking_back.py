"""Taking a request back, or a part of it, on the person's own page: one question, and once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.requests import HelpRequest, items_to_take_back, taken_back, withdraw, withdraw_items
from earlyhelp.requests.sharing import opened_items
from earlyhelp.said_again import said_again
from web.door import DESK, DOOR
from web.pages.chat import form_token
from web.pages.my_request import HOME, KEPT, checked_form, with_request
from web.rendering import page
from web.staff.visits import in_transaction
from web.visitors import see_other

routes = web.RouteTableDef()

_ITEM = "item_"


@dataclass(frozen=True)
class _Parts:
    """What can be taken back of a request, by item, as it is asked in turn, and all that was told."""

    request_id: str
    told: Mapping[str, str]
    items: list[str]


@routes.get(f"{HOME}/take-back")
async def ask_for_all(request: web.Request) -> web.Response:
    """Says what happens, and asks."""
    reference = await with_request(
        request, lambda session, found: "" if taken_back(session, found) else found.reference
    )
    if not reference:
        return see_other(HOME if reference is None else KEPT)
    values = {"reference": reference, "form_token": form_token(request)}
    return await page(request, "my_request/take_back.html", values)


@routes.post(f"{HOME}/take-back")
async def take_all(request: web.Request) -> web.Response:
    """Takes every yes back; a second press changes nothing."""
    await checked_form(request)
    request_id = await with_request(request, lambda _, found: found.id)
    if request_id is None:
        return see_other(HOME)
    door, office = request.app[DOOR], request.app[DESK].office
    await in_transaction(
        request, lambda session: withdraw(session, door.vault, request_id, door.clock(), office)
    )
    request.app[DESK].rounds.wake()
    return see_other(f"{KEPT}?done=all")


@routes.get(f"{HOME}/take-back-part")
async def ask_for_part(request: web.Request) -> web.Response:
    """Asks which; beside each stands where the same is said once more."""
    return await _ask(request)


@routes.post(f"{HOME}/take-back-part")
async def take_part(request: web.Request) -> web.Response:
    """Takes back what was ticked; a second press changes nothing."""
    fields = await checked_form(request)
    parts = await with_request(request, lambda session, found: _parts(request, session, found))
    if parts is None:
        return see_other(HOME)
    taking = [item for item in parts.items if f"{_ITEM}{item}" in fields]
    if not taking:
        return await _ask(request, "Tick what you want to take back.")
    door, office = request.app[DOOR], request.app[DESK].office
    await in_transaction(
        request,
        lambda session: withdraw_items(session, door.vault, parts.request_id, taking, door.clock(), office),
    )
    request.app[DESK].rounds.wake()
    again = [item for item in said_again(parts.told, taking) if item in parts.items]
    return see_other(f"{KEPT}?done=part" + (f"&again={','.join(again)}" if again else ""))


async def _ask(request: web.Request, problem: str = "") -> web.Response:
    parts = await with_request(request, lambda session, found: _parts(request, session, found))
    if parts is None:
        return see_other(HOME)
    if not parts.items:
        return see_other(KEPT)
    office = request.app[DESK].office
    label = office.agreement.label

    def also(item: str) -> str:
        again = [label(each) for each in said_again(parts.told, [item]) if each in parts.items]
        return office.wording.say("said_again", labels="; ".join(again)) if again else ""

    values = {
        "parts": [(item, label(item), parts.told[item], also(item)) for item in parts.items],
        "problem": problem,
        "form_token": form_token(request),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return await page(request, "my_request/take_back_part.html", values, status)


def _parts(request: web.Request, session: Session, found: HelpRequest) -> _Parts:
    if taken_back(session, found):
        return _Parts(found.id, {}, [])
    told = opened_items(session, request.app[DOOR].vault, found)
    order = request.app[DESK].office.agreement.in_order(items_to_take_back(session, found))
    return _Parts(found.id, told, order)
