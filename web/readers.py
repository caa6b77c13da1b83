"""Pages that anybody may read and staff see more of: who reads, and the page as they see it."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web

from staff.sessions import SignedIn
from web.door import DESK, DOOR
from web.rendering import page
from web.staff.rights import EDITORS
from web.staff.visits import WHO, staff_form_token, who_asks


async def looker(request: web.Request) -> SignedIn | None:
    """Who reads, if they are signed in."""
    return request.get(WHO) or (await who_asks(request) if DESK in request.app else None)


def is_editor(who: SignedIn) -> bool:
    """That they keep the who's-who right for everybody."""
    return who.role in EDITORS


async def reader_page(
    request: web.Request,
    template: str,
    who: SignedIn | None,
    values: Mapping[str, Any] | None = None,
    status: int = HTTPStatus.OK,
) -> web.Response:
    """A page of the who's-who or of the guidance, as staff or as anybody sees it."""
    shown: dict[str, Any] = {"who": who, "needs": request.app[DOOR].needs}
    if who is not None:
        contact = request.app[DESK].office.contacts.by_key.get(who.contact)
        shown |= {
            "who_name": contact.name if contact else who.role.capitalize(),
            "form_token": staff_form_token(request),
            "edits": is_editor(who),
        }
    return await page(request, template, {**shown, **(values or {})}, status)
