"""The action server: loopback only, known callers only, and no conversation in an error answer."""

from __future__ import annotations

import hmac

import structlog
from rasa_sdk.endpoint import create_app
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from actions.parts import help_desk, parts
from core.encryption import derive_token
from core.logs import start_logging
from core.settings import Settings, secret_of
from directory.search import Query

ACTIONS_TOKEN = "actions"
"""The purpose that the shared token of the assistant and the action server is derived for."""


def build_app(settings: Settings) -> Sanic:
    """The SDK's own application, guarded."""
    app = create_app("actions", cors_origins="")
    expected = f"Bearer {derive_token(secret_of(settings), ACTIONS_TOKEN)}"

    @app.on_request
    async def only_the_assistant(request: Request) -> HTTPResponse | None:
        given = request.headers.get("authorization", "")
        if request.path == "/health" or hmac.compare_digest(given.encode(), expected.encode()):
            return None
        return json({"error": "Only the assistant may call this server."}, status=401)

    @app.on_response
    async def errors_without_the_conversation(request: Request, response: HTTPResponse) -> HTTPResponse:
        if response.status < 500:
            return response
        return json({"error": "The action failed."}, status=response.status)

    return app


def serve_actions(settings: Settings) -> None:
    """Serves until stopped; a first search before anybody waits opens the index.

    Raises OpenDoorError where requests would be taken and their letters would not reach whom they are for.
    """
    start_logging("actions", settings.log_level)
    help_desk()
    parts().search.find(Query(text="food bank near Taunton"))
    structlog.get_logger().info("ready", port=settings.actions_port)
    build_app(settings).run(
        host="127.0.0.1", port=settings.actions_port, debug=False, access_log=False, motd=False
    )
