"""Starts Rasa inside this process: our model, our store, our channel, loopback only."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.errors import BotError
from bot.quiet import start_quiet_logging, take_over, without_telemetry
from core.encryption import derive_token
from core.errors import OpenDoorError
from core.migrating import check_version
from core.settings import Settings, secret_of

if TYPE_CHECKING:
    from rasa.core.agent import Agent

RASA_API = "rasa-api"
ACTIONS = "actions"
FIRST_MESSAGE = "food bank near Taunton"
"""Read before anybody waits, because the first reading opens files."""


def newest_model(settings: Settings) -> Path:
    """The model that was trained last; raises BotError if there is none."""
    models = sorted(settings.models.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    if not models:
        raise BotError("There is no trained model yet: run `opendoor train`.")
    return models[-1]


def load_agent(settings: Settings) -> Agent:
    """The assistant with its newest model and our store; raises BotError if the model cannot be read."""
    without_telemetry()
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import EndpointConfig

    from bot.conversations.guard import guarded_store
    from bot.conversations.store import ConversationStore

    model = newest_model(settings)
    agent = Agent(
        tracker_store=ConversationStore(settings=settings),
        action_endpoint=EndpointConfig(
            url=f"http://127.0.0.1:{settings.actions_port}/webhook",
            headers={"Authorization": f"Bearer {derive_token(secret_of(settings), ACTIONS)}"},
            enable_selective_domain=True,
        ),
    )
    try:
        agent.load_model(model)
    except Exception as error:
        ours = next((each for each in _causes(error) if isinstance(each, OpenDoorError)), None)
        if ours is not None:
            raise ours from None
        raise BotError(
            f"The trained model cannot be read ({type(error).__name__}): run `opendoor train --force`."
        ) from None
    guarded_store(agent)
    return agent


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def serve_bot(settings: Settings) -> None:
    """Serves until stopped; raises OpenDoorError if it cannot start."""
    without_telemetry()
    start_quiet_logging("bot", settings.log_level)
    check_version(settings.database)
    door = _open_port(settings.bot_port)
    agent = load_agent(settings)
    asyncio.run(agent.parse_message(FIRST_MESSAGE))
    from rasa.core.run import configure_app
    from rasa.core.utils import AvailableEndpoints

    from bot.front_door import FrontDoorChannel

    asyncio.set_event_loop(asyncio.new_event_loop())
    app = configure_app(
        input_channels=[FrontDoorChannel(settings)],
        auth_token=derive_token(secret_of(settings), RASA_API),
        port=settings.bot_port,
        endpoints=AvailableEndpoints(),
    )
    take_over("sanic.root", "sanic.error", "sanic.access")
    app.ctx.agent = agent
    structlog.get_logger(process="bot").info("ready", port=settings.bot_port)
    app.run(sock=door, access_log=False, debug=False, motd=False)


def _open_port(port: int) -> socket.socket:
    """Takes the port before the slow work begins; raises BotError if another program has it."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", port))
    except OSError:
        door.close()
        raise BotError(f"Port {port} is in use: stop the other program, or set OPENDOOR_BOT_PORT.") from None
    return door
