"""The page of a person's own request: where it stands, what they can do, and all that is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.contacts import Contact
from earlyhelp.exporting import Export
from earlyhelp.kept import read_aloud, times_kept
from earlyhelp.requests import HelpRequest, items_to_take_back, status_for_person, taken_back
from earlyhelp.requests.staff import holder_of
from web.door import DESK, DOOR
from web.pages.chat import form_token
from web.pages.my_request import HOME, KEPT, export_request, with_request
from web.rendering import page
from web.visitors import see_other

routes = web.RouteTableDef()

DONE = {
    "part": "It is done. What you took back is deleted, and we tell the people who have your request.",
    "all": "It is done. Your request is taken back, and we tell the people who had it.",
}


@dataclass(frozen=True)
class _Standing:
    """What a person reads of their request before anything else; `contact` is None once they have left."""

    told: Sequence[str]
    contact: Contact | None
    ended: bool
    can_take_back: bool
    can_take_part: bool


@routes.get(KEPT)
async def show(request: web.Request) -> web.Response:
    """Who has it and what can be done, then all that is kept of it."""
    seen = await with_request(request, lambda session, found: _seen(request, session, found))
    if seen is None:
        return see_other(HOME)
    export, standing = seen
    kept, office = export.data["requests"][0], request.app[DESK].office
    values = {
        "title": office.wording.say("export_title"),
        "reference": kept["reference"],
        "standing": standing,
        "parts": [*read_aloud(kept, office), times_kept(export.data, office)],
        "done": _done(request),
        "form_token": form_token(request),
    }
    return await page(request, "my_request/kept.html", values)


def _seen(request: web.Request, session: Session, found: HelpRequest) -> tuple[Export, _Standing]:
    door, office = request.app[DOOR], request.app[DESK].office
    back = not taken_back(session, found)
    standing = _Standing(
        told=status_for_person(session, door.vault, found, door.clock(), office).sentences,
        contact=holder_of(found, office),
        ended=found.ended_at is not None,
        can_take_back=back,
        can_take_part=back and bool(items_to_take_back(session, found)),
    )
    return export_request(request, session, found, "seen"), standing


def _done(request: web.Request) -> list[str]:
    """What was just taken back here, as the address says, and where the same still stands."""
    wording, agreement = request.app[DESK].office.wording, request.app[DESK].office.agreement
    done = DONE.get(request.query.get("done", ""))
    if done is None:
        return []
    again = [item for item in request.query.get("again", "").split(",") if item in agreement.items]
    labels = "; ".join(agreement.label(item) for item in again)
    return [done, wording.say("said_again", labels=labels)] if again else [done]
