"""The mailbox of development: mails that would have been sent. Production has no such page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from aiohttp import web

from core.mail import KeptMail, read_mailbox
from web.door import DOOR
from web.rendering import page

routes = web.RouteTableDef()


@routes.get("/dev/mailbox")
async def mailbox(request: web.Request) -> web.Response:
    """The newest mails, the last first."""
    door = request.app[DOOR]

    def read() -> Sequence[KeptMail]:
        with door.sessions() as session:
            return read_mailbox(session, door.vault)

    mails = await asyncio.to_thread(read)
    return await page(request, "pages/mailbox.html", {"mails": mails, "host": door.settings.smtp_host})
