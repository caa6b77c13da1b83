"""`opendoor talk`: the chat in a terminal, through the real front door."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp

from core.errors import OpenDoorError
from core.settings import load_settings


def talk() -> None:
    """Talk to the running assistant in the terminal; type a number to press a button, Ctrl-D to leave."""
    asyncio.run(_talk(load_settings().site))


async def _talk(site: str) -> None:
    async with aiohttp.ClientSession() as http:
        tokens: list[str] = []
        while (line := await asyncio.to_thread(_ask)) is not None:
            chosen = int(line) - 1 if line.isdigit() else -1
            body = {"button": tokens[chosen]} if 0 <= chosen < len(tokens) else {"message": line}
            try:
                async with http.post(f"{site}/api/chat", json=body) as answer:
                    said = await answer.json()
            except aiohttp.ClientError:
                raise OpenDoorError(f"Nothing answers at {site}: start it with `make run`.") from None
            tokens = _show(said)


def _ask() -> str | None:
    try:
        return input("\nyou: ").strip()
    except EOFError:
        return None


def _show(said: dict[str, Any]) -> list[str]:
    tokens: list[str] = []
    if "error" in said:
        print(f"\n  ({said['error']})")
    for message in said.get("messages", []):
        print("\n" + "\n".join(f"  {line}" for line in (message.get("text") or "").splitlines()))
        for card in message.get("cards") or []:
            facts = [card.get(key) for key in ("name", "why", "phone", "url")]
            print("  * " + "\n    ".join(filter(None, facts)))
        for button in message.get("buttons") or []:
            tokens.append(button["token"])
            print(f"  [{len(tokens)}] {button['label']}")
    return tokens
