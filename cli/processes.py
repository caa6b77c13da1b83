"""The three processes: how each is started, where it answers, and whether its port is free."""

from __future__ import annotations

import socket
import sys
from dataclasses import dataclass

from core.errors import OpenDoorError
from core.settings import Settings


@dataclass(frozen=True)
class ProcessPlan:
    """One process of Open Door: its name, its port and the address that says whether it is well."""

    name: str
    host: str
    port: int
    health: str

    @property
    def command(self) -> list[str]:
        """What starts it; it stops by itself when the supervisor is gone."""
        return [sys.executable, "-W", "ignore", "-m", "cli.main", "serve", self.name, "--supervised"]


def plan(settings: Settings) -> tuple[ProcessPlan, ...]:
    """The three processes of these settings, in the order they are stopped."""
    loopback = "127.0.0.1"
    bot, actions, web = settings.bot_port, settings.actions_port, settings.public_port
    seen = loopback if settings.public_host in ("0.0.0.0", "::") else settings.public_host
    return (
        ProcessPlan("web", settings.public_host, web, f"http://{seen}:{web}/healthz"),
        ProcessPlan("bot", loopback, bot, f"http://{loopback}:{bot}/webhooks/front_door/health"),
        ProcessPlan("actions", loopback, actions, f"http://{loopback}:{actions}/health"),
    )


def check_ports(plans: tuple[ProcessPlan, ...]) -> None:
    """Raises OpenDoorError naming the first port that another program holds."""
    for each in plans:
        family = socket.AF_INET6 if ":" in each.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((each.host, each.port))
            except OSError:
                setting = {"web": "PUBLIC", "bot": "BOT", "actions": "ACTIONS"}[each.name]
                raise OpenDoorError(
                    f"Port {each.port} is in use by another program. Stop it, or choose another port "
                    f"with OPENDOOR_{setting}_PORT."
                ) from None
