"""The mailbox of development: mails that would have been sent, sign-in links among them.

Whoever reads it can sign in as anybody, so it is there only in development, where the site is reached on this
computer alone, and it answers nobody who comes from elsewhere or through a proxy.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import urlsplit

from aiohttp import web

from core.mail import KeptMail, read_mailbox
from core.settings import is_loopback
from web.door import DOOR
from web.rendering import page

routes = web.RouteTableDef()

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")


@routes.get("/dev/mailbox")
async def mailbox(request: web.Request) -> web.Response:
    """The newest mails, the last first."""
    door = request.app[DOOR]
    if not _comes_from_here(request):
        raise web.HTTPNotFound

    def read() -> Sequence[KeptMail]:
        with door.sessions() as session:
            return read_mailbox(session, door.vault)

    mails = await asyncio.to_thread(read)
    return await page(request, "pages/mailbox.html", {"mails": mails, "host": door.settings.smtp_host})


def _comes_from_here(request: web.Request) -> bool:
    """Asked on this computer, by its own name, and passed on by nobody."""
    named = urlsplit(f"//{request.host}").hostname or ""
    passed_on = any(header in request.headers for header in _FORWARDED)
    return is_loopback(request.remote or "") and is_loopback(named) and not passed_on
